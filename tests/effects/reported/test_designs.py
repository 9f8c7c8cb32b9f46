"""Shared arms, clusters, cross-over trials and changes from baseline."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects.reported import (
    NotDerivableError,
    correlation_from_paired_p,
    correlation_from_paired_se,
    correlation_from_paired_t,
    correlation_of_change,
    design_effect,
    effective_sample,
    inflated_se,
    paired_difference,
    paired_difference_from_sd,
    paired_smd,
    sd_of_change,
    split_arm,
)
from reportgen.effects.reported.p_values import BOUND_NOTE

CROSS_OVER = (7.0, 2.38, 6.5, 2.21, 10)


# ---- worked examples of the Cochrane Handbook, version 6.5


def test_the_effective_sample_sizes_are_those_of_the_handbook():
    # 23.1: 295 and 330 children in 21 classes, 29.8 a class, ICC 0.02; 63 and 84 events
    size = 29.8
    assert round(design_effect(0.02, 29.8), 3) == 1.576
    one, two = (effective_sample({"events": e, "n": n}, 0.02, size).values for e, n in ((63, 295), (84, 330)))
    shown = [[round(arm[name], 1) for name in ("events", "n")] for arm in (one, two)]
    assert shown == [[40.0, 187.2], [53.3, 209.4]]


@pytest.mark.parametrize(
    ("found", "estimate", "se"),
    [
        (paired_difference_from_sd(7.0, 6.5, 2, 10), 0.5, 0.632),
        (paired_difference(*CROSS_OVER, correlation=0.68), 0.5, 0.583),
        (paired_smd(*CROSS_OVER, correlation=0.68), 0.218, 0.256),
    ],
)
def test_a_cross_over_trial_has_the_effect_and_standard_error_of_the_handbook(found, estimate, se):
    assert (round(found.values["estimate"], 3), round(found.values["se"], 3)) == (estimate, se)


def test_correlations_of_baseline_and_final_values_are_those_of_the_handbook():
    # 6.5.2.8: 6.4, 7.1 and 4.5 in one group, 7.0, 6.9 and 4.2 in the other
    found = [correlation_of_change(*sds).values["correlation"] for sds in ((6.4, 7.1, 4.5), (7.0, 6.9, 4.2))]
    assert [round(value, 2) for value in found] == [0.78, 0.82]


# ---- shared arms


def test_counts_of_a_shared_arm_are_divided_and_means_stay():
    found = split_arm({"n": 51, "events": 9, "mean": 4.5, "sd": 1.2, "time": 30}, 2)
    assert found.values == {"n": 25.5, "events": 4.5, "mean": 4.5, "sd": 1.2, "time": 15}
    assert found.how == "participants divided among the 2 comparisons that share the group"


def test_a_group_that_only_one_comparison_uses_stays_as_it_is():
    assert split_arm({"n": 51, "events": 9}, 1).values == {"n": 51, "events": 9}


@given(st.integers(1, 9), st.integers(1, 5000), st.integers(0, 5000))
def test_the_parts_of_a_shared_arm_add_up_to_it(parts, n, events):
    found = split_arm({"n": n, "events": events}, parts).values
    assert (found["n"] * parts, found["events"] * parts) == pytest.approx((n, events))


# ---- clusters


@given(st.floats(0, 1), st.floats(1, 1000), st.floats(0.01, 100))
def test_clusters_widen_the_standard_error_as_they_shrink_the_sample(icc, size, se):
    effect = design_effect(icc, size)
    shrunk = effective_sample({"n": 100, "mean": 3, "sd": 2}, icc, size).values
    assert shrunk["n"] * effect == pytest.approx(100)
    assert (shrunk["mean"], shrunk["sd"]) == (3, 2)
    assert inflated_se(se, icc, size).values["se"] == pytest.approx(se * math.sqrt(effect))


@pytest.mark.parametrize(("icc", "size"), [(0, 30), (0.5, 1)])
def test_clusters_of_one_or_without_correlation_change_nothing(icc, size):
    assert design_effect(icc, size) == 1
    assert effective_sample({"n": 12}, icc, size).values == {"n": 12}


def test_the_phrase_says_the_design_effect_and_what_it_is_made_of():
    how = effective_sample({"n": 100}, 0.02, 625 / 21).how
    assert (
        how
        == "effective sample size of a cluster-randomised trial, design effect 1.58 from an ICC of 0.02 and 29.8 in a cluster"
    )


# ---- cross-over trials and changes

sds = st.floats(min_value=0.01, max_value=1000)
correlations = st.floats(min_value=-0.99, max_value=0.99)
sizes = st.integers(2, 2000)


@given(sds, sds, correlations)
def test_sd_of_the_change_and_correlation_are_each_others_inverse(sd_1, sd_2, r):
    change = sd_of_change(sd_1, sd_2, correlation=r).values["sd"]
    lost = 1e-12 * (sd_1 / sd_2 + sd_2 / sd_1)
    assert correlation_of_change(sd_1, sd_2, change).values["correlation"] == pytest.approx(r, abs=1e-9 + lost)


@given(sds, sds, correlations, sizes, st.floats(0.1, 100))
def test_a_paired_standard_error_t_and_p_lead_to_the_same_correlation(sd_1, sd_2, r, n, difference):
    se = paired_difference(difference, sd_1, 0, sd_2, n, correlation=r).values["se"]
    lost = 1e-11 * (sd_1 / sd_2 + sd_2 / sd_1)
    near = pytest.approx(r, abs=1e-8 + lost)
    assert correlation_from_paired_se(sd_1, sd_2, se, n).values["correlation"] == near
    assert correlation_from_paired_t(sd_1, sd_2, difference, -difference / se, n).values["correlation"] == near


def test_the_p_value_of_a_paired_test_gives_its_correlation():
    # t = 0.5 / 0.632 on 9 degrees of freedom has P = 0.4496; the SD of the differences is 2
    expected = (2.38**2 + 2.21**2 - 4) / (2 * 2.38 * 2.21)
    found = correlation_from_paired_p(2.38, 2.21, 0.5, 0.4496, 10, is_bound=True)
    assert found.values["correlation"] == pytest.approx(expected, abs=1e-3)
    assert found.notes == (BOUND_NOTE,)


@given(sds, sds, sizes)
def test_without_correlation_the_variances_add_up(sd_1, sd_2, n):
    found = paired_difference(1, sd_1, 0, sd_2, n, correlation=0).values["se"]
    assert found == pytest.approx(math.sqrt((sd_1**2 + sd_2**2) / n), rel=1e-12)


@given(sds, correlations, sizes)
def test_equal_sds_leave_what_the_correlation_leaves(sd, r, n):
    found = paired_difference(0, sd, 0, sd, n, correlation=r).values["se"]
    assert found == pytest.approx(sd * math.sqrt(2 * (1 - r) / n), rel=1e-12)


@given(sds, sds, correlations, sizes, st.floats(-5, 5), st.floats(0.01, 100))
def test_a_standardised_difference_does_not_depend_on_the_unit(sd_1, sd_2, r, n, mean, unit):
    one = paired_smd(mean, sd_1, 0, sd_2, n, correlation=r).values
    two = paired_smd(mean * unit, sd_1 * unit, 0, sd_2 * unit, n, correlation=r).values
    assert (two["estimate"], two["se"]) == pytest.approx((one["estimate"], one["se"]), rel=1e-9)


def test_the_sd_of_simulated_changes_is_the_formula():
    generator = np.random.default_rng(5)
    before, noise = generator.standard_normal((2, 200_000))
    after = 0.6 * before + 0.8 * noise
    assert np.std(3 * after - 2 * before) == pytest.approx(sd_of_change(2, 3, correlation=0.6).values["sd"], rel=0.01)


# ---- what cannot be


@pytest.mark.parametrize(
    ("derive", "reason"),
    [
        (lambda: split_arm({"n": 10}, 0), "not 1, 2, 3"),
        (lambda: split_arm({"n": 10}, 1.5), "not 1, 2, 3"),
        (lambda: split_arm({"n": 10}, math.nan), "is not a number"),
        (lambda: design_effect(-0.1, 20), "the intracluster correlation does not lie between 0 and 1"),
        (lambda: design_effect(1.1, 20), "the intracluster correlation does not lie between 0 and 1"),
        (lambda: design_effect(0.1, 0.5), "the average cluster size is below 1"),
        (lambda: design_effect(math.nan, 20), "the intracluster correlation is not a number"),
        (lambda: inflated_se(0, 0.1, 20), "the standard error is not above zero"),
        (lambda: paired_difference(1, 1, 0, 1, 10, correlation=1), "the SD of the difference is not above zero"),
        (lambda: paired_difference(1, 1, 0, 2, 10, correlation=1.2), "the correlation does not lie between -1 and 1"),
        (lambda: paired_difference(1, 1, 0, 2, 1, correlation=0.5), "fewer than 2 participants"),
        (lambda: paired_difference(math.nan, 1, 0, 2, 9, correlation=0.5), "the difference is not a number"),
        (lambda: paired_difference_from_sd(1, 2, 0, 10), "the SD of the differences is not above zero"),
        (lambda: paired_smd(1, 1, 0, 1, 10, correlation=1), "leaves no spread"),
        (lambda: paired_smd(1, 0, 0, 1, 10, correlation=0.5), "the SD is not above zero"),
        (lambda: correlation_of_change(1, 1, 2.5), "no correlation goes with these"),
        (lambda: correlation_of_change(1, 3, 1), "no correlation goes with these"),
        (lambda: correlation_of_change(1, 1, 0), "the SD of the difference is not above zero"),
        (lambda: correlation_from_paired_t(1, 1, 0, 2, 10), "no difference"),
        (lambda: correlation_from_paired_se(1, 1, 1, 1), "fewer than 2 participants"),
        (lambda: sd_of_change(1, -1, correlation=0.5), "the SD is not above zero"),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_the_reason(derive, reason):
    with pytest.raises(NotDerivableError, match=reason):
        derive()


def tried(derive, *arguments) -> dict[str, float] | str:
    """Return the derived values, or the reason why there are none."""
    try:
        return derive(*arguments).values
    except NotDerivableError as error:
        return str(error)


anything = st.floats(allow_nan=True, allow_infinity=True)


@pytest.mark.parametrize(
    ("derive", "count"),
    [
        (lambda a, b, c, d, n, r: paired_difference(a, b, c, d, n, correlation=r), 6),
        (lambda a, b, c, d, n, r: paired_smd(a, b, c, d, n, correlation=r), 6),
        (lambda a, b, r: sd_of_change(a, b, correlation=r), 3),
        (correlation_of_change, 3),
        (correlation_from_paired_t, 5),
        (correlation_from_paired_p, 5),
        (lambda icc, size: effective_sample({"n": 100}, icc, size), 2),
        (inflated_se, 3),
    ],
)
@given(data=st.data())
def test_any_numbers_give_numbers_or_a_reason(derive, count, data):
    arguments = data.draw(
        st.lists(st.one_of(anything, st.floats(0, 1), st.floats(1, 100)), min_size=count, max_size=count)
    )
    found = tried(derive, *arguments)
    assert found
    assert isinstance(found, str) or all(map(math.isfinite, found.values()))
