"""Faults of a laid-out flow diagram: arrows that miss borders or run through boxes and texts, texts that touch lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from reportgen.figures.canvas import GroupMark, LineMark, Page, ShapeMark, rectangle
from tests.figures.faults import LETTERING, outside, overlapping, struck
from tests.figures.samples import groups, texts

_CLOSE = 0.02
_WHITE = 2.0
"""Points of white that a text keeps from the lines round it."""

Rectangle = tuple[float, float, float, float]


def flow_faults(page: Page) -> list[str]:
    """Return what is wrong with the drawing, in words; nothing if all is well."""
    framed = [*groups(page, "box"), *groups(page, "head"), *groups(page, "phase")]
    rectangles = {group.id: _rectangle(group) for group in framed}
    boxes = [rectangles[group.id] for group in groups(page, "box")]
    return [
        *(f"texts overlap: {a!r}, {b!r}" for a, b in overlapping(page)),
        *(f"outside the page: {what!r}" for what in outside(page)),
        *(f"text meets an arrow: {text!r}" for text in struck(page, list(_segments(page)))),
        *(f"text touches a border: {text!r}" for group in framed for text in _cramped(group)),
        *(f"frames overlap: {a}, {b}" for a, b in _overlaid(rectangles)),
        *_of_arrows(page, boxes),
        *_unreached(page, boxes),
    ]


def _of_arrows(page: Page, boxes: list[Rectangle]) -> Iterator[str]:
    lines = [mark for mark in page.marks if isinstance(mark, LineMark)]
    for line in lines:
        if any(min(abs(a[0] - b[0]), abs(a[1] - b[1])) > _CLOSE for a, b in pairwise(line.points)):
            yield f"line runs aslant: {line.points}"
        if any(_inside(segment, box) for segment in pairwise(line.points) for box in boxes):
            yield f"line runs through a box: {line.points}"
        others = [segment for other in lines if other is not line for segment in pairwise(other.points)]
        if not any(_on_border(line.points[0], box) for box in boxes) and not _on_line(line.points[0], others):
            yield f"line begins nowhere: {line.points[0]}"
    for head in _heads(page):
        if not any(_on_border(head.points[0], box) for box in boxes):
            yield f"head misses all borders: {head.points[0]}"
        (x, y), one, other = head.points
        foot = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
        if not any(abs(line.points[-1][0] - foot[0]) + abs(line.points[-1][1] - foot[1]) < _CLOSE for line in lines):
            yield f"head without a line: {(x, y)}"


def _unreached(page: Page, boxes: list[Rectangle]) -> Iterator[str]:
    """Yield the boxes under another of their column that no arrow comes down to."""
    tips = [head.points[0] for head in _heads(page)]
    columns: dict[float, list[Rectangle]] = {}
    for group, box in zip(groups(page, "box"), boxes, strict=True):
        if not {"excluded", "removed", "retrieved", "ongoing", "sources"} & set(group.id.split("-")):
            columns.setdefault(round(box[0], 2), []).append(box)
    for column in columns.values():
        for left, top, right, _ in sorted(column, key=lambda box: box[1])[1:]:
            if not any(left < x < right and abs(y - top) < _CLOSE for x, y in tips):
                yield f"no arrow comes down to the box at {(left, top)}"


def _cramped(group: GroupMark) -> Iterator[str]:
    left, top, right, bottom = _rectangle(group)
    for mark in texts(group.marks):
        x0, y0, x1, y1 = LETTERING.box(mark)
        if min(x0 - left, y0 - top, right - x1, bottom - y1) < _WHITE:
            yield mark.text


def _overlaid(rectangles: dict[str, Rectangle]) -> Iterator[tuple[str, str]]:
    for (one, a), (other, b) in combinations(rectangles.items(), 2):
        if min(a[2], b[2]) - max(a[0], b[0]) > _CLOSE and min(a[3], b[3]) - max(a[1], b[1]) > _CLOSE:
            yield one, other


def _heads(page: Page) -> list[ShapeMark]:
    return [mark for mark in page.marks if isinstance(mark, ShapeMark)]


def _segments(page: Page) -> Iterator[ShapeMark]:
    """Yield heads, and lines as wide as they are drawn with a point of white on each side."""
    for mark in page.marks:
        if isinstance(mark, LineMark):
            half = mark.width / 2 + 1
            for (x0, y0), (x1, y1) in pairwise(mark.points):
                width, height = abs(x1 - x0) + 2 * half, abs(y1 - y0) + 2 * half
                yield ShapeMark(points=rectangle(min(x0, x1) - half, min(y0, y1) - half, width, height))
        elif isinstance(mark, ShapeMark):
            yield mark


def _rectangle(group: GroupMark) -> Rectangle:
    shape = group.marks[0]
    assert isinstance(shape, ShapeMark)
    xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
    return min(xs), min(ys), max(xs), max(ys)


def _inside(segment: tuple[tuple[float, float], tuple[float, float]], box: Rectangle) -> bool:
    (x0, y0), (x1, y1) = segment
    left, top, right, bottom = box
    across = min(max(x0, x1), right) - max(min(x0, x1), left)
    down = min(max(y0, y1), bottom) - max(min(y0, y1), top)
    strictly = left + _CLOSE < max(x0, x1) and min(x0, x1) < right - _CLOSE
    strictly = strictly and top + _CLOSE < max(y0, y1) and min(y0, y1) < bottom - _CLOSE
    return strictly and (across > _CLOSE or down > _CLOSE)


def _on_border(point: tuple[float, float], box: Rectangle) -> bool:
    x, y = point
    left, top, right, bottom = box
    within = left - _CLOSE <= x <= right + _CLOSE and top - _CLOSE <= y <= bottom + _CLOSE
    return within and min(abs(x - left), abs(x - right), abs(y - top), abs(y - bottom)) < _CLOSE


def _on_line(point: tuple[float, float], segments: list[tuple[tuple[float, float], tuple[float, float]]]) -> bool:
    x, y = point
    return any(
        min(a[0], b[0]) - _CLOSE <= x <= max(a[0], b[0]) + _CLOSE
        and min(a[1], b[1]) - _CLOSE <= y <= max(a[1], b[1]) + _CLOSE
        for a, b in segments
    )
