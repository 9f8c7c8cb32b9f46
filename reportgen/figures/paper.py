"""A page on wider paper: its marks moved to the middle, unchanged."""

from __future__ import annotations

from dataclasses import replace

from reportgen.figures.canvas import CircleMark, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark

__all__ = ["on_paper"]


def on_paper(page: Page, width: float) -> Page:
    """Return the page in the middle of paper of a width in points; as it is where it has that width or more."""
    right = (width - page.width) / 2
    if right <= 0:
        return page
    return Page(width=width, height=page.height, marks=tuple(_moved(mark, right) for mark in page.marks))


def _moved(mark: Mark, right: float) -> Mark:
    match mark:
        case GroupMark():
            return replace(mark, marks=tuple(_moved(inner, right) for inner in mark.marks))
        case TextMark() | CircleMark():
            return replace(mark, x=mark.x + right)
        case LineMark() | ShapeMark():
            return replace(mark, points=tuple((x + right, y) for x, y in mark.points))
