"""Results that can be written down by hand, met by our functions to the last digits."""

from __future__ import annotations

import math

import numpy as np
import pytest

from reportgen.effects import SCALES, effect_sizes
from reportgen.effects.reported import paired_difference, paired_difference_from_sd, paired_smd
from reportgen.pooling import pool, table_tests
from reportgen.pooling.small_study import small_study_test

Z, T1, T2 = 1.959963984540054, 12.706204736174705, 4.302652729749464
"""Quantiles at 0.975: normal, and Student's t with one and two degrees of freedom."""

TWO = [0.1, 0.9], [0.04, 0.09]
THREE = [0.0, 1.0, 2.0], [0.25, 0.25, 0.25]
ALIKE = [0.5] * 4, [0.1, 0.2, 0.05, 0.4]
TABLE = {"events_1": [12], "n_1": [40], "events_2": [20], "n_2": [45]}
EMPTY_CELL = {"events_1": [0], "n_1": [10], "events_2": [5], "n_2": [10]}
TENS = {"mean_1": [1.0], "sd_1": [1.0], "n_1": [10], "mean_2": [0.0], "sd_2": [1.0], "n_2": [10]}


def close(value, rel: float = 1e-12):
    return pytest.approx(value, rel=rel, abs=1e-13)


def only(effects) -> tuple[float, float]:
    """Return the effect and the variance of a single study."""
    return float(effects.y[0]), float(effects.v[0])


def test_one_study_is_its_own_summary():
    result = pool([0.7], [0.09])
    summary = result.summary
    assert (summary.estimate, summary.se, summary.df) == (0.7, close(0.3), None)
    assert (summary.ci_low, summary.ci_high) == close((0.7 - 0.3 * Z, 0.7 + 0.3 * Z))
    assert (result.heterogeneity, result.prediction) == (None, None)


@pytest.mark.parametrize("tau2", ["DL", "HE", "PM", "EB", "REML"])
def test_tau2_of_two_studies_is_half_of_what_their_variances_leave_of_the_squared_distance(tau2):
    result = pool(*TWO, tau2=tau2, interval="hksj")
    assert result.heterogeneity.tau2 == close(0.255)
    assert result.heterogeneity.hksj_q == close(1.0)
    assert result.summary.estimate == close(0.46875)
    half = (result.summary.ci_high - result.summary.ci_low) / 2
    assert half == close(5.066947650987812)
    assert half == close(T1 * result.summary.se)


@pytest.mark.parametrize(
    ("tau2", "expected"),
    [
        *((tau2, 0.75) for tau2 in ("DL", "HE", "PM", "EB", "REML")),
        *((tau2, 2 / 3 - 1 / 4) for tau2 in ("ML", "HS")),
        ("SJ", 8 / 11),
    ],
)
def test_three_studies_of_equal_variance_have_the_tau2_of_their_spread(tau2, expected):
    assert pool(*THREE, tau2=tau2).heterogeneity.tau2 == close(expected)


def test_three_studies_of_equal_variance_have_the_heterogeneity_that_can_be_counted():
    spread = pool(*THREE, i2="Q").heterogeneity
    assert (spread.q, spread.df, spread.i2, spread.h2_q) == close((8, 2, 75, 4))
    assert (spread.i2_tau2, spread.h2_tau2) == close((75, 4))
    assert spread.p == close(math.exp(-4))
    limits = 0.021085030681817, 39.24789020520721
    assert (spread.tau2_low, spread.tau2_high) == pytest.approx(limits, rel=1e-10)


def test_three_studies_of_equal_variance_have_the_intervals_of_student():
    result = pool(*THREE, tau2="REML", interval="hksj", prediction="t-k-1")
    assert (result.summary.estimate, result.summary.se) == close((1, 1 / math.sqrt(3)))
    assert (result.summary.ci_low, result.summary.ci_high) == close((1 - T2 / math.sqrt(3), 1 + T2 / math.sqrt(3)))
    half = T2 * math.sqrt(1 / 3 + 3 / 4)
    assert half == close(4.4783429475148)
    assert result.prediction == close((1 - half, 1 + half))


@pytest.mark.parametrize("tau2", ["DL", "HE", "PM", "EB", "REML", "ML", "HS", "SJ"])
def test_studies_that_agree_have_no_heterogeneity(tau2):
    wald = pool(*ALIKE, tau2=tau2, interval="wald")
    assert (wald.heterogeneity.q, wald.heterogeneity.tau2, wald.heterogeneity.hksj_q) == close((0, 0, 0))
    assert (wald.summary.estimate, wald.summary.se) == close((0.5, 1 / math.sqrt(37.5)))
    assert wald.summary.se == close(0.163299316185545)
    assert pool(*ALIKE, tau2=tau2, interval="hksj").summary.se == close(0)


@pytest.mark.parametrize("method", ["mantel-haenszel", "mantel-haenszel-exact"])
def test_mantel_and_haenszel_give_one_table_its_own_ratio(method):
    a, n1, c, n2 = (column[0] for column in TABLE.values())
    b, d = n1 - a, n2 - c
    odds = pool(effect_sizes("OR", TABLE), model="common", method=method).summary
    assert odds.estimate == close(math.log(a * d / (b * c)))
    assert odds.se**2 == close(1 / a + 1 / b + 1 / c + 1 / d)
    risk = pool(effect_sizes("RR", TABLE), model="common", method=method).summary
    assert risk.estimate == close(math.log((a / n1) / (c / n2)))
    assert risk.se**2 == close(1 / a - 1 / n1 + 1 / c - 1 / n2)


def test_cochran_mantel_and_haenszel_test_one_table_as_pearson_almost_does():
    a, n1, c, n2 = (column[0] for column in TABLE.values())
    b, d = n1 - a, n2 - c
    tests = table_tests(*TABLE.values(), correct=False)
    assert tests.cmh == close((n1 + n2 - 1) * (a * d - b * c) ** 2 / (n1 * n2 * (a + c) * (b + d)))
    assert (tests.k, tests.breslow_day, tests.breslow_day_p) == close((1, 0, 1))


def test_peto_takes_observed_less_expected_over_its_variance():
    effects = effect_sizes("PETO", events_1=[1], n_1=[10], events_2=[5], n_2=[10])
    summary = pool(effects, model="common", method="peto").summary
    assert only(effects) == close((-2 / (8400 / 7600), 7600 / 8400))
    assert (summary.estimate, summary.se) == close((-1.809523809523810, 0.951189731211342))


@pytest.mark.parametrize(
    ("measure", "rule", "y", "v"),
    [
        ("OR", "revman", math.log(1 / 21), 2.458874458874459),
        ("OR", "metafor", math.log(1 / 21), 2.458874458874459),
        ("RR", "revman", math.log(1 / 11), 2.0),
        ("RR", "metafor", math.log(1 / 11), 2.0),
        ("RD", "revman", -0.5, 0.5 * 10.5 / 11**3 + 5.5 * 5.5 / 11**3),
        ("RD", "metafor", -5 / 11, 0.5 * 10.5 / 11**3 + 5.5 * 5.5 / 11**3),
        ("RD", "none", -0.5, 0.025),
    ],
)
def test_half_an_event_goes_where_the_rule_puts_it(measure, rule, y, v):
    assert only(effect_sizes(measure, EMPTY_CELL, zero_cells=rule)) == close((y, v))


@pytest.mark.parametrize(
    ("smd", "factor", "v"),
    [
        ("exact", math.gamma(9) / (3 * math.gamma(8.5)), 0.222927166979782),
        ("revman", 68 / 71, 0.228557855473041),
    ],
)
def test_hedges_g_of_two_tens_is_the_factor_of_its_correction(smd, factor, v):
    assert only(effect_sizes("SMD", TENS, smd=smd)) == close((factor, v))
    assert math.gamma(9) / (3 * math.gamma(8.5)) == close(0.957646427023720)


@pytest.mark.parametrize(
    ("measure", "events", "y", "v"),
    [
        ("PLO", 5, 0.0, 0.4),
        ("PR", 5, 0.5, 0.025),
        ("PLN", 5, math.log(0.5), 0.1),
        ("PAS", 5, math.pi / 4, 1 / 40),
        ("PAS", 0, 0.0, 1 / 40),
        ("PFT", 5, math.pi / 4, 1 / 42),
    ],
)
def test_five_of_ten_is_in_the_middle_of_every_scale(measure, events, y, v):
    assert only(effect_sizes(measure, events=[events], n=[10])) == close((y, v))


@pytest.mark.parametrize("n", [1, 2, 10, 1e3, 1e9, None])
def test_the_double_arcsine_of_one_half_comes_back_whatever_the_size(n):
    assert float(SCALES["freeman-tukey"].back(math.pi / 4, n)) == close(0.5)


def test_fishers_z_has_the_variance_of_three_less_than_the_pairs():
    assert only(effect_sizes("ZCOR", r=[0.5], n=[28])) == close((0.549306144334055, 1 / 25))
    assert math.atanh(0.5) == close(0.549306144334055)


@pytest.mark.parametrize(("measure", "y", "v"), [("IRR", math.log(2), 0.3), ("IRD", 0.05, 0.0015)])
def test_rates_are_compared_by_their_events(measure, y, v):
    effects = effect_sizes(measure, events_1=[10], time_1=[100], events_2=[5], time_2=[100])
    assert only(effects) == close((y, v))


def test_observed_less_expected_adds_up():
    effects = effect_sizes("OE", o_minus_e=[-4, -2], variance=[10, 5])
    assert effects.y.tolist() == close([-0.4, -0.4])
    summary = pool(effects, model="common").summary
    assert (summary.estimate, summary.se) == close((-6 / 15, 1 / math.sqrt(15)))


@pytest.mark.parametrize("test", ["egger", "egger-mixed", "thompson"])
@pytest.mark.parametrize("se", [[0.1, 0.2, 0.3], [0.05, 0.4, 1.7, 0.9, 0.3], [1e-3, 2e-3, 5e-3, 4e-3]])
def test_effects_on_a_line_give_egger_that_line(test, se):
    y, v = 0.2 + 1.5 * np.array(se), np.array(se) ** 2
    result = small_study_test(y, v, test=test)
    assert (result.bias, result.intercept) == pytest.approx((1.5, 0.2), rel=1e-9)
    assert result.tau2 in {None, 0.0}


def test_effects_on_a_line_leave_egger_no_doubt():
    y, v = 0.2 + 1.5 * np.array([0.1, 0.2, 0.3, 0.5]), np.array([0.1, 0.2, 0.3, 0.5]) ** 2
    result = small_study_test(y, v)
    assert (result.se_bias, result.p) == pytest.approx((0, 0), abs=1e-12)


def test_heterogeneity_splits_into_that_within_and_that_between_subgroups():
    y, v = [0.1, 0.9, -0.2, 0.4, 0.7], [0.04, 0.09, 0.02, 0.3, 0.05]
    result = pool(y, v, subgroup=["a", "a", "b", "b", "b"], model="common")
    within = sum(group.heterogeneity.q for _, group in result.subgroups)
    assert result.heterogeneity.q == close(within + result.subgroup_test.q)
    assert result.subgroup_test.df == 1


def test_two_copies_of_the_studies_halve_the_variance_and_double_q():
    y, v = np.array([0.1, 0.9, -0.2]), np.array([0.04, 0.09, 0.02])
    once, twice = (pool(np.tile(y, copies), np.tile(v, copies), model="common") for copies in (1, 2))
    assert twice.summary.estimate == close(once.summary.estimate)
    assert twice.summary.se**2 == close(once.summary.se**2 / 2)
    assert twice.heterogeneity.q == close(2 * once.heterogeneity.q)


@pytest.mark.parametrize(
    ("found", "printed"),
    [
        (paired_difference_from_sd(7.0, 6.5, 2.0, 10), ("0.500", "0.632")),
        (paired_difference(7.0, 2.38, 6.5, 2.21, 10, correlation=0.68), ("0.500", "0.583")),
        (paired_smd(7.0, 2.38, 6.5, 2.21, 10, correlation=0.68), ("0.218", "0.256")),
    ],
    ids=["from the SD of the differences", "from a correlation", "standardised"],
)
def test_a_cross_over_trial_of_ten_has_the_standard_errors_of_the_handbook(found, printed):
    assert tuple(f"{found.values[name]:.3f}" for name in ("estimate", "se")) == printed
