"""Pooling: closed-form cases, what does not change the result, and the edges."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects import study_effects
from reportgen.pooling import pool_effects, shown_totals
from tests.pooling.given import COMMON, RANDOM, effects_of
from tests.reviews import REVMAN, make_arms, make_outcome, make_result, make_review, make_study

Z = 1.959963984540054

samples = st.lists(
    st.tuples(st.floats(-5, 5, allow_subnormal=False), st.floats(1e-3, 10)),
    min_size=2,
    max_size=9,
)
models = st.sampled_from([COMMON, RANDOM])


def split(sample):
    return [y for y, _ in sample], [v for _, v in sample]


# ---- closed forms


def test_one_study_is_its_own_summary_without_heterogeneity():
    result = pool_effects(effects_of([0.7], [0.09]), RANDOM)
    assert result.summary.estimate == 0.7
    assert result.summary.se == pytest.approx(0.3)
    assert result.summary.ci_low == pytest.approx(0.7 - Z * 0.3)
    assert (result.k, result.weights, result.heterogeneity) == (1, (100.0,), None)


def test_no_study_gives_no_summary():
    result = pool_effects(effects_of([], []), RANDOM)
    assert (result.summary, result.heterogeneity, result.k, result.weights) == (None, None, 0, ())


def test_two_studies_have_the_tau2_of_the_closed_form():
    result = pool_effects(effects_of([0.1, 0.9], [0.04, 0.09]), RANDOM)
    assert result.heterogeneity.tau2 == pytest.approx((0.64 - 0.13) / 2, rel=1e-12)
    assert result.summary.estimate == pytest.approx(0.46875, rel=1e-12)


def test_three_studies_of_equal_variance_have_the_closed_form():
    result = pool_effects(effects_of([0.0, 1.0, 2.0], [0.25] * 3), RANDOM)
    spread = result.heterogeneity
    assert (spread.q, spread.df, spread.i2, spread.tau2) == pytest.approx((8, 2, 75, 0.75))
    assert spread.p == pytest.approx(math.exp(-4))
    assert (result.summary.estimate, result.summary.se) == pytest.approx((1, 1 / math.sqrt(3)))


def test_identical_effects_have_no_heterogeneity():
    result = pool_effects(effects_of([0.5] * 4, [0.1, 0.2, 0.05, 0.4]), RANDOM)
    spread = result.heterogeneity
    assert (spread.q, spread.p, spread.i2, spread.tau2) == (0, 1, 0, 0)
    assert result.summary.se == pytest.approx(0.163299316185545, rel=1e-14)


@pytest.mark.parametrize(
    ("measure", "y", "v"),
    [
        ("OR", math.log(12 * 33 / (8 * 7)), 1 / 12 + 1 / 8 + 1 / 7 + 1 / 33),
        ("RR", math.log((12 / 20) / (7 / 40)), 1 / 12 - 1 / 20 + 1 / 7 - 1 / 40),
    ],
)
@pytest.mark.parametrize("model", ["common", "random"])
def test_one_table_has_the_same_mantel_haenszel_and_inverse_variance_result(measure, y, v, model):
    plan = replace(REVMAN, model=model)
    review = make_review({"A": {"y": ((12, 20), (7, 40))}}, outcomes=[make_outcome("y", measure, plan=plan)])
    summary = pool_effects(study_effects(review, review.outcomes[0]), plan).summary
    assert (summary.estimate, summary.se**2) == pytest.approx((y, v), rel=1e-12)


def test_large_effects_with_a_small_spread_keep_their_digits():
    near, far = (
        pool_effects(effects_of(y, [1e-4, 2e-4, 3e-4]), RANDOM)
        for y in ([0.01, 0.02, 0.05], [1e6 + 0.01, 1e6 + 0.02, 1e6 + 0.05])
    )
    assert far.heterogeneity.q == pytest.approx(near.heterogeneity.q, rel=1e-6)
    assert far.summary.estimate - 1e6 == pytest.approx(near.summary.estimate, rel=1e-7)


def test_beside_one_overwhelming_study_tau2_stays_finite():
    result = pool_effects(effects_of([0.0, 1.0], [1e-40, 1.0]), RANDOM)
    assert math.isfinite(result.heterogeneity.tau2)


# ---- what does not change the result


@given(samples, models, st.randoms(use_true_random=False))
def test_the_order_of_the_studies_does_not_matter(sample, plan, random):
    shuffled = random.sample(sample, len(sample))
    one, two = (pool_effects(effects_of(*split(order)), plan) for order in (sample, shuffled))
    assert two.summary.estimate == pytest.approx(one.summary.estimate, rel=1e-9, abs=1e-9)
    assert two.summary.se == pytest.approx(one.summary.se, rel=1e-9)
    assert two.heterogeneity.q == pytest.approx(one.heterogeneity.q, rel=1e-9, abs=1e-9)


@given(samples, models)
def test_reversed_effects_give_the_reversed_result(sample, plan):
    y, v = split(sample)
    one, two = pool_effects(effects_of(y, v), plan), pool_effects(effects_of([-value for value in y], v), plan)
    assert two.summary.estimate == pytest.approx(-one.summary.estimate, rel=1e-12, abs=1e-12)
    assert two.summary.ci_low == pytest.approx(-one.summary.ci_high, rel=1e-12, abs=1e-12)
    assert two.summary.p == pytest.approx(one.summary.p, rel=1e-9, abs=1e-12)


@given(samples, models, st.floats(0.01, 1000))
def test_another_unit_scales_a_mean_difference(sample, plan, factor):
    y, v = split(sample)
    one, two = (
        pool_effects(effects_of(y, v), plan),
        pool_effects(effects_of([factor * value for value in y], [factor**2 * value for value in v]), plan),
    )
    assert two.summary.estimate == pytest.approx(factor * one.summary.estimate, rel=1e-7, abs=1e-9 * factor)
    assert two.summary.se == pytest.approx(factor * one.summary.se, rel=1e-7)
    assert two.heterogeneity.i2 == pytest.approx(one.heterogeneity.i2, rel=1e-6, abs=1e-6)
    assert two.heterogeneity.tau2 == pytest.approx(factor**2 * one.heterogeneity.tau2, rel=1e-6, abs=1e-9 * factor**2)


@given(samples)
def test_two_copies_of_the_studies_halve_the_variance_and_double_q(sample):
    y, v = split(sample)
    one, two = pool_effects(effects_of(y, v), COMMON), pool_effects(effects_of(y + y, v + v), COMMON)
    assert two.summary.se**2 == pytest.approx(one.summary.se**2 / 2, rel=1e-9)
    assert two.heterogeneity.q == pytest.approx(2 * one.heterogeneity.q, rel=1e-9, abs=1e-9)


@given(samples, models)
def test_weights_add_up_to_a_hundred_and_the_estimate_lies_among_the_studies(sample, plan):
    y, v = split(sample)
    result = pool_effects(effects_of(y, v), plan)
    assert sum(result.weights) == pytest.approx(100)
    assert min(y) - 1e-9 <= result.summary.estimate <= max(y) + 1e-9
    assert result.heterogeneity.tau2 >= 0
    assert 0 <= result.heterogeneity.i2 < 100


@given(samples)
def test_the_common_q_is_the_sum_within_and_between_subgroups(sample):
    y, v = split(sample * 2)
    groups = ["a"] * len(sample) + ["b"] * len(sample)
    result = pool_effects(
        effects_of([*y[: len(sample)], *(value + 1 for value in y[len(sample) :])], v, groups=groups), COMMON
    )
    within = sum(group.heterogeneity.q for _, group in result.subgroups)
    assert result.heterogeneity.q == pytest.approx(within + result.subgroup_test.q, rel=1e-9, abs=1e-9)


cells = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)).filter(
    lambda t: t[0] + t[1] > 0 and t[2] + t[3] > 0
)


@given(st.lists(cells, min_size=1, max_size=5), st.sampled_from(["RR", "OR"]), st.sampled_from(["common", "random"]))
def test_swapping_the_arms_negates_a_mantel_haenszel_result(tables, measure, model):
    plan = replace(REVMAN, model=model)
    sides = [((a, a + b), (c, c + d)) for a, b, c, d in tables]
    one, two = (
        pool_effects(study_effects(review, review.outcomes[0]), plan).summary
        for review in (
            make_review(
                {f"S{i}": {"y": pair[::step]} for i, pair in enumerate(sides)},
                outcomes=[make_outcome("y", measure, plan=plan)],
            )
            for step in (1, -1)
        )
    )
    assert (one is None) == (two is None)
    if one is not None:
        assert two.estimate == pytest.approx(-one.estimate, rel=1e-9, abs=1e-9)
        assert two.se == pytest.approx(one.se, rel=1e-9)


# ---- the plan as applied, rows left out, subgroups


@pytest.mark.parametrize("measure", ["MD", "SMD"])
def test_mantel_haenszel_gives_way_to_inverse_variance_for_means_and_the_plan_says_so(measure):
    review = make_review({"A": {"y": ((3, 1, 20), (2, 1, 20))}}, outcomes=[make_outcome("y", measure)])
    result = pool_effects(study_effects(review, review.outcomes[0]), REVMAN)
    assert result.plan.method == "inverse-variance"
    assert result.k == 1


def test_an_effect_without_counts_is_left_out_of_mantel_haenszel_but_keeps_its_interval():
    review = make_review({"A": {"y": ((12, 20), (7, 40))}, "B": {"y": ((1, 20), (2, 40))}})
    alone = make_result("B", "y", "T", {"estimate": 2.0, "se": 0.5}, versus="C", line=9)
    review = replace(review, results=(*review.results[:2], alone))
    result = pool_effects(study_effects(review, review.outcomes[0]), REVMAN)
    assert [row.state for row in result.effects.rows] == ["used", "left_out"]
    assert "Mantel-Haenszel" in result.effects.rows[1].reason
    assert result.weights == (100.0, 0.0)
    assert result.studies[1].estimate == pytest.approx(math.log(2))
    assert alone.data["estimate"].origin not in result.inputs


def test_effects_made_for_inverse_variance_can_be_pooled_by_mantel_haenszel():
    effects = effects_of([0.1, 0.2], [0.1, 0.1], measure="RR")
    assert pool_effects(effects, RANDOM).k == 2
    assert pool_effects(effects, REVMAN).summary is None


def test_a_study_that_is_not_estimable_has_no_weight_and_its_cells_are_no_inputs():
    review = make_review({"A": {"y": ((12, 20), (7, 40))}, "B": {"y": ((0, 20), (0, 40))}})
    result = pool_effects(study_effects(review, review.outcomes[0]), REVMAN)
    assert (result.k, result.weights, result.studies[1]) == (1, (100.0, 0.0), None)
    assert {origin.line for origin in result.inputs} == {2, 3}


def test_each_subgroup_has_its_own_tau2():
    effects = effects_of([0, 2, 1, 1.1], [0.1] * 4, groups=["a", "a", "b", "b"])
    result = pool_effects(effects, RANDOM)
    assert [(name, round(group.heterogeneity.tau2, 3)) for name, group in result.subgroups] == [("a", 1.9), ("b", 0.0)]
    assert result.subgroup_test.df == 1


def test_one_subgroup_alone_is_not_tested():
    result = pool_effects(effects_of([0, 2], [0.1, 0.1], groups=["a", "a"]), RANDOM)
    assert [name for name, _ in result.subgroups] == ["a"]
    assert result.subgroup_test is None


def test_without_subgroups_there_are_none():
    result = pool_effects(effects_of([0, 2], [0.1, 0.1]), RANDOM)
    assert (result.subgroups, result.subgroup_test) == ((), None)


@pytest.mark.parametrize(("level", "z"), [(0.9, 1.6448536269514722), (0.99, 2.5758293035489004)])
def test_the_level_sets_the_width_of_all_intervals(level, z):
    result = pool_effects(effects_of([0.0, 1.0], [0.5, 0.5]), replace(COMMON, level=level))
    for estimate in (result.summary, *result.studies):
        assert (estimate.ci_high - estimate.ci_low) / (2 * estimate.se) == pytest.approx(z, rel=1e-12)


def test_pooling_gives_plain_floats():
    result = pool_effects(effects_of([0.0, 1.0], [0.5, 0.5]), RANDOM)
    values = [
        result.summary.estimate,
        result.summary.ci_low,
        result.heterogeneity.q,
        result.heterogeneity.tau2,
        *result.weights,
    ]
    assert not any(isinstance(value, np.generic) for value in values)


# ---- totals that an outcome shows


def divided(totals, **settings):
    """Return the result of an outcome with two subgroups, one study being in both."""
    outcome = make_outcome("y", "RR", totals=totals, **settings)
    counts = [("A", "men", 5, 2), ("B", "men", 9, 4), ("A", "women", 3, 6), ("C", "women", 2, 1)]
    results = [
        make_result(study, "y", arm, {"events": events, "n": 40}, subgroup=subgroup)
        for study, subgroup, *both in counts
        for arm, events in zip(("T", "C"), both, strict=True)
    ]
    studies = tuple(make_study(id_) for id_ in "ABC")
    arms = tuple(arm for id_ in "ABC" for arm in make_arms(id_))
    review = make_review(outcomes=[outcome], studies=studies, arms=arms, results=tuple(results))
    return pool_effects(study_effects(review, outcome), REVMAN)


def test_each_row_keeps_its_own_weight_where_a_study_has_several():
    result = divided("all")
    assert [row.study for row in result.effects.rows] == ["A", "B", "A", "C"]
    assert math.fsum(result.weights) == pytest.approx(100)
    assert len(set(result.weights)) == 4
    assert [dict(result.subgroups)[name].k for name in ("men", "women")] == [2, 2]


def test_a_total_that_is_shown_stays_as_it_is():
    assert shown_totals(divided("all")) == divided("all")


def test_subtotals_alone_leave_no_total_and_weights_within_each_subgroup():
    result = shown_totals(divided("subgroups"))
    assert (result.summary, result.heterogeneity, result.prediction) == (None, None, None)
    assert [part.summary is None for _, part in result.subgroups] == [False, False]
    assert math.fsum(result.weights[:2]) == pytest.approx(100)
    assert math.fsum(result.weights[2:]) == pytest.approx(100)
    assert result.subgroup_test == divided("all").subgroup_test


def test_no_totals_leave_the_studies_alone():
    result = shown_totals(divided("none"))
    assert result.summary is None
    assert [part.summary for _, part in result.subgroups] == [None, None]
    assert set(result.weights) == {0.0}
    assert result.subgroup_test is None
    assert [study.estimate for study in result.studies] == [study.estimate for study in divided("all").studies]


def test_subtotals_of_an_undivided_outcome_are_none():
    outcome = make_outcome("y", "RR", totals="subgroups")
    result = pool_effects(replace(effects_of([0.1, 0.9], [0.04, 0.09]), outcome=outcome), RANDOM)
    assert shown_totals(result).summary is None


def test_the_test_between_subgroups_can_be_left_out():
    assert shown_totals(divided("all", subgroup_test=False)).subgroup_test is None


def test_studies_of_no_named_subgroup_are_pooled_where_no_other_can_be_used():
    outcome = make_outcome("y", "RR")
    results = [
        *(make_result("A", "y", arm, {"events": n, "n": 40}) for arm, n in (("T", 5), ("C", 2))),
        make_result("B", "y", "T", {"events": 3, "n": 40}, subgroup="men"),
    ]
    review = make_review(
        outcomes=[outcome],
        studies=(make_study("A"), make_study("B")),
        arms=make_arms("A") + make_arms("B"),
        results=tuple(results),
    )
    parts = dict(pool_effects(study_effects(review, outcome), REVMAN).subgroups)
    assert (parts[""].k, parts[""].summary is not None) == (1, True)
    assert (parts["men"].k, parts["men"].summary) == (0, None)
