"""Faults of a laid-out page: texts that overlap, are struck through or hidden, are too faint, or leave the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.figures.canvas import CircleMark, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark, walk
from reportgen.figures.lettering import Box, Lettering
from tests.figures.contrast import contrast
from tests.figures.ink import ink_box
from tests.figures.outline_hits import inside_outline, runs_into

__all__ = ["LETTERING", "all_faults", "faint", "hidden", "outside", "overlapping", "struck", "struck_texts"]

_TOUCH = 0.4
"""Points by which boxes may touch: less than the white above and below letters."""

_CLEAR = 1.0
"""Points that a text keeps from the edge of the box it stands in."""

_LEAST_CONTRAST = 4.5
"""Of text against what is under it: WCAG 2.2, criterion 1.4.3."""

LETTERING = Lettering()


def all_faults(page: Page, lettering: Lettering = LETTERING) -> list[str]:
    """Return all faults of a page in words."""
    return [
        *(f"{one!r} and {other!r} overlap" for one, other in overlapping(page, lettering)),
        *(f"{what!r} leaves the page" for what in outside(page, lettering)),
        *(f"{text!r} is struck by a {mark}" for text, mark in struck_texts(page, lettering)),
        *(f"{text!r} is hidden" for text in hidden(page, lettering)),
        *(f"{text!r} is faint ({ratio:.1f}:1)" for text, ratio in faint(page, lettering)),
    ]


def overlapping(page: Page, lettering: Lettering = LETTERING) -> list[tuple[str, str]]:
    """Return the pairs of texts that cover the same place."""
    boxes = sorted(((mark.text, lettering.box(mark)) for mark in _texts(page)), key=lambda pair: pair[1][1])
    found: list[tuple[str, str]] = []
    for place, (one, box) in enumerate(boxes):
        for other, further in boxes[place + 1 :]:
            if further[1] > box[3]:
                break
            if _meet(box, further):
                found.append((one, other))
    return found


def outside(page: Page, lettering: Lettering = LETTERING) -> list[str]:
    """Return what reaches over an edge of the page: texts, or the kind of another mark."""
    return [what for what, box in _all_boxes(page, lettering) if not _inside(box, page)]


def struck(page: Page, marks: Sequence[Mark]) -> list[str]:
    """Return the texts of the page that a line or shape among `marks` runs into, or lies under."""
    drawn = [box for mark in marks if (box := _extent(mark)) is not None]
    found = [(mark.text, LETTERING.box(mark)) for mark in _texts(page)]
    return [text for text, box in found if any(_meet(box, other) for other in drawn)]


def struck_texts(page: Page, lettering: Lettering = LETTERING) -> list[tuple[str, str]]:
    """Return the texts that a line, or the edge of a shape or circle, runs through, and the kind of that mark.

    A text may stand within a shape, as the symbol of a judgement does in its circle, but not across its edge, and in a
    box it keeps clear of it.
    """
    drawn = [(mark, box) for mark in walk(page.marks) if (box := _extent(mark)) is not None]
    return [
        (mark.text, type(other).__name__)
        for mark in _texts(page)
        for ink in [ink_box(mark, lettering)]
        for other, box in drawn
        if _near(ink, box) and runs_into(other, ink, _CLEAR if _boxes_in(other, ink) else 0.0)
    ]


def _boxes_in(mark: Mark, ink: Box) -> bool:
    """Return whether a text stands in a box with an edge that is drawn."""
    return isinstance(mark, ShapeMark) and bool(mark.stroke) and inside_outline(mark, _middle(ink))


def hidden(page: Page, lettering: Lettering = LETTERING) -> list[str]:
    """Return the texts that a filled shape or circle is drawn over."""
    seen: list[tuple[str, Box]] = []
    found: list[str] = []
    for mark in walk(page.marks):
        if isinstance(mark, TextMark):
            seen.append((mark.text, ink_box(mark, lettering)))
        elif isinstance(mark, (ShapeMark, CircleMark)) and mark.fill:
            found += [text for text, ink in seen if inside_outline(mark, _middle(ink))]
    return found


def faint(page: Page, lettering: Lettering = LETTERING) -> list[tuple[str, float]]:
    """Return the texts with too little contrast to what is drawn under their middle, and the contrast."""
    under: list[ShapeMark | CircleMark] = []
    found: list[tuple[str, float]] = []
    for mark in walk(page.marks):
        if isinstance(mark, (ShapeMark, CircleMark)) and mark.fill:
            under.append(mark)
        elif isinstance(mark, TextMark):
            middle = _middle(ink_box(mark, lettering))
            fill = next((shape.fill for shape in reversed(under) if inside_outline(shape, middle)), "#ffffff")
            if (ratio := contrast(mark.colour, fill)) < _LEAST_CONTRAST:
                found.append((mark.text, ratio))
    return found


def _texts(page: Page) -> Iterable[TextMark]:
    return (mark for mark in walk(page.marks) if isinstance(mark, TextMark) and mark.text.strip())


def _all_boxes(page: Page, lettering: Lettering) -> Iterator[tuple[str, Box]]:
    for mark in walk(page.marks):
        if isinstance(mark, TextMark):
            yield mark.text, lettering.box(mark)
        elif (box := _extent(mark)) is not None:
            yield type(mark).__name__, box


def _extent(mark: Mark) -> Box | None:
    match mark:
        case LineMark() | ShapeMark():
            xs, ys = [x for x, _ in mark.points], [y for _, y in mark.points]
            return (min(xs), min(ys), max(xs), max(ys))
        case CircleMark():
            return (mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)
        case TextMark() | GroupMark():
            return None


def _middle(box: Box) -> tuple[float, float]:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _near(one: Box, other: Box) -> bool:
    """Return whether boxes meet or touch, within the width of a line."""
    return min(one[2], other[2]) - max(one[0], other[0]) > -1.0 and min(one[3], other[3]) - max(one[1], other[1]) > -1.0


def _meet(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > _TOUCH / 4 and down > _TOUCH


def _inside(box: Box, page: Page) -> bool:
    left, top, right, bottom = box
    return left >= 0 and top >= 0 and right <= page.width and bottom <= page.height
