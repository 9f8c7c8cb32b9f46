"""Whether the edge of a mark runs through a box, and whether a point lies within a mark."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from reportgen.figures.canvas import CircleMark, LineMark, Mark, ShapeMark
from reportgen.figures.lettering import Box

__all__ = ["inside_outline", "runs_into"]

_BEARABLE = 0.1
"""Points by which an edge may reach into a box: coordinates are rounded to a hundredth."""

Point = tuple[float, float]


def runs_into(mark: Mark, box: Box, clear: float = 0.0) -> bool:
    """Return whether a line, or the edge of a shape or circle, comes nearer to a box than `clear`; its width counts."""
    width = getattr(mark, "width", 0.0) if getattr(mark, "stroke", "x") else 0.0
    grown = width / 2 + clear - _BEARABLE
    left, top, right, bottom = box[0] - grown, box[1] - grown, box[2] + grown, box[3] + grown
    if left >= right or top >= bottom:
        return False
    return any(_crosses(a, b, (left, top, right, bottom)) for a, b in _edges(mark))


def inside_outline(mark: ShapeMark | CircleMark, point: Point) -> bool:
    """Return whether a point lies within a shape or circle: a ray from it crosses the edge an odd number of times."""
    x, y = point
    if isinstance(mark, CircleMark):
        return math.hypot(x - mark.x, y - mark.y) < mark.radius
    crossings = 0
    for (ax, ay), (bx, by) in _edges(mark):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


def _edges(mark: Mark) -> Iterator[tuple[Point, Point]]:
    match mark:
        case LineMark():
            yield from pairwise(mark.points)
        case ShapeMark():
            yield from pairwise((*mark.points, mark.points[0]))
        case CircleMark():
            turns = [math.tau * step / 32 for step in range(33)]
            around = [(mark.x + mark.radius * math.cos(t), mark.y + mark.radius * math.sin(t)) for t in turns]
            yield from pairwise(around)


def _crosses(a: Point, b: Point, box: Box) -> bool:
    """Return whether a stretch from a to b has a point within the box (Liang and Barsky's clipping)."""
    near, far = 0.0, 1.0
    for start, change, low, high in ((a[0], b[0] - a[0], box[0], box[2]), (a[1], b[1] - a[1], box[1], box[3])):
        if change == 0:
            if not low < start < high:
                return False
            continue
        one, other = sorted(((low - start) / change, (high - start) / change))
        near, far = max(near, one), min(far, other)
    return near < far
