"""Axes with ticks at round numbers; those of effects are labelled in natural units wherever they stand."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from reportgen.effects import SCALES, Measure
from reportgen.figures.steps import STEPS, decimals_of_step
from reportgen.quantities import natural
from reportgen.wording import numbers

__all__ = ["Axis", "TickSet", "effect_axis", "linear_axis", "round_steps"]

TickSet = tuple[tuple[float, str], ...]
"""Positions with their labels, in order."""

_SLACK = 1e-9
_SMALLEST = 1e-12
_MARGIN = 0.035
_WIDEST_LINEAR = 2.6
"""Ratios whose ends are further apart than this have ticks at powers and their parts, else at equal steps."""

_PARTS = ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0))
_SHARES = (0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999)
_PLAIN_FROM, _PLAIN_TO = 1e-6, 1e6
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis from `low` to `high` in the units that points are given in.

    `choices` are sets of ticks from few to many; the last is taken whose labels have room. `kept` is where a label
    stands whatever else gives way (no effect), or None.
    """

    low: float
    high: float
    choices: tuple[TickSet, ...]
    title: str
    kept: float | None = None

    def with_margin(self) -> Axis:
        """Return the axis moved a little below its low end, so that marks at 0 do not lie on the other axis."""
        return replace(self, low=self.low - _MARGIN * (self.high - self.low))

    def share(self, value: float) -> float:
        """Return how far along the axis a value lies: 0 at its low end, 1 at its high one."""
        return (value - self.low) / (self.high - self.low)

    def ticks(self, room: Callable[[str], float], length: float, most: int) -> TickSet:
        """Return the ticks of an axis of this length, at most so many, each label with the `room` it needs."""
        fitting = [ticks for ticks in self.choices if len(ticks) <= most and self._apart(ticks, room, length)]
        if fitting:
            return max(fitting, key=len)
        return self._thinned(self.choices[0] if self.choices else (), room, length)

    def _apart(self, ticks: TickSet, room: Callable[[str], float], length: float) -> bool:
        return all(
            length * (self.share(b) - self.share(a)) >= (room(one) + room(other)) / 2
            for (a, one), (b, other) in pairwise(ticks)
        )

    def _thinned(self, ticks: TickSet, room: Callable[[str], float], length: float) -> TickSet:
        found: TickSet = tuple(tick for tick in ticks if tick[0] == self.kept)
        for tick in ticks:
            trial = tuple(sorted({*found, tick}))
            found = trial if self._apart(trial, room, length) else found
        return found


def round_steps(reach: float) -> Iterator[float]:
    """Yield round steps, the largest first, that divide a reach into 2 to 20 parts or so."""
    power = 10.0 ** math.floor(math.log10(max(reach, _SMALLEST)))
    for size in (power, power / 10):
        for step in reversed(STEPS):
            if reach / 25 <= step * size <= reach * (1 + _SLACK):
                yield step * size


def linear_axis(
    low: float,
    high: float,
    title: str,
    *,
    kept: float | None = None,
    percent: bool = False,
    parts: int = 6,
    whole: bool = False,
) -> Axis:
    """Return an axis of equal steps, its ends moved outwards to the next round step; at least about `parts` of them.

    `whole` is for what has no fractions, such as years: steps are whole numbers.
    """
    reach = high - low
    if reach <= max(abs(low), abs(high)) * 1e-9 or reach < _SMALLEST:
        half = abs(low) / 4 if abs(low) > _SMALLEST else 0.5
        low, high = low - half, high + half
        reach = high - low
    steps = [step for step in round_steps(reach) if not whole or step == round(step)] or [1.0]
    step = next((one for one in steps if reach / one >= parts - 2), steps[-1])
    low, high = math.floor(low / step + _SLACK) * step, math.ceil(high / step - _SLACK) * step
    fitting = [one for one in round_steps(high - low) if _divides(one, low) and _divides(one, high)]
    shown = [one for one in fitting if not whole or one == round(one)]
    choices = tuple(_at_steps(low, high, one, percent=percent) for one in shown)
    return Axis(low=low, high=high, choices=choices, title=title, kept=kept)


def effect_axis(values: Iterable[float], measure: Measure, title: str, *, size: float | None = None) -> Axis:
    """Return an axis that holds values of the scale of analysis and is labelled in natural units.

    A ratio, and whatever else is analysed on a scale of its own, stands as analysed. Where there is a null it has a
    label. `size` is that of `natural`.
    """
    found = list(values)
    low, high = min(found), max(found)
    null = None if measure.null is None else float(SCALES[measure.scale].forth(measure.null))
    if measure.scale == "identity":
        edge = 0.03 * (high - low)
        return linear_axis(low - edge, high + edge, title, kept=null)
    reach = high - low
    pad = 0.05 * reach if reach > _SMALLEST else 0.5
    low, high = low - pad, high + pad
    ends = natural(low, measure, size), natural(high, measure, size)
    sets = [_placed(marks, (low, high), measure, size) for marks in _natural_marks(ends, measure)]
    choices = tuple(dict.fromkeys(ticks for ticks in sets if ticks))
    if null is not None and low <= null <= high:
        choices = tuple(tuple(sorted({*ticks, (null, _plain(measure.null or 0.0))})) for ticks in choices)
    return Axis(low=low, high=high, choices=choices, title=title, kept=null)


def _natural_marks(ends: tuple[float, float], measure: Measure) -> Iterator[Sequence[float]]:
    """Yield sets of round natural values between two, from few to many."""
    low, high = ends
    log = SCALES[measure.scale].log_axis
    if log and low > 0 and high / low > _WIDEST_LINEAR:
        bottom, top = math.floor(math.log10(low)), math.ceil(math.log10(high))
        for every in (8, 4, 2):
            yield [10.0**i for i in range(bottom, top + 1) if i % every == 0]
        for parts in _PARTS:
            yield [part * 10.0**i for i in range(bottom, top + 1) for part in parts]
        return
    if measure.scale == "logit":
        yield _SHARES[::4]
        yield _SHARES[::2]
        yield _SHARES
    for step in round_steps(max(high - low, _SMALLEST)):
        first = math.ceil(low / step - _SLACK)
        yield [i * step for i in range(first, math.floor(high / step + _SLACK) + 1)]


def _placed(
    marks: Sequence[float], ends: tuple[float, float], measure: Measure, size: float | None
) -> tuple[tuple[float, str], ...]:
    places = [(float(SCALES[measure.scale].forth(mark, size)), mark) for mark in marks]
    return tuple((place, _plain(mark)) for place, mark in places if ends[0] <= place <= ends[1])


def _at_steps(low: float, high: float, step: float, *, percent: bool) -> TickSet:
    first, last = math.ceil(low / step - _SLACK), math.floor(high / step + _SLACK)
    factor = 100 if percent else 1
    decimals = decimals_of_step(step * factor)
    places = [i * step for i in range(first, last + 1)]
    if max(abs(low), abs(high)) >= 1e15 or decimals > 8:
        return tuple((place, _plain(place * factor)) for place in places)
    return tuple((place, numbers.fixed(place * factor, decimals)) for place in places)


def _divides(step: float, value: float) -> bool:
    return abs(value / step - round(value / step)) < 1e-6


def _plain(value: float) -> str:
    """Return a round value in plain decimals, or as a power of ten where these were too long to read."""
    if value == 0:
        return "0"
    if not _PLAIN_FROM <= abs(value) < _PLAIN_TO:
        power = math.floor(math.log10(abs(value)) + _SLACK)
        head = value / 10.0**power
        factor = "" if abs(head - 1) < _SLACK else f"{numbers.fixed(head, 0 if head == round(head) else 1)} × "
        return f"{factor}10{str(power).translate(_RAISED)}"
    exponent = Decimal(f"{value:.12g}").normalize().as_tuple().exponent
    return numbers.fixed(value, max(0, -exponent) if isinstance(exponent, int) else 0)
