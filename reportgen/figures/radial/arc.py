"""The arc of a radial plot: effects in natural units, each where the ray with its slope ends."""

from __future__ import annotations

import math
from itertools import pairwise

from reportgen.figures.canvas import GroupMark, LineMark, Mark, TextMark
from reportgen.figures.lettering import CAP_HEIGHT
from reportgen.figures.scatter.axes import Axis, TickSet
from reportgen.figures.scatter.colours import INK
from reportgen.figures.scatter.frame import PLOT_SHAPE
from reportgen.figures.scatter.plot import Plot

__all__ = ["ARC_AT", "arc_marks", "end_within_arc", "reach_of_ray"]

ARC_AT = 0.84
"""How far from the left edge of the plot the arc lies, over the width of the plot."""

_WITHIN = 0.97
_TICK = 3.0
_GAP = 2.5
_EDGE = 5.0
_ROWS = 1.5
_STEPS = 240


def end_within_arc(precision: float, z: float, up: Axis) -> float:
    """Return how long the axis of precisions must be for a point to lie within the arc."""
    rise = abs(z) / (up.high - up.low) / PLOT_SHAPE
    return precision / math.sqrt(max((_WITHIN * ARC_AT) ** 2 - rise * rise, 0.05))


def reach_of_ray(effect: float, across: float, up: Axis, offset: float = 0.0) -> float:
    """Return the precision at which the ray of an effect meets the arc, with an axis of precisions of this length.

    With an `offset` it is the line that starts so much above the ray.
    """
    rise = 1 / (up.high - up.low) / PLOT_SHAPE
    square = 1 / across**2 + (effect * rise) ** 2
    half = effect * offset * rise**2
    return (math.sqrt(half * half - square * ((offset * rise) ** 2 - ARC_AT**2)) - half) / square


def arc_marks(plot: Plot, effects: Axis, size: float) -> tuple[Mark, ...]:
    """Return the arc with its ticks and labels: `effects` is the axis of effects, which are the slopes of its rays.

    Where its ends would leave the plot it is shorter.
    """
    slopes = [effects.low + (effects.high - effects.low) * i / _STEPS for i in range(_STEPS + 1)]
    points = tuple(point for point in (_on_arc(plot, slope) for slope in slopes) if _within(point, plot))
    marks: list[Mark] = [LineMark(points=points, width=0.8, colour=INK)] if len(points) > 1 else []
    for value, label in _ticks(plot, effects, size):
        end = _on_arc(plot, value, _TICK)
        x, y = _on_arc(plot, value, _TICK + _GAP)
        marks.append(LineMark(points=(_on_arc(plot, value), end), width=0.8, colour=INK))
        marks.append(TextMark(x=x, y=y + size * CAP_HEIGHT / 2, text=label, size=size))
    return (GroupMark(id="arc", kind="axis", marks=tuple(marks)),) if marks else ()


def _ticks(plot: Plot, effects: Axis, size: float) -> TickSet:
    """Return the most ticks on the arc whose labels stand clear of one another and of the axis below."""
    sets = [tuple(tick for tick in ticks if _has_room(plot, tick[0], size)) for ticks in effects.choices]
    fitting = [ticks for ticks in sets if ticks and _apart([_on_arc(plot, value)[1] for value, _ in ticks], size)]
    every_so_many = (ticks[::every] for ticks in sets for every in (2, 4, 5, 10))
    thinned = [ticks for ticks in every_so_many if _apart([_on_arc(plot, value)[1] for value, _ in ticks], size)]
    most = max(fitting, key=len, default=())
    return most if len(most) > 1 else max((*thinned, most), key=len)


def _apart(places: list[float], size: float) -> bool:
    return all(abs(b - a) >= size * _ROWS for a, b in pairwise(places))


def _on_arc(plot: Plot, slope: float, beyond: float = 0.0) -> tuple[float, float]:
    """Return where the ray of an effect meets the arc, or a circle so many points outside it."""
    x, y = plot.at((0.0, 0.0))
    rise = slope * plot.height / (plot.up.high - plot.up.low)
    angle = math.atan2(rise, plot.width / (plot.across.high - plot.across.low))
    radius = plot.width * ARC_AT + beyond
    return x + radius * math.cos(angle), y - radius * math.sin(angle)


def _has_room(plot: Plot, value: float, size: float) -> bool:
    """Return whether a tick lies on the arc and its label over the axis below."""
    foot = _on_arc(plot, value, _TICK + _GAP)[1] + size * _ROWS / 2
    return _within(_on_arc(plot, value), plot) and foot <= plot.bottom


def _within(point: tuple[float, float], plot: Plot) -> bool:
    return plot.top + _EDGE <= point[1] <= plot.bottom - _EDGE
