"""Rounding: its one home, tried over all numbers that can come."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.style import NumberStyle
from reportgen.wording import numbers

PLAIN = NumberStyle()
CLOSED = NumberStyle(p_leading_zero=False, spaced_relations=False)
DOUBLES = st.floats(allow_nan=False, allow_infinity=False, max_value=1e14, min_value=-1e14)
POSITIVE = st.floats(min_value=1e-300, max_value=1e14)


def value_of(text: str) -> Decimal:
    return Decimal(text.replace(numbers.MINUS, "-"))


@given(DOUBLES, st.integers(0, 6))
def test_rounding_is_half_away_from_zero_on_the_decimal_as_written(value, decimals):
    with localcontext() as context:
        context.prec = 400
        exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert value_of(numbers.fixed(value, decimals)) == exact


@given(DOUBLES, st.integers(0, 6))
def test_the_printed_text_has_the_decimals_asked_for_and_no_hyphen(value, decimals):
    digits = r"\d+" + (rf"\.\d{{{decimals}}}" if decimals else "")
    assert re.fullmatch(f"{numbers.MINUS}?{digits}", numbers.fixed(value, decimals))


@given(st.floats(min_value=-0.0049, max_value=0.0049))
def test_no_zero_is_negative(value):
    assert numbers.fixed(value, 2) == "0.00"


@given(DOUBLES)
def test_swapping_the_sign_swaps_the_minus_and_nothing_else(value):
    assert numbers.fixed(-value, 2).lstrip(numbers.MINUS) == numbers.fixed(value, 2).lstrip(numbers.MINUS)


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (0.905, 2, "0.91"),
        (2.675, 2, "2.68"),
        (-0.005, 2, "−0.01"),
        (-0.004, 2, "0.00"),
        (-0.0, 1, "0.0"),
        (1e-300, 2, "0.00"),
        (5e-324, 4, "0.0000"),
        (999999999999999, 1, "999999999999999.0"),
        (1e15, 2, "1.00\u00a0×\u00a010¹⁵"),
        (9.999e20, 2, "1.00\u00a0×\u00a010²¹"),
        (-1.7976931348623157e308, 2, "−1.80\u00a0×\u00a010³⁰⁸"),
        (math.inf, 2, "∞"),
        (-math.inf, 2, "−∞"),
        (math.nan, 2, "–"),
    ],
)
def test_a_number_is_printed_as(value, decimals, printed):
    assert numbers.fixed(value, decimals) == printed


@given(POSITIVE, POSITIVE, st.sampled_from([0.0, 1.0]))
def test_a_limit_is_never_printed_as_the_null_it_excludes(one, other, null):
    low, high = sorted((one, other))
    assume(null not in {low, high})
    _, low_text, high_text = numbers.effect(low, low, high, null, PLAIN)
    assert value_of(low_text) != Decimal(null)
    assert value_of(high_text) != Decimal(null)


@given(POSITIVE, POSITIVE)
def test_printed_limits_lie_on_the_side_of_the_null_that_they_lie_on(one, other):
    low, high = sorted((one, other))
    _, *texts = numbers.effect(low, low, high, 1.0, PLAIN)
    for limit, text in zip((low, high), texts, strict=True):
        assert (limit > 1) - (limit < 1) == (value_of(text) > 1) - (value_of(text) < 1)


@given(POSITIVE, POSITIVE, POSITIVE)
def test_estimate_and_limits_have_equal_decimals_and_keep_their_order(one, two, three):
    low, middle, high = sorted((one, two, three))
    printed = numbers.effect(middle, low, high, 1.0, PLAIN)
    assert len({len(text.partition(".")[2]) for text in printed}) == 1
    assert value_of(printed[1]) <= value_of(printed[2])


@pytest.mark.parametrize(
    ("values", "null", "printed"),
    [
        ((0.71, 0.56, 0.9), 1, ("0.71", "0.56", "0.90")),
        ((0.74, 0.52, 1.004), 1, ("0.740", "0.520", "1.004")),
        ((1.5, 1.00001, 2.2), 1, ("1.5000", "1.0001", "2.2000")),
        ((0.5, 0.2, 0.99999), 1, ("0.5000", "0.2000", "0.9999")),
        ((0.5, 0.2, 1.0), 1, ("0.50", "0.20", "1.00")),
        ((-0.3, -0.6, -0.002), 0, ("−0.300", "−0.600", "−0.002")),
        ((-0.3, -0.6, 0.0), 0, ("−0.30", "−0.60", "0.00")),
        ((1.0, 0.5, 2.0), 1, ("1.00", "0.50", "2.00")),
        ((3e20, 2e-9, 1e304), 1, ("3.00\u00a0×\u00a010²⁰", "0.00", "1.00\u00a0×\u00a010³⁰⁴")),
        ((math.nan, math.nan, math.inf), 1, ("–", "–", "∞")),
        ((1.2e-5, -1e-6, 2.5e-5), 0, ("0.000012", "−0.000001", "0.000025")),
        ((0.001, -0.002, 0.011), 0, ("0.001", "−0.002", "0.011")),
        ((0.0057, 0.0052, 0.0062), None, ("0.0057", "0.0052", "0.0062")),
        ((0.033, 0.012, 0.083), None, ("0.033", "0.012", "0.083")),
        ((0.5, 0.004, 0.9), None, ("0.500", "0.004", "0.900")),
        ((0.5, 0.0, 1.0), None, ("0.50", "0.00", "1.00")),
        ((7.25e-6, 7e-6, 7.5e-6), None, ("0.0000073", "0.0000070", "0.0000075")),
    ],
)
def test_an_effect_is_printed_as(values, null, printed):
    assert numbers.effect(*values, null, PLAIN) == printed


@given(st.floats(min_value=0, max_value=1), st.sampled_from([PLAIN, CLOSED]))
def test_a_p_value_is_never_zero_and_never_crosses_005(p, style):
    text = numbers.p_value(p, style)
    assert re.fullmatch("(?:<\u00a0?)?(?:0|1)?\\.\\d{2,4}", text)
    shown = Decimal(text.lstrip("<\u00a0"))
    assert shown > 0
    assert (shown < Decimal("0.05")) == (p < 0.05)


@pytest.mark.parametrize(
    ("p", "spaced", "closed"),
    [
        (0.03, "0.03", ".03"),
        (0.0044, "0.004", ".004"),
        (0.0496, "0.0496", ".0496"),
        (0.04999999, "0.0499", ".0499"),
        (0.05, "0.050", ".050"),
        (0.0539, "0.054", ".054"),
        (0.0009999, "<\u00a00.001", "<.001"),
        (1e-300, "<\u00a00.001", "<.001"),
        (0.0, "<\u00a00.001", "<.001"),
        (0.999, "1.00", "1.00"),
        (1.0000000000000002, "1.00", "1.00"),
    ],
)
def test_a_p_value_in_running_text(p, spaced, closed):
    assert (numbers.p_value(p, PLAIN), numbers.p_value(p, CLOSED)) == (spaced, closed)


@pytest.mark.parametrize(
    ("p", "printed"),
    [
        (0.5, "0.50"),
        (0.0044, "0.004"),
        (0.00044, "0.0004"),
        (0.00002, "< 0.0001"),
        (1e-9, "< 0.00001"),
        (0.0, "< 0.00001"),
    ],
)
def test_a_p_value_in_a_forest_plot(p, printed):
    assert numbers.p_value_revman(p) == printed


@given(st.floats(min_value=5e-324, max_value=1e300), st.integers(1, 4))
def test_a_tau2_above_zero_is_not_printed_as_zero(value, decimals):
    text = numbers.tau2(value, NumberStyle(tau2_decimals=decimals))
    assert text.startswith("<") or text.strip("0.") != ""


@pytest.mark.parametrize(
    ("value", "printed"), [(0.0, "0.00"), (0.0004, "<\u00a00.01"), (1.537, "1.54"), (math.inf, "∞")]
)
def test_tau2(value, printed):
    assert numbers.tau2(value, PLAIN) == printed


@pytest.mark.parametrize(
    ("n", "comma", "space"),
    [
        (0, "0", "0"),
        (846, "846", "846"),
        (9999, "9999", "9,999"),
        (10000, "10,000", "10,000"),
        (1234567.0, "1,234,567", "1,234,567"),
        (-12000, "−12,000", "−12,000"),
        (13.5, "13.5", "13.5"),
        (math.nan, "–", "–"),
        (1e300, "1.00\u00a0×\u00a010³⁰⁰", "1.00\u00a0×\u00a010³⁰⁰"),
    ],
)
def test_a_count_has_the_thousands_mark_of_the_style(n, comma, space):
    assert numbers.count(n, PLAIN) == comma
    thin = NumberStyle(thousands="\u202f", thousands_from=1000)
    assert numbers.count(n, thin) == space.replace(",", "\u202f")


@pytest.mark.parametrize(
    ("value", "text", "printed"),
    [
        (8.9, "8.90", "8.90"),
        (8.9, "8,90", "8.90"),
        (-0.5, "-0.5", "−0.5"),
        (-0.0, "-0.00", "0.00"),
        (5.0, "", "5"),
        (5.25, "  ", "5.25"),
    ],
)
def test_an_entered_number_keeps_its_digits(value, text, printed):
    assert numbers.as_entered(value, text) == printed


@pytest.mark.parametrize(
    ("value", "text", "printed"),
    [
        (38.86844419, "38.86844419", "38.868"),
        (8.9, "8.90", "8.90"),
        (-0.5, "-0.5", "−0.5"),
        (0.125, "0.125", "0.125"),
        (0.00012345, "0.00012345", "0.000123"),
        (-2.0005, "-2.0005", "−2.001"),
        (0.0, "0.0000", "0.000"),
        (12.0, "12", "12"),
        (1.5e-9, "1.5e-9", "1.5e−9"),
    ],
)
def test_what_was_measured_is_printed_as_entered_with_three_decimals_at_most(value, text, printed):
    assert numbers.measured(value, text) == printed


def test_weights_and_percentages_carry_their_sign():
    assert numbers.weight(60.95, PLAIN) == "61.0%"
    assert numbers.percent(72.5) == "73%"
    assert numbers.percent(97.5, 1) == "97.5%"


@pytest.mark.parametrize(("df", "printed"), [(12, "12"), (3.0, "3"), (8.34, "8.3"), (0.96, "1.0")])
def test_degrees_of_freedom_are_whole_or_have_one_decimal(df, printed):
    assert numbers.degrees_of_freedom(df) == printed


@pytest.mark.parametrize(("level", "printed"), [(0.95, "95%"), (0.9, "90%"), (0.975, "97.5%"), (0.99, "99%")])
def test_a_level_is_printed_in_percent(level, printed):
    assert numbers.level(level) == printed
