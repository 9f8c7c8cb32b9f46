"""Mean and SD from the median with quartiles, minimum and maximum, and the tests of skewness."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects.reported import (
    NotDerivableError,
    Quantiles,
    mean_and_sd_from_quantiles,
    sd_beside_a_mean,
    skewness_test,
)
from reportgen.effects.reported.mean_and_sd import SKEWED_NOTE
from reportgen.effects.reported.mean_from_quantiles import MEANS, mean_from_quantiles
from reportgen.effects.reported.sd_from_quantiles import SDS, sd_from_quantiles
from reportgen.effects.reported.skewness import SKEWNESS_TESTS

RANGE = {"minimum": 2, "maximum": 41}
QUARTILES = {"q1": 6, "q3": 17}


# ---- values worked out elsewhere


@pytest.mark.parametrize(
    ("n", "given_as", "mean", "sd"),
    [
        (7, RANGE, 15.021544795358952, 14.29106691143328),
        (30, RANGE, 11.972897250696676, 9.5575055212413016),
        (100, RANGE, 10.403596372036779, 7.804399930371213),
        (7, QUARTILES, 10.889285714285714, 10.103962147784886),
        (30, QUARTILES, 10.782500000000001, 8.5626224066574625),
        (100, QUARTILES, 10.75975, 8.2742542328822122),
    ],
)
def test_mean_and_sd_are_those_of_metafor(n, given_as, mean, sd):
    # conv.fivenum of metafor 4.4, without its test of skewness
    found = mean_and_sd_from_quantiles(Quantiles(n=n, median=9, **given_as)).values
    assert (found["mean"], found["sd"]) == pytest.approx((mean, sd), rel=1e-13)


@pytest.mark.parametrize(("n", "mean"), [(7, 14.361220613598714), (30, 12.3038216208361), (100, 11.420082492316839)])
def test_the_mean_from_five_numbers_is_that_of_metafor(n, mean):
    assert mean_from_quantiles(Quantiles(n=n, median=9, **RANGE, **QUARTILES)) == pytest.approx(mean, rel=1e-13)


def test_the_sd_from_five_numbers_weights_range_and_quartiles():
    # n = 20: expected range 3.73648, expected distance of the quartiles 1.25337, weight of the range 0.70304
    found = sd_from_quantiles(Quantiles(n=20, median=10, q1=8, q3=13, minimum=3, maximum=20))
    assert found == pytest.approx(0.70304 * 17 / 3.73648 + 0.29696 * 5 / 1.25337, abs=5e-5)
    assert round(found, 4) == 4.3833


def test_the_distance_of_the_quartiles_of_many_participants_is_one_and_a_third_sd():
    # Handbook 6.5.2.5: the interquartile range is about 1.35 standard deviations
    assert round(1 / sd_from_quantiles(Quantiles(n=10**7, q1=0, q3=1)), 2) == 1.35


@pytest.mark.parametrize(
    ("given_as", "n", "statistic", "critical"),
    [
        (RANGE, 91, 25 / 39, 1 / math.log(100) + 2.5 / 92),
        (QUARTILES, 100, 5 / 11, 0.265 - 0.0006),
        (RANGE | QUARTILES, 100, 2.65 * math.log(60) / 10 * 25 / 39, 0.3 - 0.00004),
        (QUARTILES | {"minimum": 5, "maximum": 13}, 100, 5 / 11, 0.3 - 0.00004),
    ],
)
def test_the_test_of_skewness_has_the_published_statistic_and_critical_value(given_as, n, statistic, critical):
    if given_as.get("maximum") == 13:
        given_as = given_as | {"maximum": 17, "minimum": 1}
    found = skewness_test(Quantiles(n=n, median=9, **given_as))
    assert (found.statistic, found.critical) == pytest.approx((statistic, critical), rel=1e-12)


# ---- what the methods promise, by simulation


@pytest.fixture(scope="module")
def samples():
    made = {}
    for n in (25, 101):
        drawn = np.sort(np.random.default_rng(n).standard_normal((4000, n)), axis=1)
        quarter = (n - 1) // 4
        names = ("minimum", "q1", "median", "q3", "maximum")
        made[n] = [dict(zip(names, row, strict=True)) for row in drawn[:, [0, quarter, 2 * quarter, 3 * quarter, -1]]]
    return made


KNOWN = {
    "range": ("minimum", "median", "maximum"),
    "quartiles": ("q1", "median", "q3"),
    "five numbers": ("minimum", "q1", "median", "q3", "maximum"),
}


def quantiles_of(sample, summary, n) -> Quantiles:
    return Quantiles(n=n, **{name: sample[name] for name in KNOWN[summary]})


@pytest.mark.parametrize("n", [25, 101])
@pytest.mark.parametrize("summary", KNOWN)
def test_normal_samples_are_given_their_mean_and_sd_on_average(samples, summary, n):
    found = [mean_and_sd_from_quantiles(quantiles_of(sample, summary, n)).values for sample in samples[n]]
    assert np.mean([one["mean"] for one in found]) == pytest.approx(0, abs=0.015)
    assert np.mean([one["sd"] for one in found]) == pytest.approx(1, abs=0.015)


@pytest.mark.parametrize("n", [25, 101])
@pytest.mark.parametrize("summary", KNOWN)
def test_one_normal_sample_in_twenty_is_called_skewed(samples, summary, n):
    share = np.mean([skewness_test(quantiles_of(sample, summary, n)).skewed for sample in samples[n]])
    assert 0.035 < share < 0.065


@pytest.mark.parametrize("summary", KNOWN)
def test_most_log_normal_samples_of_a_hundred_are_called_skewed(samples, summary):
    shares = [
        skewness_test(quantiles_of({k: math.exp(v) for k, v in sample.items()}, summary, 101)).skewed
        for sample in samples[101][:500]
    ]
    assert np.mean(shares) > 0.6


# ---- properties

steps = st.lists(st.floats(min_value=0.01, max_value=100), min_size=5, max_size=5)
sizes = st.integers(min_value=5, max_value=100_000)


def made(places, n, summary) -> Quantiles:
    values = dict(zip(KNOWN["five numbers"], np.cumsum(places).tolist(), strict=True))
    return quantiles_of(values, summary, n)


@given(steps, sizes, st.sampled_from(list(KNOWN)))
def test_the_mean_lies_within_the_quantiles_and_the_sd_is_positive(places, n, summary):
    quantiles = made(places, n, summary)
    found = mean_and_sd_from_quantiles(quantiles).values
    given_values = [value for value in vars_of(quantiles) if value is not None]
    assert min(given_values) <= found["mean"] <= max(given_values)
    assert found["sd"] > 0


def vars_of(quantiles: Quantiles) -> list[float | None]:
    return [getattr(quantiles, name) for name in KNOWN["five numbers"]]


@given(steps, sizes, st.sampled_from(list(KNOWN)), st.floats(min_value=0.001, max_value=1000), st.integers(-1000, 1000))
def test_another_unit_moves_mean_and_sd_with_it_and_leaves_the_test_as_it_is(places, n, summary, unit, shift):
    one = made(places, n, summary)
    values = {name: getattr(one, name) * unit + shift for name in KNOWN[summary]}
    two = Quantiles(n=n, **values)
    before, after = (mean_and_sd_from_quantiles(quantiles).values for quantiles in (one, two))
    near = {"rel": 1e-9, "abs": 1e-12 * (abs(shift) + 1)}
    assert after["mean"] == pytest.approx(before["mean"] * unit + shift, **near)
    assert after["sd"] == pytest.approx(before["sd"] * unit, **near)
    assert skewness_test(two).statistic == pytest.approx(skewness_test(one).statistic, rel=1e-4, abs=1e-6)


@given(steps, sizes, st.sampled_from(list(KNOWN)))
def test_a_mirrored_group_has_the_mirrored_mean_and_the_same_sd(places, n, summary):
    one = made(places, n, summary)
    swapped = {"minimum": "maximum", "q1": "q3", "median": "median", "q3": "q1", "maximum": "minimum"}
    two = Quantiles(n=n, **{swapped[name]: -getattr(one, name) for name in KNOWN[summary]})
    assert mean_from_quantiles(two) == pytest.approx(-mean_from_quantiles(one), rel=1e-12)
    assert sd_from_quantiles(two) == pytest.approx(sd_from_quantiles(one), rel=1e-12)
    assert skewness_test(two).skewed == skewness_test(one).skewed


def test_symmetric_quantiles_have_their_median_as_mean():
    for summary in KNOWN:
        sample = dict(zip(KNOWN["five numbers"], (0, 3, 5, 7, 10), strict=True))
        assert mean_from_quantiles(quantiles_of(sample, summary, 40)) == pytest.approx(5)


def test_every_summary_has_a_mean_an_sd_and_a_test():
    assert set(MEANS) == set(SDS) == set(SKEWNESS_TESTS) == set(KNOWN)


# ---- what is said


@pytest.mark.parametrize(
    ("given_as", "how", "section"),
    [
        (RANGE, "mean (Luo 2018) and SD (Wan 2014) from the median, minimum and maximum", "6.5.2.6"),
        (QUARTILES, "mean (Luo 2018) and SD (Wan 2014) from the median and quartiles", "6.5.2.5"),
        (
            RANGE | QUARTILES,
            "mean (Luo 2018) and SD (Shi 2020) from the median, quartiles, minimum and maximum",
            "6.5.2.5 and 6.5.2.6",
        ),
        (RANGE | {"q1": 3}, "mean (Luo 2018) and SD (Wan 2014) from the median, minimum and maximum", "6.5.2.6"),
    ],
)
def test_the_result_says_the_method_and_the_section(given_as, how, section):
    found = mean_and_sd_from_quantiles(Quantiles(n=10, median=9, **given_as))
    assert found.how == how
    assert " and ".join(found.sections) == section


def test_skewed_data_are_flagged_and_not_refused():
    assert mean_and_sd_from_quantiles(Quantiles(n=100, median=9, **QUARTILES)).notes == (SKEWED_NOTE,)
    assert mean_and_sd_from_quantiles(Quantiles(n=100, median=11.5, **QUARTILES)).notes == ()


def test_a_reported_mean_is_kept_and_only_the_sd_is_derived():
    with_median, without = (sd_beside_a_mean(Quantiles(n=100, median=m, **QUARTILES)) for m in (9, None))
    assert set(without.values) == {"sd"}
    assert without.values == with_median.values
    assert (with_median.notes, without.notes) == ((SKEWED_NOTE,), ())
    assert without.how == "SD (Wan 2014) from the quartiles"


# ---- what cannot be


@pytest.mark.parametrize(
    ("given_as", "reason"),
    [
        ({"n": 4, "median": 1, "q1": 0, "q3": 2}, "fewer than 5 participants"),
        ({"n": math.nan, "median": 1, "q1": 0, "q3": 2}, "the number of participants is not a number"),
        ({"n": 20, "median": 1}, "neither both quartiles nor minimum and maximum"),
        ({"n": 20, "median": 1, "q1": 0, "maximum": 3}, "neither both quartiles nor minimum and maximum"),
        ({"n": 20, "median": 3, "q1": 0, "q3": 2}, "the median is above the q3"),
        ({"n": 20, "median": 1, "q1": 2, "q3": 3}, "the q1 is above the median"),
        ({"n": 20, "median": 1, "minimum": 2, "maximum": 3}, "the minimum is above the median"),
        ({"n": 20, "median": math.nan, "q1": 2, "q3": 3}, "is not a number"),
        ({"n": 20, "median": 1, "minimum": -math.inf, "maximum": 3}, "is not a number"),
        ({"n": 20, "median": 1, "q1": 1, "q3": 1}, "the width of the quantiles is not above zero"),
        ({"n": 20, "median": 1, "minimum": 1, "maximum": 1}, "the width of the quantiles is not above zero"),
        ({"n": 20, "q1": 1, "q3": 2}, "the median is not given"),
    ],
)
def test_quantiles_that_cannot_be_are_refused_with_the_reason(given_as, reason):
    with pytest.raises(NotDerivableError, match=reason):
        mean_and_sd_from_quantiles(Quantiles(**given_as))


def test_quartiles_without_width_leave_the_range_to_speak():
    quantiles = Quantiles(n=20, median=1, q1=1, q3=1, minimum=0, maximum=4)
    assert sd_from_quantiles(quantiles) > 0
    assert math.isfinite(skewness_test(quantiles).statistic)


def tried(n, given_as) -> dict[str, float] | str:
    """Return the derived values, or the reason why there are none."""
    try:
        return mean_and_sd_from_quantiles(Quantiles(n=n, **given_as)).values
    except NotDerivableError as error:
        return str(error)


anything = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True))


@given(st.lists(anything, min_size=5, max_size=5), st.floats())
def test_any_quantiles_give_numbers_or_a_reason(values, n):
    given_as = dict(zip(KNOWN["five numbers"], values, strict=True))
    found = tried(n, given_as)
    assert found
    assert isinstance(found, str) or (math.isfinite(found["mean"]) and found["sd"] > 0)
