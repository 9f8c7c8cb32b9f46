"""What stands under the rows of a forest plot: the axis with its labels, and the footnotes."""

from __future__ import annotations

from reportgen.figures.canvas import GroupMark, LineMark, Mark
from reportgen.figures.forest import words
from reportgen.figures.forest.frame import LEADING, MARGIN, Frame
from reportgen.figures.forest.sides import side_marks

__all__ = ["axis_marks", "footnote_marks"]

_TICK = 3.0
_INDENT = 6.0
_MOST_LINES = 4
_DASH = (2.0, 1.6)


def axis_marks(frame: Frame, top: float, y: float) -> tuple[list[Mark], float]:
    """Return the null line from `top` down to the axis at `y`, the axis, the labels under it, and where they end.

    Without a null there is no line; in one group there is no side that favours anybody.
    """
    size, plot, look = frame.size.small, frame.plot, frame.layout.look
    marks: list[Mark] = []
    if plot.axis.null is not None:
        null = plot.x(plot.axis.null)
        marks.append(LineMark(points=((null, top), (null, y)), width=0.7, colour=look.null))
    if look.pooled_line and (pooled := _pooled_place(frame)) is not None:
        marks.append(LineMark(points=((pooled, top), (pooled, y)), width=0.6, colour=look.pooled_line, dash=_DASH))
    marks.append(LineMark(points=((plot.left, y), (plot.right, y)), width=0.7))
    base = y + _TICK + 1.0 + size
    for value, label in plot.axis.ticks:
        x = plot.x(value)
        marks.append(LineMark(points=((x, y), (x, y + _TICK)), width=0.7))
        marks.append(frame.text((x, base), label, size=size, anchor="middle"))
    if frame.layout.axis_title:
        middle = plot.left + plot.width / 2
        for line in frame.lettering.wrap(words.axis_title(frame.forest), size, plot.width, most=_MOST_LINES):
            base += size * LEADING
            marks.append(frame.text((middle, base), line, size=size, anchor="middle"))
    axis = GroupMark(id="axis", kind="axis", marks=tuple(marks))
    below = frame.layout.sides == "below"
    labels, bottom = side_marks(frame, base + size * 1.5) if below else ((), base)
    return [axis, *labels], bottom if labels else base + size * 0.3


def _pooled_place(frame: Frame) -> float | None:
    """Return where the one total stands, if it stands on the axis."""
    totals = [row.plotted.interval.estimate for row in frame.whole if row.kind == "total" and row.plotted is not None]
    return frame.plot.x(totals[0]) if len(totals) == 1 and frame.plot.axis.holds(totals[0]) else None


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
