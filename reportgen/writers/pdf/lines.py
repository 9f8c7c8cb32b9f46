"""The lines of a page that is laid out: WeasyPrint's boxes, which have no public interface, are read here only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Line", "corner_of", "lines_of", "lines_of_marks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text: where it begins, its top, bottom and baseline, in px from the corner of the page.

    `left` is the edge of the text of the page, the same for all of its lines.
    """

    left: float
    top: float
    bottom: float
    baseline: float


def lines_of(page: Any) -> tuple[Line, ...]:
    """Return the lines of text of a page from top to bottom: all but those of tables and of running heads and feet.

    Captions and notes of tables are lines of text; a line that shows nothing but a picture is none.
    """
    left = round(corner_of(page)[0], 3)
    return tuple(sorted({_line(box, left) for box in _boxes(page)}, key=lambda line: line.top))


def lines_of_marks(pages: Sequence[Any]) -> dict[str, tuple[int, Line]]:
    """Return the page (from 1) and line of each id within a line of text, by the id.

    What shows nothing itself may stand at the end of a line, or of a page, and mark what the next one begins with: it
    is where the next words of its paragraph are, and where it stands if none follow.
    """
    found: dict[str, tuple[int, Line]] = {}
    waiting: list[str] = []
    paragraph = None
    for number, page in enumerate(pages, 1):
        left = round(corner_of(page)[0], 3)
        for box in _boxes(page):
            if box.element is not paragraph:
                paragraph, waiting = box.element, []
            line = number, _line(box, left)
            for id_ in _ids_and_words(box):
                if id_:
                    found.setdefault(id_, line)
                    waiting.append(id_)
                else:
                    found.update(dict.fromkeys(waiting, line))
                    waiting = []
    return found


def corner_of(page: Any) -> tuple[float, float]:
    """Return where the text of a page begins, in px from its corner: across and down."""
    box = page._page_box  # noqa: SLF001 (as above)
    return float(box.content_box_x()), float(box.content_box_y())


def _boxes(page: Any) -> Iterator[Any]:
    """Yield the boxes of the lines of a page, as they follow one another in the text."""
    box = page._page_box  # noqa: SLF001 (there is no other way to the lines; a test holds what is expected of it)
    for child in box.children:
        if type(child).__name__ not in {"MarginBox", "FootnoteAreaBox"}:
            yield from _lines(child)


def _lines(box: Any) -> Iterator[Any]:
    kind = type(box).__name__
    # The bullet or number of an item of a list is a line of its own height beside the first of its text.
    if kind in {"TableBox", "InlineTableBox"} or str(box.element_tag).endswith("::marker"):
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


def _ids_and_words(box: Any) -> Iterator[str]:
    """Yield the ids within a line, and an empty string for each piece of it that shows something."""
    if box.style["anchor"]:
        yield str(box.style["anchor"])
    if str(getattr(box, "text", "") or "").strip():
        yield ""
    for child in getattr(box, "children", ()):
        yield from _ids_and_words(child)


def _line(box: Any, left: float) -> Line:
    top = float(box.position_y)
    return Line(
        left=left,
        top=round(top, 3),
        bottom=round(top + float(box.height), 3),
        baseline=round(top + float(box.baseline), 3),
    )
