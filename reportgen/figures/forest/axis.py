"""The axis of a forest plot: symmetric about the null, labelled in plain decimals.

The smallest range is taken that holds every point estimate, every pooled interval and nine tenths of the limits of
the studies' intervals; what lies beyond is cut and gets an arrow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from reportgen.effects import Measure
from reportgen.figures.forest.rows import Plotted
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
_STEPS = (1.0, 2.0, 2.5, 5.0)
_LARGEST = 1e12
_SMALLEST = 1e-6
_SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A symmetric axis: `reach` is the distance from the null to either end, on the scale of analysis.

    `null` is the null on that scale. `ticks` are positions with their labels, from left to right.
    """

    null: float
    reach: float
    ticks: tuple[tuple[float, str], ...]

    def share(self, value: float) -> float:
        """Return how far along the axis a value lies: 0 at the left end, 1 at the right, outside when cut."""
        return 0.5 + (value - self.null) / (2 * self.reach)

    def thinned(self, room: Callable[[str], float], width: float) -> Axis:
        """Return the axis with symmetric pairs of labels dropped until none is nearer to the next than its `room`."""
        middle = len(self.ticks) // 2
        for every in range(1, middle + 1):
            kept = tuple(tick for i, tick in enumerate(self.ticks) if abs(i - middle) % every == 0)
            if all(
                width * (self.share(b) - self.share(a)) >= (room(one) + room(two)) / 2
                for (a, one), (b, two) in pairwise(kept)
            ):
                return replace(self, ticks=kept)
        return replace(self, ticks=(self.ticks[middle],))

    def holds(self, value: float) -> bool:
        """Return whether a value lies on the axis."""
        return abs(value - self.null) <= self.reach * (1 + _SLACK)


def axis_for(plotted: Iterable[Plotted], measure: Measure) -> Axis:
    """Return the axis for what is plotted."""
    null = math.log(measure.null) if measure.scale == "log" else measure.null
    needed = _needed_reach(tuple(plotted), null)
    return _ratio_axis(needed) if measure.scale == "log" else _difference_axis(needed, null)


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
    return Axis(null=0.0, reach=_reach(ladder), ticks=tuple((math.log(float(text)), text) for text in ladder))


def _reach(ladder: tuple[str, ...]) -> float:
    return max(-math.log(float(ladder[0])), math.log(float(ladder[-1])))


def _difference_axis(needed: float, null: float) -> Axis:
    power = 10.0 ** math.floor(math.log10(max(needed, _SMALLEST)))
    choices = (
        (count * step * size, step * size, count) for size in (power / 10, power) for step in _STEPS for count in (2, 3)
    )
    reach, step, count = min(choice for choice in choices if choice[0] * (1 + _SLACK) >= needed)
    decimals = _decimals(step)
    places = (null + i * step for i in range(-count, count + 1))
    return Axis(null=null, reach=reach, ticks=tuple((place, numbers.fixed(place, decimals)) for place in places))


def _decimals(step: float) -> int:
    """Return with how many decimals multiples of a step are written out in full."""
    decimals = max(0, -math.floor(math.log10(step) + _SLACK))
    whole = round(step * 10**decimals, 6)
    return decimals if whole == round(whole) else decimals + 1
