"""Measures against closed forms."""

from __future__ import annotations

import math

import pytest

from tests.effects.columns import effect

TABLE = {"events_1": 31, "n_1": 46, "events_2": 9, "n_2": 54}
MEANS = {"mean_1": 8.9, "sd_1": 4.2, "n_1": 45, "mean_2": 11.3, "sd_2": 4.8, "n_2": 50}
STANDARD = {"mean_1": 1, "sd_1": 1, "n_1": 10, "mean_2": 0, "sd_2": 1, "n_2": 10}
RATES = {"events_1": 10, "time_1": 100, "events_2": 5, "time_2": 100}
HALF = {"events": 5, "n": 10}
EXACT_J = 0.957646427023720

CASES = [
    ("RR", {}, TABLE, math.log(31 * 54 / (46 * 9)), 1 / 31 - 1 / 46 + 1 / 9 - 1 / 54),
    ("OR", {}, TABLE, math.log(31 * 45 / (15 * 9)), 1 / 31 + 1 / 15 + 1 / 9 + 1 / 45),
    ("RD", {}, TABLE, 31 / 46 - 9 / 54, 31 * 15 / 46**3 + 9 * 45 / 54**3),
    ("AS", {}, {"events_1": 5, "n_1": 10, "events_2": 0, "n_2": 5}, math.pi / 4, 1 / 40 + 1 / 20),
    ("PETO", {}, {"events_1": 1, "n_1": 10, "events_2": 5, "n_2": 10}, -1.809523809523810, 0.951189731211342**2),
    ("MD", {}, MEANS, -2.4, 4.2**2 / 45 + 4.8**2 / 50),
    ("MD", {"md_variance": "pooled"}, MEANS, -2.4, (44 * 4.2**2 + 49 * 4.8**2) / 93 * (1 / 45 + 1 / 50)),
    ("SMD", {}, STANDARD, 68 / 71, 0.228557855473041),
    ("SMD", {"smd": "exact"}, STANDARD, EXACT_J, 0.222927166979782),
    ("SMD", {"smd": "exact", "smd_variance": "UB"}, STANDARD, EXACT_J, 0.2 + EXACT_J**2 - 16 / 18),
    ("D", {}, STANDARD, 1.0, 0.2 + 1 / 36),
    ("D", {"smd": "exact"}, STANDARD, 1.0, 0.2 + 1 / 40),
    ("D", {"smd_variance": "UB"}, STANDARD, 1.0, 0.2 + EXACT_J**2 - 16 / 18),
    ("GLASS", {}, STANDARD | {"sd_2": 2}, 0.5, 0.2 + 0.25 / 18),
    ("ROM", {}, STANDARD | {"mean_1": 4, "mean_2": 2}, math.log(2), 1 / 160 + 1 / 40),
    ("ROM", {}, STANDARD | {"mean_1": -4, "mean_2": -2}, math.log(2), 1 / 160 + 1 / 40),
    ("ROM", {"rom": "corrected"}, STANDARD | {"mean_1": 4, "mean_2": 2}, math.log(2) - 3 / 320, 1 / 160 + 1 / 40),
    ("IRR", {}, RATES, math.log(2), 0.3),
    ("IRD", {}, RATES, 0.05, 0.0015),
    ("IRSD", {}, RATES | {"events_1": 4, "events_2": 1}, 0.1, 1 / 200),
    ("COR", {}, {"r": 0.5, "n": 28}, 0.5, 0.75**2 / 27),
    ("ZCOR", {}, {"r": 0.5, "n": 28}, 0.549306144334055, 1 / 25),
    ("PR", {}, HALF, 0.5, 0.025),
    ("PLO", {}, HALF, 0.0, 0.4),
    ("PLN", {}, HALF, math.log(0.5), 0.1),
    ("PAS", {}, HALF, math.pi / 4, 1 / 40),
    ("PAS", {}, {"events": 0, "n": 10}, 0.0, 1 / 40),
    ("PFT", {}, HALF, math.pi / 4, 1 / 42),
    ("IR", {}, {"events": 10, "time": 100}, 0.1, 0.001),
    ("IRLN", {}, {"events": 10, "time": 100}, math.log(0.1), 0.1),
    ("IRS", {}, {"events": 4, "time": 100}, 0.2, 1 / 400),
    ("IRFT", {}, {"events": 9, "time": 100}, (0.3 + math.sqrt(0.1)) / 2, 1 / 400),
    ("GEN", {}, {"estimate": -1.5, "se": 0.3}, -1.5, 0.09),
    ("GEN", {}, {"estimate": 1, "se": math.nan, "ci_low": 0, "ci_high": 2}, 1.0, (1 / 1.959963984540054) ** 2),
    ("GEN", {"level": 0.9}, {"estimate": 1, "ci_low": 0, "ci_high": 2}, 1.0, (1 / 1.6448536269514722) ** 2),
    ("GENLOG", {}, {"estimate": 2, "se": 0.3}, math.log(2), 0.09),
    ("GENLOG", {}, {"estimate": 2, "ci_low": 1, "ci_high": 4}, math.log(2), (math.log(2) / 1.959963984540054) ** 2),
    ("GENLOG", {}, {"y": 0.7, "se": 0.3}, 0.7, 0.09),
    ("HR", {}, {"estimate": 2, "se": 0.3}, math.log(2), 0.09),
    ("HR", {}, {"o_minus_e": -4, "variance": 10}, -0.4, 0.1),
    ("OE", {}, {"o_minus_e": -4, "variance": 10}, -0.4, 0.1),
]


@pytest.mark.parametrize(("measure", "options", "columns", "y", "v"), CASES)
def test_an_effect_has_the_closed_form(measure, options, columns, y, v):
    found = effect(measure, columns, **options)
    assert found.reasons == ("",)
    assert (found.y[0], found.v[0]) == pytest.approx((y, v), rel=1e-12, abs=1e-15)


def test_depression_scores_give_the_hedges_g_worked_out_from_them_elsewhere():
    # the exact correction gives -0.526 (-0.936 to -0.116); RevMan's approximation agrees to these digits
    for smd in ("revman", "exact"):
        found = effect("SMD", MEANS, smd=smd)
        y, half = found.y[0], 1.959964 * found.v[0] ** 0.5
        assert [y, y - half, y + half] == pytest.approx([-0.526, -0.936, -0.116], abs=0.0011)


@pytest.mark.parametrize("n", [300, 301, 302, 5_000, 10**7])
def test_the_exact_correction_of_g_keeps_its_digits_for_large_samples(n):
    # log J = lgamma(m/2) - lgamma((m - 1)/2) - log(m/2)/2 ≈ -3/(4m) - 1/(2m²), to the third order in 1/m
    m = 2 * n - 2
    g = effect("SMD", STANDARD | {"n_1": n, "n_2": n}, smd="exact").y[0]
    assert math.log(g) == pytest.approx(-3 / (4 * m) - 1 / (2 * m * m), rel=1e-3 / n, abs=2e-15)


def test_three_participants_are_too_few_for_revmans_standard_error():
    found = effect("SMD", {"mean_1": 1, "sd_1": 1, "n_1": 2, "mean_2": 0, "sd_2": 1, "n_2": 1})
    assert found.reasons == ("fewer than four participants",)


def test_a_risk_ratio_near_everybody_keeps_the_digits_of_its_variance():
    n = 10**12
    found = effect("RR", {"events_1": n - 1, "n_1": n, "events_2": n - 1, "n_2": n})
    assert found.v[0] == pytest.approx(2 / n**2, rel=1e-9)


REASONS = [
    ("MD", MEANS | {"sd_1": 0}, "a standard deviation that is not above zero"),
    ("ROM", MEANS | {"mean_1": -1}, "means that are zero or of different sign"),
    ("ROM", MEANS | {"mean_1": 0}, "means that are zero or of different sign"),
    ("GLASS", MEANS | {"n_2": 1}, "fewer than two participants in the comparator group"),
    ("RR", TABLE | {"n_1": 0, "events_1": 0}, "no participants"),
    ("RR", TABLE | {"events_1": 47}, "more events than participants"),
    ("RR", TABLE | {"events_1": -1}, "a negative number of events"),
    ("OR", TABLE | {"n_2": math.nan}, "n_2 not reported"),
    ("OR", TABLE | {"n_2": math.inf}, "an infinite value"),
    ("IRR", RATES | {"time_1": 0}, "no person-time"),
    ("ZCOR", {"r": 1, "n": 28}, "a correlation that is not between -1 and 1"),
    ("ZCOR", {"r": 0.2, "n": 3}, "fewer than four participants"),
    ("COR", {"r": 0.2, "n": 1}, "fewer than two participants"),
    ("PFT", {"events": 0, "n": 0}, "no participants"),
    ("GEN", {"estimate": 1, "se": 0}, "a standard error that is not above zero"),
    ("GEN", {"estimate": 1, "ci_low": 1, "ci_high": 1}, "a variance of impossible size: zero"),
    ("GEN", {"estimate": 1, "ci_low": 2, "ci_high": 0}, "limits in the wrong order"),
    ("GEN", {"estimate": math.nan, "se": 1}, "neither a standard error nor an interval reported"),
    ("GENLOG", {"estimate": 0, "se": 1}, "a ratio that is not above zero"),
    ("HR", {"estimate": math.nan, "ci_low": 1, "ci_high": 2}, "neither a standard error nor an interval reported"),
    ("OE", {"o_minus_e": -4, "variance": 0}, "a variance that is not above zero"),
    ("OE", {"o_minus_e": -4, "variance": math.nan}, "neither a standard error nor an interval reported"),
    ("GENLOG", {"estimate": 1e30, "se": 1}, "an effect or variance of impossible size"),
]


@pytest.mark.parametrize(("measure", "columns", "reason"), REASONS)
def test_a_study_without_an_effect_says_why(measure, columns, reason):
    found = effect(measure, columns)
    assert found.reasons == (reason,)
    assert math.isnan(found.y[0])
    assert math.isnan(found.v[0])


def test_each_study_has_its_own_way_of_giving_a_hazard_ratio():
    nan = math.nan
    found = effect(
        "HR",
        {
            "estimate": [2, 2, nan, 2],
            "se": [0.3, nan, nan, 0.5],
            "ci_low": [nan, 1, nan, 1],
            "ci_high": [nan, 4, nan, 4],
            "o_minus_e": [nan, nan, -4, -4],
            "variance": [nan, nan, 10, 10],
        },
    )
    assert found.reasons == ("",) * 4
    assert found.y == pytest.approx([math.log(2), math.log(2), -0.4, math.log(2)])
    assert found.v == pytest.approx([0.09, (math.log(2) / 1.959963984540054) ** 2, 0.1, 0.25])
