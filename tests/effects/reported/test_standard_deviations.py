"""Standard deviations and standard errors from intervals, test statistics and P values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects.reported import (
    NotDerivableError,
    common_sd_from_ci,
    common_sd_from_p,
    common_sd_from_se,
    common_sd_from_t,
    read_p,
    sd_from_ci,
    sd_from_p,
    sd_from_se,
    sd_from_t,
    se_from_ci,
    se_from_p,
    se_from_t,
)
from reportgen.effects.reported.critical_values import critical_value, statistic_of_p
from reportgen.effects.reported.p_values import BOUND_NOTE

Z = 1.959963984540054
spreads = st.floats(min_value=1e-6, max_value=1e6)
sizes = st.integers(min_value=2, max_value=5000)
means = st.floats(min_value=0.01, max_value=1e4)
scales = st.floats(min_value=1e-6, max_value=1e6)


def sd(derivation) -> float:
    return derivation.values["sd"]


def se(derivation) -> float:
    return derivation.values["se"]


# ---- worked examples of the Cochrane Handbook, version 6.5


def test_an_interval_of_25_participants_gives_the_sd_of_the_handbook():
    # 6.5.2.2: 30.0 to 34.2 in 25 participants, t of 2.064, SD 5.09
    found = sd_from_ci(30.0, 34.2, 25)
    assert round(sd(found), 2) == 5.09
    assert found.how == "SD from the confidence interval of the mean, by Student's t"


def test_the_t_and_the_standard_error_of_a_difference_are_those_of_the_handbook():
    # 6.5.2.3: MD 3.8, P = 0.008, 25 and 22 participants: t 2.78, SE 1.37, SD 4.69 from the rounded SE
    assert round(statistic_of_p(0.008, 45), 2) == 2.78
    assert round(3.8 / statistic_of_p(0.008, 45), 2) == 1.37
    assert round(sd(common_sd_from_se(1.37, 25, 22)), 2) == 4.69
    assert sd(common_sd_from_p(3.8, 0.008, 25, 22)) == pytest.approx(4.69, abs=0.01)


def test_a_risk_difference_with_its_p_has_the_standard_error_of_the_handbook():
    # 6.3.1: a risk difference of 0.03 with P = 0.008 has z 2.652 and a standard error of 0.011
    assert round(statistic_of_p(0.008), 3) == 2.652
    assert round(se(se_from_p(0.03, 0.008)), 3) == 0.011


def test_the_divisors_of_the_handbook_are_those_of_the_normal_distribution():
    assert [round(2 * critical_value(level), 2) for level in (0.9, 0.95, 0.99)] == [3.29, 3.92, 5.15]


# ---- closed forms, worked out elsewhere


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (se_from_ci(1, 3), 0.51021345692465403),
        (se_from_ci(0.5, 2, ratio=True), 0.35365301915106706),
        (se_from_ci(1, 3, df=38), 0.49397494708618661),
        (se_from_ci(1, 3, level=0.90), 0.60795683191176941),
        (se_from_t(4, -2), 2.0),
        (se_from_t(math.e, 2, ratio=True), 0.5),
        (se_from_p(Z, 0.05), 1.0),
    ],
)
def test_a_standard_error_has_the_closed_form(found, expected):
    assert se(found) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (sd_from_se(2, 25), 10.0),
        (sd_from_ci(44, 56, 25), 14.535598094673643),
        (sd_from_ci(44, 56, 100), 30.238628871721371),
        (sd_from_ci(44, 56, 101), math.sqrt(101) * 6 / Z),
        (sd_from_t(-3, 2, 16), 6.0),
        (common_sd_from_t(4, 2, 20, 20), 2 / math.sqrt(0.1)),
        (common_sd_from_ci(-Z, Z, 200, 200), 10.0),
    ],
)
def test_a_standard_deviation_has_the_closed_form(found, expected):
    assert sd(found) == pytest.approx(expected, rel=1e-12)


# ---- which distribution


@pytest.mark.parametrize(("n", "same_as"), [(59, "t"), (60, "t"), (100, "t"), (101, "normal")])
def test_an_interval_is_read_by_t_unless_the_group_is_large(n, same_as):
    assert sd_from_ci(1, 2, n) == sd_from_ci(1, 2, n, distribution=same_as)


def test_the_smaller_group_decides_how_the_interval_of_a_difference_is_read():
    assert common_sd_from_ci(1, 2, 100, 900) == common_sd_from_ci(1, 2, 100, 900, distribution="t")
    assert common_sd_from_ci(1, 2, 101, 900) == common_sd_from_ci(1, 2, 101, 900, distribution="normal")


@given(st.floats(min_value=1e-12, max_value=0.999))
def test_many_degrees_of_freedom_are_the_normal_distribution(p):
    assert statistic_of_p(p, 1e12) == pytest.approx(statistic_of_p(p), rel=1e-8, abs=1e-9)
    assert statistic_of_p(p, math.inf) == statistic_of_p(p)


@given(st.floats(min_value=1e-6, max_value=0.99), st.integers(min_value=1, max_value=200))
def test_t_is_never_nearer_than_z(p, df):
    assert statistic_of_p(p, df) >= statistic_of_p(p) * (1 - 1e-12)


# ---- there and back


@given(spreads, sizes)
def test_sd_to_se_to_sd_changes_nothing(spread, n):
    assert sd(sd_from_se(spread / math.sqrt(n), n)) == pytest.approx(spread, rel=1e-12)


@given(spreads, sizes, means, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_an_interval_made_from_an_sd_gives_it_back(spread, n, mean, level):
    df = n - 1 if n <= 100 else math.inf
    half = critical_value(level, df) * spread / math.sqrt(n)
    lost = 4e-16 * (mean + half) / half  # what is lost where the interval is narrow for its place
    assert sd(sd_from_ci(mean - half, mean + half, n, level=level)) == pytest.approx(spread, rel=1e-11 + lost)


@given(spreads, sizes, sizes, means)
def test_a_t_statistic_made_from_a_common_sd_gives_it_back(spread, n_1, n_2, difference):
    error = spread * math.sqrt(1 / n_1 + 1 / n_2)
    assert sd(common_sd_from_t(difference, difference / error, n_1, n_2)) == pytest.approx(spread, rel=1e-12)
    assert sd(common_sd_from_se(error, n_1, n_2)) == pytest.approx(spread, rel=1e-12)


@given(st.floats(min_value=1e-9, max_value=0.99), sizes, means)
def test_p_and_the_t_that_has_it_give_the_same_sd(p, n, mean):
    assert sd(sd_from_p(mean, p, n)) == sd(sd_from_t(mean, statistic_of_p(p, n - 1), n))


@given(means, st.floats(min_value=0.01, max_value=2), st.booleans())
def test_an_interval_a_statistic_and_a_p_value_agree_on_the_standard_error(estimate, error, ratio):
    y = math.log(estimate) if ratio else estimate
    limits = [y - Z * error, y + Z * error]
    low, high = [math.exp(limit) for limit in limits] if ratio else limits
    assert se(se_from_ci(low, high, ratio=ratio)) == pytest.approx(error, rel=1e-9)
    if abs(y) > 1e-3:
        assert se(se_from_t(estimate, y / error, ratio=ratio)) == pytest.approx(error, rel=1e-9)


@given(spreads, sizes, scales)
def test_another_unit_changes_the_sd_by_its_factor(width, n, unit):
    assert sd(sd_from_ci(0, width * unit, n)) == pytest.approx(unit * sd(sd_from_ci(0, width, n)), rel=1e-12)
    assert sd(sd_from_se(width * unit, n)) == pytest.approx(unit * sd(sd_from_se(width, n)), rel=1e-12)
    assert sd(sd_from_t(width * unit, 2, n)) == pytest.approx(unit * sd(sd_from_t(width, 2, n)), rel=1e-12)


# ---- P values as papers print them


@pytest.mark.parametrize(
    ("text", "value", "is_bound"),
    [
        ("0.03", 0.03, False),
        ("P = .03", 0.03, False),
        ("p=0,041", 0.041, False),
        ("0·2", 0.2, False),
        ("1e-12", 1e-12, False),
        ("<0.05", 0.05, True),
        ("p < .001", 0.001, True),
        ("≤ 0.01", 0.01, True),
        ("<=0.01", 0.01, True),
    ],
)
def test_a_printed_p_is_read(text, value, is_bound):
    found = read_p(text)
    assert (found.value, found.is_bound) == (value, is_bound)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (">0.05", "only said to be above a bound"),
        ("≥ 0.1", "only said to be above a bound"),
        ("NS", "NS is no P value"),
        ("", "an empty text is no P value"),
        ("1.2", "does not lie between 0 and 1"),
        ("0", "does not lie between 0 and 1"),
        ("0.000", "does not lie between 0 and 1"),
        ("-0.1", "no P value"),
        ("0.1.2", "no P value"),
    ],
)
def test_a_p_that_says_nothing_of_the_spread_is_refused(text, reason):
    with pytest.raises(NotDerivableError, match=reason):
        read_p(text)


@pytest.mark.parametrize("derive", [sd_from_p, None, se_from_p])
def test_a_bound_is_taken_at_the_bound_and_noted(derive):
    arguments = {sd_from_p: (2.0, 0.05, 20), se_from_p: (2.0, 0.05)}.get(derive, (2.0, 0.05, 20, 20))
    chosen = derive or common_sd_from_p
    exact, bound = chosen(*arguments), chosen(*arguments, is_bound=True)
    assert exact.values == bound.values
    assert (exact.notes, bound.notes) == ((), (BOUND_NOTE,))


# ---- what cannot be


@pytest.mark.parametrize(
    ("derive", "reason"),
    [
        (lambda: sd_from_se(0, 10), "the standard error is not above zero"),
        (lambda: sd_from_se(-1, 10), "the standard error is not above zero"),
        (lambda: sd_from_se(math.nan, 10), "the standard error is not a number"),
        (lambda: sd_from_se(1, 1), "fewer than 2 participants"),
        (lambda: sd_from_se(1, math.nan), "the number of participants is not a number"),
        (lambda: sd_from_se(1e300, 1e6), "sd would be beyond all measure"),
        (lambda: sd_from_ci(2, 2, 10), "the interval has no width"),
        (lambda: sd_from_ci(3, 2, 10), "the interval has no width"),
        (lambda: sd_from_ci(1, math.inf, 10), "the upper limit is not a number"),
        (lambda: sd_from_ci(1, 2, 10, level=1.0), "the level does not lie between 0 and 1"),
        (lambda: sd_from_ci(1, 2, 1), "fewer than 2 participants"),
        (lambda: sd_from_t(0, 2, 10), "a mean of zero"),
        (lambda: sd_from_t(2, 0, 10), "a mean of zero"),
        (lambda: sd_from_p(2, 0, 10), "the P value does not lie between 0 and 1"),
        (lambda: sd_from_p(2, 1, 10), "the P value does not lie between 0 and 1"),
        (lambda: sd_from_p(2, 1e-320, 2), "the P value is too small|not above zero"),
        (lambda: common_sd_from_se(1, 1, 1), "fewer than 3 participants"),
        (lambda: common_sd_from_se(1, 0, 9), "fewer than 1 participants"),
        (lambda: common_sd_from_ci(1, 1, 9, 9), "the interval has no width"),
        (lambda: common_sd_from_t(0, 1, 9, 9), "no difference"),
        (lambda: common_sd_from_p(1, -0.1, 9, 9), "the P value does not lie between 0 and 1"),
        (lambda: se_from_ci(0, 2, ratio=True), "the lower limit of the ratio is not above zero"),
        (lambda: se_from_ci(1, 2, df=0), "degrees of freedom is not above zero"),
        (lambda: se_from_t(1, 2, ratio=True), "no effect"),
        (lambda: se_from_t(0, 2), "no effect"),
        (lambda: se_from_p(2, math.nan), "the P value is not a number"),
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
        (sd_from_se, 2),
        (sd_from_ci, 3),
        (sd_from_t, 3),
        (sd_from_p, 3),
        (common_sd_from_se, 3),
        (common_sd_from_ci, 4),
        (common_sd_from_t, 4),
        (common_sd_from_p, 4),
        (se_from_ci, 2),
        (se_from_t, 2),
        (se_from_p, 2),
    ],
)
@given(data=st.data())
def test_any_numbers_give_a_positive_number_or_a_reason(derive, count, data):
    arguments = data.draw(st.lists(anything, min_size=count, max_size=count))
    found = tried(derive, *arguments)
    assert found
    assert isinstance(found, str) or all(value > 0 and math.isfinite(value) for value in found.values())


def test_a_p_value_whose_half_is_zero_is_too_small():
    with pytest.raises(NotDerivableError, match="too small"):
        se_from_p(1.0, 5e-324)
