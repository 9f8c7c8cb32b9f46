"""Lines and areas cut at the edges of a plot, so that no format has to know of clipping."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from reportgen.figures.lettering import Box

__all__ = ["clipped_area", "clipped_lines", "crosses"]

_Point = tuple[float, float]


def clipped_lines(points: Sequence[_Point], box: Box) -> tuple[tuple[_Point, ...], ...]:
    """Return the parts of a line through points that lie in a box; none where it misses it."""
    parts: list[list[_Point]] = []
    for a, b in pairwise(points):
        part = _segment(a, b, box)
        if part is None:
            continue
        if parts and _same(parts[-1][-1], part[0]):
            parts[-1].append(part[1])
        else:
            parts.append(list(part))
    return tuple(tuple(part) for part in parts)


def clipped_area(points: Sequence[_Point], box: Box) -> tuple[_Point, ...]:
    """Return the part of a polygon that lies in a box, by its corners; nothing where it misses it.

    Reference: Sutherland and Hodgman, Communications of the ACM 1974;17:32, doi 10.1145/360767.360802.
    """
    left, top, right, bottom = box
    found = list(points)
    found = _cut(found, lambda p: p[0] - left, lambda a, b: _at_x(a, b, left))
    found = _cut(found, lambda p: right - p[0], lambda a, b: _at_x(a, b, right))
    found = _cut(found, lambda p: p[1] - top, lambda a, b: _at_y(a, b, top))
    found = _cut(found, lambda p: bottom - p[1], lambda a, b: _at_y(a, b, bottom))
    return tuple(found)


def crosses(points: Sequence[_Point], box: Box) -> bool:
    """Return whether a line through points runs into a box."""
    return any(_segment(a, b, box) is not None for a, b in pairwise(points))


def _segment(a: _Point, b: _Point, box: Box) -> tuple[_Point, _Point] | None:
    """Return the part of a segment in a box.

    Reference: Liang and Barsky, ACM Transactions on Graphics 1984;3:1, doi 10.1145/357332.357333.
    """
    (x, y), dx, dy = a, b[0] - a[0], b[1] - a[1]
    start, end = 0.0, 1.0
    for step, room in ((-dx, x - box[0]), (dx, box[2] - x), (-dy, y - box[1]), (dy, box[3] - y)):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            start = max(start, room / step)
        else:
            end = min(end, room / step)
    if start > end:
        return None
    return (x + start * dx, y + start * dy), (x + end * dx, y + end * dy)


def _cut(
    points: list[_Point], inside: Callable[[_Point], float], at: Callable[[_Point, _Point], _Point]
) -> list[_Point]:
    found: list[_Point] = []
    for a, b in zip([*points[-1:], *points], points, strict=False):
        if (inside(a) >= 0) != (inside(b) >= 0):
            found.append(at(a, b))
        if inside(b) >= 0:
            found.append(b)
    return found


def _at_x(a: _Point, b: _Point, x: float) -> _Point:
    return x, a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0])


def _at_y(a: _Point, b: _Point, y: float) -> _Point:
    return a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]), y


def _same(a: _Point, b: _Point) -> bool:
    return abs(a[0] - b[0]) < 1e-6 and abs(a[1] - b[1]) < 1e-6
