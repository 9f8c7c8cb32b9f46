"""The only home of rounding: how each kind of number is printed.

Rounding is half away from zero on the decimal that the number is written as (0.905 is 0.91), happens only here and
only at print, and never prints a negative zero or a P value of zero. Minus is U+2212; figures within one number
are never split.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from reportgen.style import NumberStyle

__all__ = [
    "MINUS",
    "NBSP",
    "as_entered",
    "count",
    "effect",
    "fixed",
    "p_value",
    "p_value_revman",
    "percent",
    "tau2",
    "weight",
]

MINUS = "\u2212"
NBSP = "\u00a0"
MAX_EFFECT_DECIMALS = 4
LARGE = 1e15


def fixed(value: float, decimals: int) -> str:
    """Return `value` with so many decimals, half away from zero: fixed(0.905, 2) is "0.91", fixed(-0.001, 2) "0.00"."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if abs(value) >= LARGE:
        return f"{value:.2e}".replace("e+", " × 10^").replace("-", MINUS)
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(exact):f}"
    return MINUS + text if exact < 0 else text


def effect(estimate: float, ci_low: float, ci_high: float, null: float, style: NumberStyle) -> tuple[str, str, str]:
    """Return estimate and limits with equal decimals, one more where a limit would round onto the null it excludes."""
    decimals = style.effect_decimals
    while decimals < MAX_EFFECT_DECIMALS and (
        _rounds_onto(ci_low, null, decimals) or _rounds_onto(ci_high, null, decimals)
    ):
        decimals += 1
    return fixed(estimate, decimals), fixed(ci_low, decimals), fixed(ci_high, decimals)


def p_value(p: float, style: NumberStyle) -> str:
    """Return a P value for running text: "0.03", "0.004", "0.054" near 0.05, "< 0.001"; the letter P is not in it."""
    if p < 0.001:
        return _less_than("0.001", style)
    decimals = 3 if p < 0.01 or 0.045 <= p < 0.055 else 2
    return _leading_zero(fixed(min(p, 1.0), decimals), style)


def p_value_revman(p: float) -> str:
    """Return a P value as RevMan's forest plots print it: two significant steps down to "< 0.00001"."""
    if p < 0.00001:
        return "< 0.00001"
    if p < 0.0001:
        return "< 0.0001"
    decimals = 4 if p < 0.001 else 3 if p < 0.01 else 2
    return fixed(min(p, 1.0), decimals)


def tau2(value: float, style: NumberStyle) -> str:
    """Return tau2; a value above zero never prints as zero."""
    text = fixed(value, style.tau2_decimals)
    smallest = fixed(10.0**-style.tau2_decimals, style.tau2_decimals)
    return f"<{NBSP}{smallest}" if value > 0 and float(text) == 0 else text


def weight(percent_: float, style: NumberStyle) -> str:
    """Return a weight in percent, with the percent sign."""
    return f"{fixed(percent_, style.weight_decimals)}%"


def percent(value: float, decimals: int = 0) -> str:
    """Return a percentage with its sign; I2 is printed as a whole number."""
    return f"{fixed(value, decimals)}%"


def count(n: float, style: NumberStyle) -> str:
    """Return a whole number, with the style's thousands mark where the style asks for it: "846", "12,345"."""
    if n != int(n):
        return fixed(n, 1)
    digits = f"{abs(int(n)):,}" if abs(n) >= style.thousands_from else str(abs(int(n)))
    return (MINUS if n < 0 else "") + digits.replace(",", style.thousands)


def as_entered(value: float, text: str) -> str:
    """Return a number as it stood in the file, with a point and a true minus; the value itself if there is no text."""
    shown = text.strip().replace(",", ".") if text.strip() else repr(value)
    if shown.endswith(".0") and not text.strip():
        shown = shown[:-2]
    return shown.replace("-", MINUS)


def _rounds_onto(limit: float, null: float, decimals: int) -> bool:
    if limit == null or not math.isfinite(limit):
        return False
    shown = fixed(limit, decimals).replace(MINUS, "-")
    return abs(limit) < LARGE and float(shown) == null


def _less_than(bound: str, style: NumberStyle) -> str:
    gap = NBSP if style.spaced_relations else ""
    return f"<{gap}{_leading_zero(bound, style)}"


def _leading_zero(text: str, style: NumberStyle) -> str:
    return text if style.p_leading_zero else text.removeprefix("0")
