"""Faults of a laid-out page: texts that overlap, lie under a mark or leave the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from reportgen.figures.canvas import CircleMark, LineMark, Mark, Page, ShapeMark, TextMark, walk
from reportgen.figures.lettering import Box, Lettering

_TOUCH = 0.4
"""Points by which boxes may touch: less than the white above and below letters."""

LETTERING = Lettering()


def overlapping(page: Page) -> list[tuple[str, str]]:
    """Return the pairs of texts that cover the same place."""
    boxes = [(mark.text, LETTERING.box(mark)) for mark in walk(page.marks) if isinstance(mark, TextMark)]
    boxes.sort(key=lambda box: box[1][1])
    return [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if _meet(one, other)]


def outside(page: Page) -> list[str]:
    """Return what reaches over an edge of the page: texts, or the kind of another mark."""
    return [what for what, box in _all_boxes(page) if not _inside(box, page)]


def struck(page: Page, marks: Sequence[Mark]) -> list[str]:
    """Return the texts of the page that a line or shape among `marks` runs into."""
    drawn = [box for mark in marks if (box := _extent(mark)) is not None]
    found = [(mark.text, LETTERING.box(mark)) for mark in walk(page.marks) if isinstance(mark, TextMark)]
    return [text for text, box in found if any(_meet(box, other) for other in drawn)]


def _all_boxes(page: Page) -> Iterator[tuple[str, Box]]:
    for mark in walk(page.marks):
        if isinstance(mark, TextMark):
            yield mark.text, LETTERING.box(mark)
        elif (box := _extent(mark)) is not None:
            yield type(mark).__name__, box


def _extent(mark: Mark) -> Box | None:
    match mark:
        case LineMark() | ShapeMark():
            xs, ys = [x for x, _ in mark.points], [y for _, y in mark.points]
            return (min(xs), min(ys), max(xs), max(ys))
        case CircleMark():
            return (mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)
        case _:
            return None


def _meet(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > _TOUCH / 4 and down > _TOUCH


def _inside(box: Box, page: Page) -> bool:
    left, top, right, bottom = box
    return left >= 0 and top >= 0 and right <= page.width and bottom <= page.height
