"""Tests of small-study effects: closed forms, other software's numbers, what changes nothing, and what is refused."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportgen.pooling.small_study
from reportgen.effects import effect_sizes
from reportgen.errors import DataError
from reportgen.pooling import meta_regression
from reportgen.pooling.small_study import SMALL_STUDY_NOTES, SMALL_STUDY_TESTS, small_study_test

BCG = {
    "events_1": [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
    "n_1": [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913],
    "events_2": [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
    "n_2": [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854],
}
STROKE = {
    "mean_1": [55, 27, 64, 66, 14, 19, 52, 21, 30],
    "sd_1": [47, 7, 17, 20, 8, 7, 45, 16, 27],
    "n_1": [155, 31, 75, 18, 8, 57, 34, 110, 60],
    "mean_2": [75, 29, 119, 137, 18, 18, 41, 31, 23],
    "sd_2": [64, 4, 29, 48, 11, 4, 34, 27, 20],
    "n_2": [156, 32, 71, 18, 13, 52, 33, 183, 52],
}
Y = np.array([0.1, 0.9, 0.4, -0.3, 0.6, 1.4])
V = np.array([0.04, 0.09, 0.05, 0.12, 0.02, 0.25])
BY_EFFECTS = [name for name, test in SMALL_STUDY_TESTS.items() if test.measures is None and not test.reads_n]
se_of_studies = st.lists(st.integers(1, 60), min_size=4, max_size=8, unique=True)


def bcg(measure="OR", **options):
    return effect_sizes(measure, BCG, **options)


# ---- closed forms


def test_studies_on_a_line_exactly_have_its_slope_and_no_doubt():
    se = np.array([0.1, 0.2, 0.3, 0.45])
    found = small_study_test(0.2 + 1.5 * se, se**2)
    assert (found.bias, found.intercept) == pytest.approx((1.5, 0.2), rel=1e-12)
    assert (found.se_bias, found.statistic, found.p) == (0, math.inf, 0)


@pytest.mark.parametrize("shift", [0.0, 0.1, 1e6 + 0.3])
def test_identical_effects_have_no_slope(shift):
    y, v = [0.5 + shift] * 4, [0.1, 0.2, 0.05, 0.4]
    found = small_study_test(y, v)
    assert (found.bias, found.se_bias) == (0, 0)
    assert math.isnan(found.statistic)
    assert math.isnan(found.p)
    assert found.intercept == pytest.approx(0.5 + shift, rel=1e-15)
    mixed = small_study_test(y, v, test="egger-mixed")
    assert (mixed.bias, mixed.statistic, mixed.p, mixed.tau2) == (0, 0, 1, 0)
    rank = small_study_test(y, v, test="begg")
    assert (rank.bias, rank.se_bias) == (0, 0)
    assert math.isnan(rank.tau)


def test_three_studies_have_the_line_of_the_closed_form():
    # weights 4, 1, 1 at x = 1/2, 1, 1: x̄ = 2/3, Σw(x - x̄)² = 1/3, effects 0, 0, 1
    found = small_study_test([0.0, 0.0, 1.0], [0.25, 1.0, 1.0])
    assert (found.bias, found.intercept) == pytest.approx((1.0, -0.5), rel=1e-14)
    assert (found.se_bias, found.se_intercept) == pytest.approx((math.sqrt(1.5), math.sqrt(0.75)), rel=1e-14)
    assert found.df == 1
    assert found.p == pytest.approx(1 - 2 * math.atan(1 / math.sqrt(1.5)) / math.pi, rel=1e-13)
    assert found.bias - found.ci_low == pytest.approx(math.tan(0.475 * math.pi) * found.se_bias, rel=1e-12)


def test_the_slope_is_the_intercept_of_eggers_own_form():
    precision = 1 / np.sqrt(V)
    x = np.stack([np.ones(len(Y)), precision], axis=1)
    (intercept, slope), *_ = np.linalg.lstsq(x, Y * precision, rcond=None)
    found = small_study_test(Y, V)
    assert (found.bias, found.intercept) == pytest.approx((intercept, slope), rel=1e-12)


@pytest.mark.parametrize("tau2", ["DL", "REML", "ML", "PM", "EB", "SJ", "HE", "HS"])
def test_the_mixed_line_is_a_meta_regression_on_the_standard_error(tau2):
    found = small_study_test(Y, V, test="egger-mixed", tau2=tau2)
    whole = meta_regression(Y, V, covariates={"se": np.sqrt(V)}, tau2=tau2, interval="wald")
    intercept, slope = whole.coefficients
    assert (found.bias, found.se_bias, found.p) == pytest.approx((slope.estimate, slope.se, slope.p), rel=1e-7)
    assert (found.intercept, found.se_intercept) == pytest.approx((intercept.estimate, intercept.se), rel=1e-7)
    assert found.tau2 == pytest.approx(whole.tau2, rel=1e-7, abs=1e-12)


def test_thompsons_line_is_the_mixed_one_with_a_t_test():
    mixed, found = (small_study_test(Y, V, test=name) for name in ("egger-mixed", "thompson"))
    assert (found.bias, found.se_bias, found.tau2) == (mixed.bias, mixed.se_bias, mixed.tau2)
    assert (mixed.df, found.df, mixed.distribution, found.distribution) == (None, 4, "normal", "t")
    assert found.p > mixed.p


def test_a_common_effect_model_has_no_variance_between_studies():
    mixed = small_study_test(Y, V, test="egger-mixed", model="common")
    plain = small_study_test(Y, V)
    assert mixed.tau2 == 0
    assert (mixed.bias, mixed.intercept) == pytest.approx((plain.bias, plain.intercept), rel=1e-14)


def test_scores_of_two_equal_arms_have_the_same_variance_either_way():
    even = {**BCG, "n_1": BCG["n_1"], "n_2": BCG["n_1"]}
    effects = effect_sizes("RR", even)
    exact, equal = (small_study_test(effects, test="harbord", score_variance=name) for name in ("exact", "equal-arms"))
    assert (exact.bias, exact.p) == pytest.approx((equal.bias, equal.p), rel=1e-12)
    uneven = [small_study_test(bcg("RR"), test="harbord", score_variance=name).bias for name in ("exact", "equal-arms")]
    assert abs(uneven[0] - uneven[1]) > 0.1


# ---- other software: R 4.2.2, metafor 5.1-12 and meta 8.4-0

BY_META = [
    ("OR", "egger", {}, -2.345341242079755, 1.556349021387738, 0.15999148508426525),
    ("OR", "begg-normal", {}, 2, 16.391054470858993, 0.9028849408697099),
    ("OR", "harbord", {}, -2.092991540794237, 1.6657654417806174, 0.23497195212206576),
    ("OR", "peters", {}, -563.6882039133433, 413.72334002077565, 0.20029179228413554),
    ("OR", "deeks", {}, -50.29716994003311, 27.914763217124307, 0.09901593137028744),
    ("OR", "macaskill", {}, 5.723782686632323e-06, 1.2148572703407705e-06, 0.0006381701870867622),
    ("RR", "egger", {}, -2.112042120893296, 1.5072213283570086, 0.18870699508197897),
    (
        "RR", "harbord", {"score_variance": "equal-arms"},
        -1.6900175635849937, 1.6150989881729665, 0.3178315385160818,
    ),
    ("RR", "peters", {}, -504.0136283724857, 396.8019346996303, 0.23022687472266773),
    ("RR", "egger", {"predictor": "v"}, -2.3605576077434622, 2.7550410054545678, 0.40982581214622005),
    ("RR", "egger", {"predictor": "inverse-n"}, -565.9542542213957, 390.72568013022396, 0.17538436544450128),
    ("RR", "egger-mixed", {"tau2": "REML"}, -0.7632400406043031, 0.9500962334851588, 0.42178448885528347),
    ("RR", "egger-mixed", {"tau2": "DL"}, -0.7779522274245664, 0.9284453883467293, 0.4020821279730077),
    ("RR", "egger-mixed", {"model": "common"}, -2.112042120893295, 0.4398304381441436, 1.5713087960221449e-06),
]  # fmt: skip


@pytest.mark.parametrize(("measure", "test", "options", "bias", "se_bias", "p"), BY_META)
def test_the_vaccine_trials_have_the_results_of_metafor_and_meta(measure, test, options, bias, se_bias, p):
    found = small_study_test(bcg(measure), test=test, **options)
    assert (found.bias, found.se_bias, found.p) == pytest.approx((bias, se_bias, p), rel=1e-8)


def test_the_rank_test_has_the_exact_p_value_of_metafor():
    found = small_study_test(bcg("RR"), test="begg")
    assert (found.tau, found.p) == pytest.approx((0.02564102564102564, 0.9523619079608663), rel=1e-12)
    assert found.distribution == "exact"


def test_standardised_mean_differences_have_the_result_of_meta():
    effects = effect_sizes("SMD", STROKE, smd="exact", smd_variance="UB")
    found = small_study_test(effects, test="pustejovsky")
    assert (found.bias, found.se_bias, found.p) == pytest.approx(
        (0.19014445855735942, 3.8898987654273047, 0.962379128400751), rel=1e-9
    )


# ---- what changes nothing


def studies_of(se):
    spread = np.array(se) / 20
    return np.sin(7 * spread) + 0.5 * spread, spread**2


@pytest.mark.parametrize("test", BY_EFFECTS)
@given(se=se_of_studies)
def test_the_order_of_studies_says_nothing(test, se):
    y, v = studies_of(se)
    one, other = small_study_test(y, v, test=test), small_study_test(y[::-1], v[::-1], test=test)
    assert (other.bias, other.p) == pytest.approx((one.bias, one.p), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("test", BY_EFFECTS)
@given(se=se_of_studies)
def test_turning_effects_round_turns_the_bias_round(test, se):
    y, v = studies_of(se)
    one, other = small_study_test(y, v, test=test), small_study_test(-y, v, test=test)
    assert (-other.bias, other.p) == pytest.approx((one.bias, one.p), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("test", BY_EFFECTS)
@given(se=se_of_studies, shift=st.integers(-50, 50))
def test_shifting_effects_shifts_the_intercept_alone(test, se, shift):
    y, v = studies_of(se)
    one, other = small_study_test(y, v, test=test), small_study_test(y + shift, v, test=test)
    assert (other.bias, other.p) == pytest.approx((one.bias, one.p), rel=1e-6, abs=1e-8)
    if one.intercept is not None:
        assert other.intercept - shift == pytest.approx(one.intercept, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("test", BY_EFFECTS)
@given(se=se_of_studies, scale=st.floats(1e-3, 1e3))
def test_another_unit_changes_neither_slope_nor_p(test, se, scale):
    y, v = studies_of(se)
    one, other = small_study_test(y, v, test=test), small_study_test(scale * y, scale**2 * v, test=test)
    assert (other.bias, other.p) == pytest.approx((one.bias, one.p), rel=1e-6, abs=1e-8)


def test_studies_without_an_effect_change_nothing():
    grown = {name: [*column, 0 if name.startswith("events") else 50] for name, column in BCG.items()}
    effects = effect_sizes("OR", grown)
    sizes = np.array(grown["n_1"]) + np.array(grown["n_2"])
    for test in ("egger", "harbord", "peters", "deeks", "macaskill"):
        assert small_study_test(effects, test=test) == small_study_test(bcg(), test=test)
    by_size = small_study_test(effects, predictor="inverse-n", n=sizes)
    assert by_size == small_study_test(bcg(), predictor="inverse-n")


@pytest.mark.parametrize("test", ["harbord", "peters"])
def test_studies_that_weigh_nothing_do_not_count(test):
    grown = {name: [*column, 0 if name.startswith("events") else 50] for name, column in BCG.items()}
    kept = effect_sizes("OR", grown, zero_cells="metafor")
    assert (len(kept), kept.reasons[-1]) == (14, "")
    found, without = small_study_test(kept, test=test), small_study_test(bcg(zero_cells="metafor"), test=test)
    assert found.k == 13
    assert (found.bias, found.p, found.intercept) == pytest.approx(
        (without.bias, without.p, without.intercept), rel=1e-12
    )


def test_proportions_can_be_tested_by_size():
    effects = effect_sizes("PLO", events=[3, 5, 20, 4], n=[10, 31, 55, 12])
    assert small_study_test(effects, test="peters").df == 2
    assert small_study_test(effects, predictor="inverse-n").predictor == "inverse-n"


def test_a_study_ten_thousand_million_times_heavier_loses_no_digits():
    se = np.array([1e-5, 0.5, 1.0, 2.0])
    y = np.array([0.0, 1.0, -1.0, 4.0])
    found = small_study_test(y, se**2, test="egger-mixed", tau2="DL")
    # in the limit the line is bound to the heavy study at the origin, and the light ones have the hat value 1/3
    w, slopes = 1 / se[1:] ** 2, 1 / se[1:]
    q = float((w * y[1:] ** 2).sum() - (slopes * y[1:]).sum() ** 2 / 3)
    trace = float(2 * w.sum() / 3 + w.sum() - slopes.sum() ** 2 / 3)
    assert found.tau2 == pytest.approx((q - 2) / trace, rel=2e-4)


def test_sizes_at_the_end_of_double_precision_do_not_warn():
    for test in BY_EFFECTS:
        small_study_test([1e149, 0.0, 3.0, 1.0], [1e-149, 1.0, 2.0, 3.0], test=test)
        small_study_test([0.1, 0.0, 0.3, 0.7], [1e149, 1e-149, 2.0, 3.0], test=test)


# ---- what a reader is told


def test_fewer_than_ten_studies_are_noted():
    assert small_study_test(bcg("RR")).notes == ()
    nine = {name: column[:9] for name, column in BCG.items()}
    assert small_study_test(effect_sizes("RR", nine)).notes == ("fewer-than-ten-studies",)


def test_measures_whose_error_follows_the_effect_are_noted_for_tests_by_error():
    assert small_study_test(bcg()).notes == ("effect-tied-to-its-error",)
    assert small_study_test(bcg(), test="harbord").notes == ()
    assert set(SMALL_STUDY_NOTES) == {"effect-tied-to-its-error", "fewer-than-ten-studies"}


@pytest.mark.parametrize("test", ["egger", "begg", "thompson"])
def test_a_result_is_plain_data(test):
    found = small_study_test(bcg("RR"), test=test)
    told = json.loads(json.dumps(found.as_dict(), allow_nan=False))
    assert told["test"] == test
    assert told["title"] == SMALL_STUDY_TESTS[test].title
    assert told["bias"] == found.bias


def test_every_test_is_registered_under_its_id():
    folder = Path(reportgen.pooling.small_study.__file__).parent
    files = [path for path in folder.glob("*.py") if " = SmallStudyTest(" in path.read_text(encoding="utf-8")]
    assert len(files) == len(SMALL_STUDY_TESTS)
    assert all(name == test.id == name.lower() for name, test in SMALL_STUDY_TESTS.items())


# ---- what is refused

ALIKE = [0.04] * 3

REFUSED = {
    "a test that nobody knows": (([0, 1, 2], [1, 2, 3]), {"test": "eggar"}, "found 'eggar' for test"),
    "a predictor that nobody knows": (([0, 1, 2], [1, 2, 3]), {"predictor": "weight"}, "for predictor"),
    "an estimator that nobody knows": (([0, 1, 2], [1, 2, 3]), {"tau2": "XX"}, "for tau2"),
    "a level beyond 1": (([0, 1, 2], [1, 2, 3]), {"level": 95}, "found the level 95"),
    "no study": (([], []), {}, "found 0 usable studies"),
    "one study": (([0.1], [0.04]), {}, "found 1 usable study"),
    "two studies": (([0.1, 0.2], [0.04, 0.1]), {"test": "begg"}, "found 2 usable studies"),
    "alike standard errors": (([0, 1, 2], ALIKE), {}, "the same standard error in all studies"),
    "alike variances": (([0, 1, 2], ALIKE), {"test": "begg"}, "the same variance in all studies"),
    "alike sizes": (([0, 1, 2], [1, 2, 3]), {"test": "macaskill", "n": [9, 9, 9]}, "the same number of participants"),
    "no sizes": (([0, 1, 2], [1, 2, 3]), {"test": "macaskill"}, "without numbers of participants"),
    "no sizes for a predictor": (([0, 1, 2], [1, 2, 3]), {"predictor": "inverse-n"}, "without numbers of participants"),
    "a size of nothing": (([0, 1, 2], [1, 2, 3]), {"test": "macaskill", "n": [9, 0, 8]}, "without a number"),
    "sizes of other studies": (([0, 1, 2], [1, 2, 3]), {"test": "macaskill", "n": [9, 8]}, "found 2 numbers"),
    "effects without a measure": (([0, 1, 2], [1, 2, 3]), {"test": "peters"}, "effects of no declared measure"),
    "effects without variances": (([0, 1, 2], None), {}, "without variances"),
    "a variance of nothing": (([0, 1, 2], [1, 0, 3]), {}, "found the variance 0"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused(what):
    arguments, options, message = REFUSED[what]
    with pytest.raises(DataError, match=message):
        small_study_test(*arguments, **options)


@pytest.mark.parametrize(("measure", "test"), [("RR", "deeks"), ("OR", "pustejovsky"), ("RD", "harbord")])
def test_a_measure_that_a_test_is_not_made_for_is_refused(measure, test):
    with pytest.raises(DataError, match=f"found {measure}, expected .* for {SMALL_STUDY_TESTS[test].title}"):
        small_study_test(bcg(measure), test=test)


def test_too_few_studies_that_say_something_are_refused():
    effects = effect_sizes(
        "OR", events_1=[0, 0, 3, 4], n_1=[10, 20, 30, 40], events_2=[0, 0, 5, 6], n_2=[11, 21, 31, 41], zero_cells="all"
    )
    for test in ("harbord", "peters"):
        with pytest.raises(DataError, match="found 2 usable studies"):
            small_study_test(effects, test=test)
