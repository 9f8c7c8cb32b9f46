"""The axis of a forest plot: symmetric about the null, or from zero where there is no null, labelled in plain decimals.

The smallest range is taken that holds every point estimate, every pooled interval and nine tenths of the limits of
the studies' intervals, or the range that an outcome asks for; what lies beyond is cut and gets an arrow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from reportgen.effects import SCALES, Measure
from reportgen.figures.forest.rows import Plotted
from reportgen.figures.steps import STEPS, decimals_of_step
from reportgen.model import Axis as Asked
from reportgen.wording import numbers

__all__ = ["Axis", "axis_for"]

_LADDERS = (
    ("0.9", "1", "1.1"),
    ("0.8", "1", "1.25"),
    ("0.5", "0.7", "1", "1.5", "2"),
    ("0.2", "0.5", "1", "2", "5"),
    ("0.1", "0.2", "0.5", "1", "2", "5", "10"),
    ("0.05", "0.2", "1", "5", "20"),
    ("0.02", "0.1", "1", "10", "50"),
    ("0.01", "0.1", "1", "10", "100"),
    ("0.005", "0.1", "1", "10", "200"),
    ("0.001", "0.1", "1", "10", "1000"),
    ("0.0001", "0.01", "1", "100", "10000"),
)
"""Ends and labelled ticks of the axes for ratios, narrowest first."""

_SHARE_OF_LIMITS = 0.9
_ARROW, _SQUARE = 0.025, 0.03
"""Length of an arrow, and half the side of the largest square, over the width of a usual plot."""

_LARGEST = 1e12
_SMALLEST = 1e-6
_SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis from `low` to `high`: natural logs for ratios, else the printed scale.

    `null` is the null on that scale, midway between the ends unless an outcome asks for others, or None. `ticks`
    are positions with their labels, from left to right.
    """

    null: float | None
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    @property
    def span(self) -> float:
        """Return the distance between the ends."""
        return self.high - self.low

    def share(self, value: float) -> float:
        """Return how far along the axis a value lies: 0 at the left end, 1 at the right, outside when cut."""
        return (value - self.low) / self.span

    def thinned(self, room: Callable[[str], float], width: float) -> Axis:
        """Return the axis with labels dropped until none is nearer to the next than its `room`.

        They are dropped in pairs about the null, which keeps its own; without a null, from zero on.
        """
        fixed = next((i for i, (value, _) in enumerate(self.ticks) if value == self.null), 0)
        for every in range(1, len(self.ticks)):
            kept = tuple(tick for i, tick in enumerate(self.ticks) if abs(i - fixed) % every == 0)
            if all(
                width * (self.share(b) - self.share(a)) >= (room(one) + room(two)) / 2
                for (a, one), (b, two) in pairwise(kept)
            ):
                return replace(self, ticks=kept)
        return replace(self, ticks=(self.ticks[fixed],))

    def holds(self, value: float) -> bool:
        """Return whether a value lies on the axis."""
        slack = _SLACK * self.span
        return self.low - slack <= value <= self.high + slack


def axis_for(plotted: Iterable[Plotted], measure: Measure, asked: Asked | None = None) -> Axis:
    """Return the axis for what is plotted, where `axis_value` puts it; `asked` are the ends that an outcome asks for.

    These hold where they leave the null between them. One that is not given mirrors the other about the null.
    """
    found = tuple(plotted)
    if asked is not None and measure.null is not None and (ends := _asked_ends(asked, measure)):
        return _axis_between(ends, measure)
    axis = _axis_reaching(found, measure, 0.0)
    largest = max((one.weight for one in found if one.kind == "square"), default=0.0)
    if any(_crowds(one, axis, largest) for one in found):
        return _axis_reaching(found, measure, (1 + 2 * _SLACK) * (axis.high - (axis.null or 0.0)))
    return axis


def _axis_reaching(found: tuple[Plotted, ...], measure: Measure, least: float) -> Axis:
    """Return the axis that has room for what is plotted and reaches at least so far from the null."""
    if measure.null is None:
        return _axis_from_zero(max(least, _needed_reach(found, 0.0)), measure)
    if SCALES[measure.scale].log_axis:
        return _ratio_axis(max(least, _needed_reach(found, math.log(measure.null))))
    return _difference_axis(max(least, _needed_reach(found, measure.null)), measure.null)


def _crowds(one: Plotted, axis: Axis, largest: float) -> bool:
    """Return whether a study lies so near to an end that its square would cover the arrow there."""
    near = _ARROW + _SQUARE * math.sqrt(one.weight / largest) if largest > 0 else _ARROW
    place, interval = axis.share(one.interval.estimate), one.interval
    left = interval.low < axis.low - _SLACK * axis.span and place < near
    right = interval.high > axis.high + _SLACK * axis.span and place > 1 - near
    return one.kind == "square" and (left or right)


def _asked_ends(asked: Asked, measure: Measure) -> tuple[float, float] | None:
    """Return the ends asked for on the scale of the axis, or None where they cannot be had."""
    log = SCALES[measure.scale].log_axis
    ends = [end for end in (asked.low, asked.high) if end is not None]
    if not ends or measure.null is None or not all(math.isfinite(end) and (end > 0 or not log) for end in ends):
        return None
    null = math.log(measure.null) if log else measure.null
    low, high = (None if end is None else math.log(end) if log else end for end in (asked.low, asked.high))
    low = 2 * null - high if low is None and high is not None else low
    high = 2 * null - low if high is None and low is not None else high
    if low is None or high is None or not low < null < high:
        return None
    if max(abs(low), abs(high)) > _LARGEST or max(high - null, null - low) < 1 / _LARGEST:
        return None
    return low, high


def _axis_between(ends: tuple[float, float], measure: Measure) -> Axis:
    """Return an axis with these ends and the ticks of the next narrower one of ours within them."""
    low, high = ends
    log = SCALES[measure.scale].log_axis
    null = 0.0 if log else measure.null or 0.0
    reach = max(high - null, null - low)
    if log:
        ladder = next((one for one in reversed(_LADDERS) if _reach(one) <= reach * (1 + _SLACK)), ("1",))
        ticks = tuple((math.log(float(text)), text) for text in ladder)
    else:
        power = 10.0 ** math.floor(math.log10(reach))
        steps = (step * size for size in (power / 10, power) for step in STEPS)
        step = max(step for step in steps if 2 * step <= reach * (1 + _SLACK))
        count = math.floor(reach / step + _SLACK)
        ticks = _ticks(null, step, range(-count, count + 1))
    slack = _SLACK * (high - low)
    kept = tuple((value, text) for value, text in ticks if low - slack <= value <= high + slack)
    return Axis(null=null, low=low, high=high, ticks=kept)


def _needed_reach(plotted: tuple[Plotted, ...], null: float) -> float:
    needed = 0.0
    limits: list[float] = []
    for one in plotted:
        interval = one.interval
        ends = [abs(interval.low - null), abs(interval.high - null)]
        needed = max([needed, abs(interval.estimate - null), *(() if one.kind == "square" else ends)])
        limits += ends if one.kind == "square" else []
    if limits:
        needed = max(needed, sorted(limits)[math.ceil(_SHARE_OF_LIMITS * len(limits)) - 1])
    return min(needed, _LARGEST)


def _ratio_axis(needed: float) -> Axis:
    ladder = next((one for one in _LADDERS if _reach(one) * (1 + _SLACK) >= needed), _LADDERS[-1])
    reach = _reach(ladder)
    return Axis(null=0.0, low=-reach, high=reach, ticks=tuple((math.log(float(text)), text) for text in ladder))


def _reach(ladder: tuple[str, ...]) -> float:
    return max(-math.log(float(ladder[0])), math.log(float(ladder[-1])))


def _difference_axis(needed: float, null: float) -> Axis:
    reach, step, count = _rounded_reach(needed, (2, 3))
    return Axis(null=null, low=null - reach, high=null + reach, ticks=_ticks(null, step, range(-count, count + 1)))


def _axis_from_zero(needed: float, measure: Measure) -> Axis:
    """Return an axis from zero on; that of a proportion ends at one."""
    reach, step, count = _rounded_reach(min(needed, 1.0) if measure.kind == "proportion" else needed, (4, 5))
    return Axis(null=None, low=0.0, high=reach, ticks=_ticks(0.0, step, range(count + 1)))


def _rounded_reach(needed: float, counts: tuple[int, ...]) -> tuple[float, float, int]:
    """Return the shortest reach that is some round step, one of `counts` times, with the step and how often."""
    power = 10.0 ** math.floor(math.log10(max(needed, _SMALLEST)))
    choices = (
        (count * step * size, step * size, count) for size in (power / 10, power) for step in STEPS for count in counts
    )
    return min(choice for choice in choices if choice[0] * (1 + _SLACK) >= needed)


def _ticks(start: float, step: float, counts: range) -> tuple[tuple[float, str], ...]:
    decimals = decimals_of_step(step)
    places = (start + i * step for i in counts)
    return tuple((place, numbers.fixed(place, decimals)) for place in places)
