"""The lines of a page that is laid out: WeasyPrint's boxes, which have no public interface, are read here only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Line", "corner_of", "lines_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text: where it begins, its top, bottom and baseline, in px from the corner of the page.

    `left` is the edge of the text of the page, the same for all of its lines; `right` is where the line's last word
    ends.
    """

    left: float
    right: float
    top: float
    bottom: float
    baseline: float


def lines_of(page: Any) -> tuple[Line, ...]:
    """Return the lines of text of a page from top to bottom: all but those of tables and of running heads and feet.

    Captions and notes of tables are lines of text; a line that shows nothing but a picture is none.
    """
    box = page._page_box  # noqa: SLF001 (there is no other way to the lines; a test holds what is expected of it)
    left = round(box.content_box_x(), 3)
    flow = (child for child in box.children if type(child).__name__ not in {"MarginBox", "FootnoteAreaBox"})
    found: dict[float, Line] = {}
    for line in sorted((_line(one, left) for child in flow for one in _lines(child)), key=lambda one: one.right):
        found[line.top] = line  # the bullet or number of an item is a line of its own beside the first of its text
    return tuple(sorted(found.values(), key=lambda line: line.top))


def corner_of(page: Any) -> tuple[float, float]:
    """Return where the text of a page begins, in px from its corner: across and down."""
    box = page._page_box  # noqa: SLF001 (as above)
    return float(box.content_box_x()), float(box.content_box_y())


def _lines(box: Any) -> Iterator[Any]:
    kind = type(box).__name__
    if kind in {"TableBox", "InlineTableBox"}:
        return
    if kind == "LineBox":
        if _says_something(box):
            yield box
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child)


def _says_something(box: Any) -> bool:
    if str(getattr(box, "text", "") or "").strip():
        return True
    return any(_says_something(child) for child in getattr(box, "children", ()))


def _ends(box: Any) -> Iterator[float]:
    """Yield where the pieces of text in a box end."""
    if str(getattr(box, "text", "") or "").strip():
        yield float(box.position_x) + float(box.width)
    for child in getattr(box, "children", ()):
        yield from _ends(child)


def _line(box: Any, left: float) -> Line:
    top = float(box.position_y)
    return Line(
        left=left,
        right=round(max(_ends(box), default=left), 3),
        top=round(top, 3),
        bottom=round(top + float(box.height), 3),
        baseline=round(top + float(box.baseline), 3),
    )
