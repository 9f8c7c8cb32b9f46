"""The only home of rounding: how each kind of number is printed.

Rounding is half away from zero on the decimal that the number is written as (0.905 is 0.91), happens only here and
only at print, and never prints a negative zero or a P value of zero. Minus is U+2212; figures within one number
are never split.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from reportgen.style import NumberStyle

__all__ = [
    "MINUS",
    "NBSP",
    "as_entered",
    "count",
    "degrees_of_freedom",
    "effect",
    "fixed",
    "level",
    "mean",
    "measured",
    "number_needed",
    "p_value",
    "p_value_revman",
    "percent",
    "tau2",
    "weight",
    "whole_shares",
]

MINUS = "\u2212"
NBSP = "\u00a0"
NOTHING = "–"
MAX_DECIMALS = 4
MOST_DIGITS = 15
MOST_ENTERED = 3
LARGE = 1e15
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def fixed(value: float, decimals: int) -> str:
    """Return `value` with so many decimals, half away from zero; 0.905 with two is 0.91, -0.001 is 0.00.

    Not a number is a dash. From a thousand million million on, three digits and a power of ten.
    """
    if math.isnan(value):
        return NOTHING
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if abs(value) >= LARGE:
        return _power_of_ten(Decimal(repr(float(value))))
    return _text(_rounded(value, decimals), decimals)


def effect(
    estimate: float, ci_low: float, ci_high: float, null: float | None, style: NumberStyle
) -> tuple[str, str, str]:
    """Return estimate and limits with equal decimals; a limit is never printed as the null that it excludes.

    Where one would be, all three get more decimals, four at most; a limit still nearer to the null is then printed
    one step of the last decimal away from it. Where there is no null, or it is 0 and all three would print as 0, they
    get as many decimals as two digits of the largest take.
    """
    decimals = style.effect_decimals
    if null is None or null == 0:
        decimals = _decimals_of_digits((estimate, ci_low, ci_high), decimals, always=null is None)
    zero = 0.0 if null is None else null
    limits = [limit for limit in (ci_low, ci_high) if limit != zero and abs(limit) < LARGE]
    while decimals < MAX_DECIMALS and any(_rounded(limit, decimals) == Decimal(repr(zero)) for limit in limits):
        decimals += 1
    if null is None:
        return fixed(estimate, decimals), fixed(ci_low, decimals), fixed(ci_high, decimals)
    low, high = (_beside(limit, null, decimals) for limit in (ci_low, ci_high))
    return fixed(estimate, decimals), low, high


def p_value(p: float, style: NumberStyle) -> str:
    """Return a P value for running text: "0.03", "0.004", "0.054" near 0.05, "< 0.001"; the letter P is not in it.

    A P value below 0.05 never prints as 0.05; one above the largest that the style prints is "> 0.99".
    """
    if p < 0.001:
        return _less_than("0.001", style)
    if p > style.p_largest and style.p_largest < 1:
        return _beyond(">", repr(style.p_largest), style)
    decimals = 3 if p < 0.01 or 0.045 <= p < 0.055 else 2
    if p < 0.05 and _rounded(p, decimals) == Decimal("0.05"):
        decimals = MAX_DECIMALS
    shown = _beside(p, 0.05, decimals) if p < 0.05 else fixed(min(p, 1.0), decimals)
    return _leading_zero(shown, style)


def p_value_revman(p: float) -> str:
    """Return a P value as RevMan's forest plots print it: two to four decimals, then "< 0.0001" and "< 0.00001"."""
    if p < 0.00001:
        return "< 0.00001"
    if p < 0.0001:
        return "< 0.0001"
    decimals = 4 if p < 0.001 else 3 if p < 0.01 else 2
    return fixed(min(p, 1.0), decimals)


def degrees_of_freedom(df: float) -> str:
    """Return degrees of freedom: a whole number as it is, others (Kenward and Roger's) with one decimal."""
    return fixed(df, 0 if df == int(df) else 1)


def tau2(value: float, style: NumberStyle) -> str:
    """Return tau2; a value above zero never prints as zero."""
    decimals = style.tau2_decimals
    if 0 < value < LARGE and _rounded(value, decimals) == 0:
        return _less_than(_text(Decimal(1).scaleb(-decimals), decimals), style, leading_zero=True)
    return fixed(value, decimals)


def weight(percent_: float, style: NumberStyle) -> str:
    """Return a weight in percent, with the percent sign."""
    return f"{fixed(percent_, style.weight_decimals)}%"


def percent(value: float, decimals: int = 0) -> str:
    """Return a percentage with its sign; I2 is printed as a whole number."""
    return f"{fixed(value, decimals)}%"


def number_needed(risk_difference: float, style: NumberStyle) -> str:
    """Return the number needed to treat for a difference between risks: rounded up, "∞" where there is none.

    What binary fractions add in the twelfth digit does not count: 1/0.1 is 10, never 11.
    """
    if risk_difference == 0 or 1 / abs(risk_difference) >= LARGE:
        return "∞"
    exact = 1 / abs(risk_difference)
    return count(math.ceil(exact - 1e-9 * exact), style)


def mean(value: float, texts: Iterable[str]) -> str:
    """Return a mean with as many decimals as the means behind it were entered with, three at most; one if not known."""
    entered = [len(text.strip().replace(",", ".").partition(".")[2]) for text in texts if text]
    return fixed(value, min(max(entered, default=1), 3))


def whole_shares(parts: Sequence[float]) -> tuple[int, ...]:
    """Return what parts are of their sum in whole percent that add up to 100, by largest remainders; () for none.

    Reference: Hamilton's method of apportionment; of equal remainders the first gets the point.
    """
    exact = [Fraction(part) for part in parts]
    total = sum(exact)
    if total <= 0:
        return ()
    shares = [100 * part / total for part in exact]
    whole = [math.floor(share) for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (whole[i] - shares[i], i))
    for i in order[: 100 - sum(whole)]:
        whole[i] += 1
    return tuple(whole)


def level(fraction: float) -> str:
    """Return a confidence level in percent: "95%", "97.5%"."""
    percent_ = round(100 * fraction, 6)
    return percent(percent_, 0 if percent_ == round(percent_) else 1)


def count(n: float, style: NumberStyle) -> str:
    """Return a whole number, with the style's thousands mark where the style asks for it: "846", "12,345"."""
    if not abs(n) < LARGE or n != int(n):  # nan and the infinities too
        return fixed(n, 1)
    digits = f"{abs(int(n)):,}" if abs(n) >= style.thousands_from else str(abs(int(n)))
    return (MINUS if n < 0 else "") + digits.replace(",", style.thousands)


def as_entered(value: float, text: str) -> str:
    """Return a number as it stood in the file, with a point and a true minus; the value itself if there is no text."""
    shown = text.strip().replace(",", ".") or repr(value).removesuffix(".0")
    return shown.replace("-", "" if value == 0 else MINUS)


def measured(value: float, text: str) -> str:
    """Return a mean, SD or given effect as it was entered, but with three decimals where it has more.

    A value that three decimals would print with less than three figures gets as many as these take.
    """
    shown = as_entered(value, text)
    decimals = len(shown.partition(".")[2])
    if decimals <= MOST_ENTERED or not math.isfinite(value) or "e" in shown.lower():
        return shown
    leading = 0 if value == 0 else math.floor(math.log10(abs(value)))
    return fixed(value, min(decimals, max(MOST_ENTERED, 2 - leading)))


def _decimals_of_digits(values: tuple[float, ...], decimals: int, *, always: bool) -> int:
    """Return how many decimals two digits of the largest value take; no more than given where it shows with these."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    if largest == 0 or (largest >= 10.0**-decimals and not always):
        return decimals
    return max(decimals, min(1 - math.floor(math.log10(largest)), MOST_DIGITS))


def _rounded(value: float, decimals: int) -> Decimal:
    """Return a finite value rounded half away from zero on the shortest decimal that stands for it."""
    with localcontext() as context:
        context.prec = 400  # more digits than any double has
        return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _text(rounded: Decimal, decimals: int) -> str:
    digits = f"{abs(rounded):.{decimals}f}"
    return MINUS + digits if rounded < 0 else digits


def _power_of_ten(value: Decimal) -> str:
    exponent = value.adjusted()
    mantissa = _rounded(float(value.scaleb(-exponent)), 2)
    if abs(mantissa) == 10:
        mantissa, exponent = mantissa / 10, exponent + 1
    return f"{_text(mantissa, 2)}{NBSP}×{NBSP}10{str(exponent).translate(RAISED)}"


def _beside(limit: float, null: float, decimals: int) -> str:
    """Return a limit rounded, or one step further from the null if it would be printed as the null it excludes."""
    if limit == null or not abs(limit) < LARGE or _rounded(limit, decimals) != Decimal(repr(null)):
        return fixed(limit, decimals)
    step = Decimal(1).scaleb(-decimals)
    return _text(_rounded(limit, decimals) + (step if limit > null else -step), decimals)


def _less_than(bound: str, style: NumberStyle, *, leading_zero: bool = False) -> str:
    return _beyond("<", bound, style, leading_zero=leading_zero)


def _beyond(sign: str, bound: str, style: NumberStyle, *, leading_zero: bool = False) -> str:
    gap = NBSP if style.spaced_relations else ""
    return f"{sign}{gap}{bound if leading_zero else _leading_zero(bound, style)}"


def _leading_zero(text: str, style: NumberStyle) -> str:
    return text if style.p_leading_zero or not text.startswith("0.") else text.removeprefix("0")
