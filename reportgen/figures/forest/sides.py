"""The labels of the two sides of the axis: each in the middle of its half, never beyond the ends."""

from __future__ import annotations

from reportgen.figures.canvas import GroupMark, Mark
from reportgen.figures.forest import words
from reportgen.figures.forest.frame import LEADING, Frame

__all__ = ["side_lines", "side_marks"]

_LEAST_SIDE = 0.3
"""Share of the plot that either label has to itself, however near to an end the null lies."""

_MOST_LINES = 4


def side_lines(frame: Frame, size: float, *, bold: bool = False) -> tuple[tuple[tuple[str, ...], float], ...]:
    """Return the lines of both labels with the middles of their halves; nothing for a measure of one group.

    The room of each ends at the null, or near the middle where this is close to an end.
    """
    if frame.forest.measure.sides == 1:
        return ()
    plot = frame.plot
    null = plot.left + plot.width / 2 if plot.axis.null is None else plot.x(plot.axis.null)
    parting = min(max(null, plot.left + _LEAST_SIDE * plot.width), plot.right - _LEAST_SIDE * plot.width)
    halves = ((plot.left + parting) / 2, parting - plot.left), ((parting + plot.right) / 2, plot.right - parting)
    return tuple(
        (frame.lettering.wrap(label, size, room - 4.0, bold=bold, most=_MOST_LINES), middle)
        for label, (middle, room) in zip(words.side_labels(frame.forest), halves, strict=True)
    )


def side_marks(frame: Frame, base: float) -> tuple[tuple[Mark, ...], float]:
    """Return the labels whose first line stands at `base`, and where they end."""
    size = frame.size.small
    found = side_lines(frame, size)
    marks = [
        frame.text((middle, base + i * size * LEADING), line, size=size, anchor="middle")
        for lines, middle in found
        for i, line in enumerate(lines)
    ]
    if not marks:
        return (), base - size
    most = max(len(lines) for lines, _ in found)
    return (GroupMark(id="sides", kind="sides", marks=tuple(marks)),), base + (most - 1) * size * LEADING + size * 0.3
