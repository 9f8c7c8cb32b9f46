"""A forest plot from top to bottom."""

from __future__ import annotations

from reportgen.figures.canvas import Mark, Page
from reportgen.figures.forest.body import row_marks
from reportgen.figures.forest.foot import axis_marks, footnote_marks
from reportgen.figures.forest.frame import MARGIN, Frame
from reportgen.figures.forest.head import head_marks
from reportgen.figures.names import Names

__all__ = ["forest_page"]

_UNDER_HEAD = 3.0
_OVER_AXIS = 1.5
_OVER_FOOTNOTES = 4.0


def forest_page(frame: Frame) -> Page:
    """Return the page: heads, rows, and the axis right under the last mark, beside the last small print."""
    names = Names()
    for taken in ("head", "axis", "sides"):
        names.unique(taken)
    head, top = head_marks(frame)
    y = plot_end = top + _UNDER_HEAD
    body: list[Mark] = []
    for row in frame.content.rows:
        marks, y = row_marks(frame, row, y, names)
        body += marks
        if row.kind not in {"line", "gap"}:
            plot_end = y
    axis, axis_end = axis_marks(frame, top, plot_end + _OVER_AXIS)
    notes, end = footnote_marks(frame, max(y, axis_end) + _OVER_FOOTNOTES)
    bottom = end if notes else max(y, axis_end)
    # the axis goes first, so that squares and diamonds lie on the null line
    return Page(width=frame.placed.page_width, height=bottom + MARGIN, marks=(head, *axis, *body, *notes))
