"""Rows that report something else become effects, with the cells and the words behind every number."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects import MEASURES, EffectRow, study_effects
from reportgen.effects.reported import paired_difference, paired_smd
from reportgen.effects.reported.columns import ARM_REPORTS, DESIGN_COLUMNS, EFFECT_REPORTS
from reportgen.effects.reported.p_values import BOUND_NOTE
from reportgen.effects.reported.paired import FEWER_NOTE, PAIRED_MEASURES
from reportgen.model import Plan, Result
from tests.reviews import make_arms, make_outcome, make_result, make_review, make_study

INVERSE_VARIANCE = Plan(method="inverse-variance")


def row_of(*results: Result, measure: str = "MD", ids=("T", "C"), plan: Plan = INVERSE_VARIANCE) -> EffectRow:
    """Return the effect row of a review with one study, A, and these results."""
    outcome = make_outcome("y", measure, plan=plan)
    review = make_review(
        outcomes=[outcome], studies=(make_study("A"),), arms=make_arms("A", ids=ids), results=tuple(results)
    )
    (row,) = study_effects(review, outcome).rows
    return row


def arm(id_: str, **data: float) -> Result:
    return make_result("A", "y", id_, data, line={"T": 2, "C": 3}.get(id_, 4))


def versus(one: str = "T", two: str = "C", **data: float) -> Result:
    return make_result("A", "y", one, data, versus=two, line=9)


def names(row: EffectRow) -> list[tuple[int, str]]:
    return [(origin.line, origin.name) for origin in row.inputs]


# ---- arms


def test_a_derived_sd_gives_the_effect_that_the_sd_itself_would_give():
    told = row_of(arm("T", mean=8.9, sd=2.0, n=16), arm("C", mean=11.3, sd=3.0, n=36))
    derived = row_of(arm("T", mean=8.9, se=0.5, n=16), arm("C", mean=11.3, se=0.5, n=36))
    assert (derived.y, derived.v) == pytest.approx((told.y, told.v), rel=1e-12)
    assert (told.provenance, derived.provenance) == ("reported", "derived")
    assert (told.derivations, [found.of for found in derived.derivations]) == ((), ["therapy", "control"])
    assert names(derived) == [(2, "mean"), (2, "se"), (2, "n"), (3, "mean"), (3, "se"), (3, "n")]
    assert derived.experimental.texts == {"mean": "8.9", "sd": "", "n": "16"}


@pytest.mark.parametrize("measure", ["MD", "SMD", "D", "GLASS", "ROM"])
def test_every_measure_of_means_takes_what_is_reported(measure):
    row = row_of(arm("T", median=9, q1=6, q3=13, n=40), arm("C", mean=12, ci_low=10, ci_high=14, n=40), measure=measure)
    assert row.state == "used"
    assert len(row.derivations) == 2


def test_a_row_that_was_reconstructed_stays_so():
    one = make_result("A", "y", "T", {"mean": 3, "se": 1, "n": 9}, provenance="reconstructed")
    assert row_of(one, arm("C", mean=2, sd=1, n=9)).provenance == "reconstructed"


def test_the_level_of_the_plan_is_that_of_intervals_of_means():
    plans = [Plan(method="inverse-variance", level=level) for level in (0.9, 0.95)]
    sds = [
        row_of(arm("T", mean=3, ci_low=2, ci_high=4, n=400), arm("C", mean=2, sd=1, n=9), plan=plan)
        .experimental.values["sd"]
        for plan in plans
    ]  # fmt: skip
    assert sds[0] / sds[1] == pytest.approx(1.959963984540054 / 1.6448536269514722)


def test_arms_are_combined_after_their_sds_were_derived():
    row = row_of(
        arm("T", mean=3, se=0.5, n=16), arm("T2", mean=5, sd=2, n=16), arm("C", mean=2, sd=1, n=9), ids=("T", "T2", "C")
    )
    assert row.experimental.values["n"] == 32
    assert [found.of for found in row.derivations] == ["therapy"]
    assert (2, "se") in names(row)


def test_what_cannot_be_used_leaves_the_study_out_with_the_reason():
    row = row_of(arm("T", mean=3, ci_low=4, ci_high=4, n=9), arm("C", mean=2, sd=1, n=9))
    assert (row.state, row.reason) == ("left_out", "data of therapy cannot be used: the interval has no width")


# ---- a test of two means


@pytest.mark.parametrize("test", [{"t": 2.78}, {"t": -2.78}, {"p": 0.0079}, {"t": 2.78, "p": 0.9}])
@pytest.mark.parametrize("measure", ["MD", "SMD"])
def test_a_test_of_two_means_gives_both_arms_one_sd(measure, test):
    # Cochrane Handbook 6.5.2.3: a difference of 3.8 in 25 and 22 participants
    row = row_of(arm("T", mean=30.2, n=25), arm("C", mean=34.0, n=22), versus(**test), measure=measure)
    assert row.state == "used"
    sds = [side.values["sd"] for side in (row.experimental, row.comparator)]
    assert sds == pytest.approx([4.68, 4.68], abs=0.02)
    assert [(found.of, found.how[:9]) for found in row.derivations] == [("both groups", "common SD")]
    assert (9, next(iter(test))) in names(row)
    assert row.results[-1].versus == "C"


def test_an_sd_of_an_arm_goes_before_a_test_of_two_means():
    row = row_of(arm("T", mean=30.2, sd=5, n=25), arm("C", mean=34.0, sd=5, n=22), versus(p=0.008))
    assert row.experimental.values["sd"] == 5
    assert (row.derivations, len(row.results)) == ((), 2)


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([arm("T", mean=30, n=25), arm("C", mean=30, n=22), versus(p=0.008)], "sd not reported for therapy"),
        ([arm("T", mean=30, n=25), versus(p=0.008)], "sd not reported for therapy"),
        ([arm("T", mean=30), arm("C", mean=34, n=22), versus(p=0.008)], "n not reported for therapy"),
        ([versus(p=0.008)], "no results for the experimental group"),
    ],
)
def test_a_test_of_two_means_alone_is_no_effect(results, reason):
    row = row_of(*results)
    assert (row.state, row.reason) == ("left_out", reason)


# ---- effects


@pytest.mark.parametrize(
    ("measure", "data", "y", "se", "read"),
    [
        ("MD", {"estimate": -4, "t": -2}, -4, 2.0, ["estimate", "t"]),
        ("RR", {"estimate": math.e, "t": 2}, 1, 0.5, ["estimate", "t"]),
        ("HR", {"estimate": math.e, "p": 0.0455}, 1, 0.5, ["estimate", "p"]),
        ("SMD", {"estimate": 0.5, "p": 0.06, "df": 19}, 0.5, 0.25, ["estimate", "p", "df"]),
        ("MD", {"estimate": 1, "ci_low": -1.228, "ci_high": 3.228, "df": 10}, 1, 1.0, ["estimate", "ci_low", "ci_high", "df"]),
        ("RR", {"estimate": 2, "se": 0.3, "icc": 0.02, "cluster_size": 51}, math.log(2), 0.3 * 2**0.5, ["estimate", "se", "icc", "cluster_size"]),
        ("HR", {"o_minus_e": -4, "variance": 10, "icc": 0.02, "cluster_size": 51}, -0.4, 0.2**0.5, ["o_minus_e", "variance", "icc", "cluster_size"]),
    ],
)  # fmt: skip
def test_an_effect_is_read_from_what_is_reported(measure, data, y, se, read):
    row = row_of(versus(**data), measure=measure)
    assert (row.state, row.provenance, len(row.derivations)) == ("used", "derived", 1)
    assert (row.y, row.v**0.5) == pytest.approx((y, se), rel=1e-3)
    assert [name for _, name in names(row)] == read


def test_an_effect_with_its_interval_stays_reported():
    row = row_of(versus(estimate=2, ci_low=1, ci_high=4), measure="RR")
    assert (row.provenance, row.derivations) == ("reported", ())


def test_an_effect_that_is_turned_round_keeps_its_standard_error():
    row = row_of(versus("C", "T", estimate=-4, t=-2))
    assert (row.y, row.v) == (4, 4)


def test_a_p_of_no_effect_leaves_the_study_out():
    row = row_of(versus(estimate=1, p=0.5), measure="RR")
    assert row.state == "left_out"
    assert row.reason.startswith("an effect that cannot be used: a test statistic of no effect")


def test_a_bound_of_p_is_told():
    result = versus(estimate=2, p=0.05)
    bound = replace(result, data={**result.data, "p": replace(result.data["p"], text="<0.05")})
    assert row_of(bound, measure="RR").derivations[0].notes == (BOUND_NOTE,)


# ---- designs


@pytest.mark.parametrize("method", ["inverse-variance", "mantel-haenszel"])
def test_clusters_and_shared_groups_make_counts_smaller_and_the_people_stay(method):
    row = row_of(
        arm("T", events=63, n=295, icc=0.02, cluster_size=29.8),
        arm("C", events=84, n=330, icc=0.02, cluster_size=29.8, shared_by=2),
        measure="RR",
        plan=Plan(method=method),
    )
    assert (row.state, row.provenance) == ("used", "derived")
    assert row.experimental.values["n"] == pytest.approx(187.2, abs=0.05)
    assert row.comparator.values["n"] == pytest.approx(104.7, abs=0.05)
    assert (row.experimental.participants, row.comparator.participants) == (295, 330)


def test_clusters_multiply_the_variance_by_the_design_effect():
    design = {"icc": 0.02, "cluster_size": 51}
    plain = row_of(arm("T", mean=3, sd=1, n=90), arm("C", mean=2, sd=1, n=90))
    adjusted = row_of(arm("T", mean=3, sd=1, n=90, **design), arm("C", mean=2, sd=1, n=90, **design))
    assert (adjusted.y, adjusted.v) == pytest.approx((plain.y, 2 * plain.v))


# ---- cross-over trials


@pytest.mark.parametrize(("measure", "derive"), [("MD", paired_difference), ("SMD", paired_smd)])
def test_a_cross_over_trial_is_worked_out_as_paired(measure, derive):
    one, two = {"mean": 7.0, "sd": 2.38, "n": 10}, {"mean": 6.5, "sd": 2.21, "n": 10}
    row = row_of(arm("T", **one, correlation=0.68), arm("C", **two, correlation=0.68), measure=measure)
    expected = derive(7.0, 2.38, 6.5, 2.21, 10, correlation=0.68).values
    assert (row.y, row.v**0.5) == pytest.approx((expected["estimate"], expected["se"]))
    assert (row.state, row.provenance, row.participants) == ("used", "derived", 10)
    assert [name for _, name in names(row)].count("correlation") == 2


def test_one_of_the_two_rows_may_name_the_correlation():
    row = row_of(arm("T", mean=7, sd=2, n=10, correlation=0.5), arm("C", mean=6, sd=2, n=10))
    assert row.v == pytest.approx(0.4)


def test_of_two_numbers_of_participants_the_smaller_had_both():
    row = row_of(arm("T", mean=7, sd=2, n=12, correlation=0.5), arm("C", mean=6, sd=2, n=10))
    assert (row.v, row.participants) == (pytest.approx(0.4), 10)
    assert row.derivations[-1].notes == (FEWER_NOTE,)


def test_the_sd_of_a_cross_over_trial_may_be_derived_too():
    row = row_of(arm("T", mean=7, se=0.5, n=16, correlation=0.5), arm("C", mean=6, sd=2, n=16))
    assert row.v == pytest.approx(0.25)
    assert len(row.derivations) == 2


@pytest.mark.parametrize(
    ("results", "measure", "reason"),
    [
        ([arm("T", mean=7, sd=2, n=9, correlation=0.5), arm("C", mean=6, sd=2, n=9, correlation=0.6)], "MD", "differ in their correlation"),
        ([arm("T", mean=7, sd=2, n=9, correlation=1), arm("C", mean=6, sd=2, n=9)], "MD", "is not above zero"),
        ([arm("T", mean=7, sd=2, n=9, correlation=0.5), arm("C", mean=6, sd=2, n=9)], "ROM", "MD and SMD only"),
        ([arm("T", mean=7, sd=2, n=9, correlation=0.5), arm("C", mean=6, sd=2, n=9), arm("C2", mean=6, sd=2, n=9)], "MD", "more than two arms"),
    ],
)  # fmt: skip
def test_a_cross_over_trial_that_cannot_be_paired_is_left_out(results, measure, reason):
    row = row_of(*results, measure=measure, ids=("T", "C", "C2"))
    assert row.state == "left_out"
    assert row.reason.startswith("a cross-over trial that cannot be used: ")
    assert reason in row.reason


def test_a_correlation_beside_both_ends_belongs_to_the_change():
    change = {"mean": 1, "baseline_sd": 3, "final_sd": 4, "correlation": 0.5, "n": 30}
    row = row_of(arm("T", **change), arm("C", **{**change, "mean": 0}))
    assert (row.y, row.v) == pytest.approx((1, 2 * 13 / 30))
    assert row.participants is None


def test_the_measures_with_a_paired_form_are_measures():
    assert set(PAIRED_MEASURES) <= set(MEASURES)


# ---- nothing that was loaded makes it raise

anything = st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.floats(0, 1), st.integers(1, 100).map(float))
arm_data = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("mean", "sd", "n", *ARM_REPORTS, *DESIGN_COLUMNS), anything)
)
effect_data = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("estimate", "se", "ci_low", "ci_high", *EFFECT_REPORTS, "icc", "cluster_size"), anything),
)


@given(st.sampled_from(["MD", "SMD", "ROM", "RR"]), arm_data, arm_data, effect_data)
def test_no_numbers_raise(measure, one, two, effect):
    row = row_of(arm("T", **one), arm("C", **two), versus(**effect), measure=measure)
    assert (row.state == "used") == (math.isfinite(row.v) and row.v > 0)
    assert (row.state == "used") != bool(row.reason)
    assert (row.provenance == "derived") or not row.derivations
