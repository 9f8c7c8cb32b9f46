"""Whether several things that a paper reports of one spread agree, as far as their printed digits can tell."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reportgen.effects.reported.critical_values import critical_value, statistic_of_p
from reportgen.effects.reported.derivation import NotDerivableError
from reportgen.effects.reported.given import Given

__all__ = ["Range", "disagreement", "half_unit", "ranges_of_se"]

_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Range:
    """The standard errors that go with what is reported under `column`, lowest and highest."""

    column: str
    low: float
    high: float


def half_unit(text: str) -> float:
    """Return half a unit of the last digit of a number as it was printed: 0.005 for "8.90"; 0 without a text."""
    try:
        exponent = Decimal(text.strip().lstrip("<≤=>≥ ")).as_tuple().exponent
    except InvalidOperation:
        return 0.0
    return 0.5 * 10.0**exponent if isinstance(exponent, int) else 0.0


def disagreement(ranges: Mapping[str, Range] | Iterator[Range]) -> tuple[Range, Range] | None:
    """Return the first two ranges that have nothing in common, or None where all agree."""
    found = list(ranges.values() if isinstance(ranges, Mapping) else ranges)
    for i, one in enumerate(found):
        for two in found[i + 1 :]:
            if one.low > two.high * (1 + _SLACK) or two.low > one.high * (1 + _SLACK):
                return one, two
    return None


def ranges_of_se(
    given: Given, effect: str, *, level: float, df: float, scale: Callable[[float], float] = float
) -> Iterator[Range]:
    """Yield the standard errors that the SD, the SE, the limits, the t and the P value of a row go with.

    `effect` is the column of the mean or the estimate, `df` the degrees of freedom that may have been used; an interval
    and a P value may as well be by the normal distribution. `scale` takes estimate and limits to the scale of the SE.
    """
    printed = {name: (value, half_unit(given.cells[name].text)) for name, value in given.values.items()}
    if given.has("sd", "n") and given.values["n"] > 0:
        value, half = printed["sd"]
        root = math.sqrt(given.values["n"])
        yield Range("sd", max(value - half, 0.0) / root, (value + half) / root)
    if given.has("se"):
        value, half = printed["se"]
        yield Range("se", max(value - half, 0.0), value + half)
    if given.has("ci_low", "ci_high"):
        low, high = _edges(printed["ci_low"], scale), _edges(printed["ci_high"], scale)
        widths = max(high[0] - low[1], 0.0), high[1] - low[0]
        most, least = 2 * critical_value(level, df), 2 * critical_value(level)
        yield Range("ci_low", widths[0] / most, widths[1] / least)
    if given.has(effect):
        yield from _by_statistic(given, printed, _edges(printed[effect], scale), df)


def _by_statistic(
    given: Given, printed: Mapping[str, tuple[float, float]], effect: tuple[float, float], df: float
) -> Iterator[Range]:
    size = (0.0 if effect[0] <= 0 <= effect[1] else min(map(abs, effect)), max(map(abs, effect)))
    if given.has("t"):
        value, half = abs(printed["t"][0]), printed["t"][1]
        yield Range("t", size[0] / (value + half), size[1] / (value - half) if value > half else math.inf)
    if given.has("p"):
        value, half = printed["p"]
        largest = min(value + (0 if given.p_is_bound else half), 1 - 1e-9)
        smallest = 0.0 if given.p_is_bound else max(value - half, 0.0)
        try:
            high = size[1] / statistic_of_p(largest)
            low = size[0] / statistic_of_p(smallest, df) if smallest > 0 else 0.0
        except NotDerivableError:
            return
        yield Range("p", low, high)


def _edges(printed: tuple[float, float], scale: Callable[[float], float]) -> tuple[float, float]:
    value, half = printed
    try:
        return scale(value - half), scale(value + half)
    except ValueError:  # the logarithm of a ratio that may be 0
        return -math.inf, scale(value + half) if value + half > 0 else math.inf
