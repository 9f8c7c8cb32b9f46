"""What stands under the rows of a forest plot: the axis with its labels, and the footnotes."""

from __future__ import annotations

from reportgen.figures.canvas import GroupMark, LineMark, Mark
from reportgen.figures.forest import words
from reportgen.figures.forest.frame import LEADING, MARGIN, Frame

__all__ = ["axis_marks", "footnote_marks"]

_NULL = "#4d4d4d"
_TICK = 3.0
_INDENT = 6.0
_LEAST_SIDE = 0.3
"""Share of the plot that either label has to itself, however near to an end the null lies."""

_MOST_LINES = 4


def axis_marks(frame: Frame, top: float, y: float) -> tuple[list[Mark], float]:
    """Return the null line from `top` down to the axis at `y`, the axis, the labels under it, and where they end.

    Without a null there is no line; in one group there is no side that favours anybody.
    """
    size, plot = frame.size.small, frame.plot
    marks: list[Mark] = []
    if plot.axis.null is not None:
        null = plot.x(plot.axis.null)
        marks.append(LineMark(points=((null, top), (null, y)), width=0.7, colour=_NULL))
    marks.append(LineMark(points=((plot.left, y), (plot.right, y)), width=0.7))
    base = y + _TICK + 1.0 + size
    for value, label in plot.axis.ticks:
        x = plot.x(value)
        marks.append(LineMark(points=((x, y), (x, y + _TICK)), width=0.7))
        marks.append(frame.text((x, base), label, size=size, anchor="middle"))
    axis = GroupMark(id="axis", kind="axis", marks=tuple(marks))
    if frame.forest.measure.sides == 1:
        return [axis], base + size * 0.3
    labels, bottom = _side_labels(frame, base + size * 1.5)
    return [axis, labels], bottom


def footnote_marks(frame: Frame, y: float) -> tuple[list[Mark], float]:
    """Return the footnotes below `y`, and where they end."""
    size = frame.size.small
    room = frame.placed.page_width - 2 * MARGIN - _INDENT
    marks: list[Mark] = []
    for letter, note in frame.content.footnotes:
        for i, line in enumerate(frame.lettering.wrap(note, size, room, most=_MOST_LINES)):
            y += size * LEADING
            if i == 0:
                marks.append(frame.text((MARGIN, y - size * 0.3), letter, size=frame.size.raised))
            marks.append(frame.text((MARGIN + _INDENT, y), line, size=size))
    return marks, y + size * 0.3 if marks else y


def _side_labels(frame: Frame, base: float) -> tuple[Mark, float]:
    """Return what stands under either side of the axis; the room of each ends at the null, or near the middle."""
    size, plot = frame.size.small, frame.plot
    null = plot.left + plot.width / 2 if plot.axis.null is None else plot.x(plot.axis.null)
    parting = min(max(null, plot.left + _LEAST_SIDE * plot.width), plot.right - _LEAST_SIDE * plot.width)
    sides = ((plot.left + parting) / 2, parting - plot.left), ((parting + plot.right) / 2, plot.right - parting)
    marks: list[Mark] = []
    most = 1
    for label, (middle, room) in zip(words.side_labels(frame.forest), sides, strict=True):
        lines = frame.lettering.wrap(label, size, room - 4.0, most=_MOST_LINES)
        most = max(most, len(lines))
        for i, line in enumerate(lines):
            marks.append(frame.text((middle, base + i * size * LEADING), line, size=size, anchor="middle"))
    bottom = base + (most - 1) * size * LEADING + size * 0.3
    return GroupMark(id="sides", kind="sides", marks=tuple(marks)), bottom
