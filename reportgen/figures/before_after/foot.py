"""The axis of a before/after plot with the line of no effect, and the labels of its sides."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.effects import SCALES
from reportgen.figures.before_after.panels import Panel, side_words
from reportgen.figures.canvas import GroupMark, LineMark, Mark, TextMark
from reportgen.figures.forest.marks import Plot
from reportgen.figures.lettering import Lettering

__all__ = ["foot_marks"]

_TICK = 3.0
_LEADING = 1.2
_OVERHANG = 60.0
"""How far the labels of the sides may reach beyond the plot."""

_MOST_LINES = 4


def foot_marks(
    panel: Panel, plot: Plot, lettering: Lettering, size: float, span: tuple[float, float]
) -> tuple[list[Mark], float]:
    """Return axis and labels below the rows that reach over `span` (top, bottom), and where they end."""
    top, y = span
    marks: list[Mark] = []
    if plot.axis.null is not None:
        null = plot.x(plot.axis.null)
        marks.append(LineMark(points=((null, top), (null, y)), width=0.7, colour=plot.look.null))
    marks.append(LineMark(points=((plot.left, y), (plot.right, y)), width=0.7))
    base = y + _TICK + 1.0 + size
    for value, label in plot.axis.ticks:
        x = plot.x(value)
        marks.append(LineMark(points=((x, y), (x, y + _TICK)), width=0.7))
        marks.append(TextMark(x=x, y=base, text=label, size=size, anchor="middle"))
    if plot.axis.null is not None and SCALES[panel.measure.scale].log_axis:
        base += size * _LEADING
        middle = plot.left + plot.width / 2
        marks.append(TextMark(x=middle, y=base, text="log scale", size=size, anchor="middle"))
    sides = tuple(_sides(panel, plot, lettering, size, base + size * _LEADING))
    if sides:
        marks.append(GroupMark(id="sides", kind="sides", marks=sides))
        base = max(mark.y for mark in sides)
    return marks, base + size * 0.3


def _sides(panel: Panel, plot: Plot, lettering: Lettering, size: float, base: float) -> Iterator[TextMark]:
    """Yield the labels of the two sides, each in the middle of its half and as wide as the page lets it be."""
    words = side_words(panel.like)
    if words is None or plot.axis.null is None:
        return
    null = plot.x(plot.axis.null)
    for text, middle in zip(words, ((plot.left + null) / 2, (null + plot.right) / 2), strict=True):
        room = 2 * min(abs(null - middle), plot.width / 4 + _OVERHANG) - 4.0
        for i, line in enumerate(lettering.wrap(text, size, room, most=_MOST_LINES)):
            yield TextMark(x=middle, y=base + i * size * _LEADING, text=line, size=size, anchor="middle")
