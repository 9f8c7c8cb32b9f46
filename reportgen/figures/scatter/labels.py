"""Names beside points: each where it covers nothing, with a thin line to its point where it stands away from it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.figures.canvas import Anchor, LineMark, Mark, TextMark
from reportgen.figures.lettering import CAP_HEIGHT, Box, Lettering
from reportgen.figures.scatter.clip import crosses
from reportgen.figures.scatter.colours import INK, MUTED

__all__ = ["Ground", "label_marks"]

_GAP = 2.2
_AWAY = (0.0, 7.0, 14.0, 22.0, 32.0)
_ANGLES = (0, 180, -90, 90, -45, 45, -135, 135, -20, 20, 200, 160)
_CLEAR = 0.8
_SHORTEST_LEADER = 4.0
_TAILS = 0.24
"""How far letters reach below their line, or rings and accents over a capital, over their size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What labels must not cover: boxes of marks and words, lines; and the edges they stay within."""

    bounds: Box
    boxes: tuple[Box, ...]
    lines: tuple[tuple[tuple[float, float], ...], ...]


def label_marks(
    wanted: Sequence[tuple[str, float, float, float]], ground: Ground, lettering: Lettering, size: float
) -> tuple[tuple[Mark, ...], tuple[int, ...]]:
    """Return the marks of labels, and which of those wanted found a place.

    Each one wanted is (text, x, y, radius of its mark), the most urgent first. One that would cover something else
    wherever it stood is left out.
    """
    boxes = list(ground.boxes)
    lines = list(ground.lines)
    marks: list[Mark] = []
    placed: list[int] = []
    for number, (text, x, y, radius) in enumerate(wanted):
        found = next(_free(text, (x, y, radius), Ground(bounds=ground.bounds, boxes=tuple(boxes), lines=tuple(lines)),
                           lettering, size), None)  # fmt: skip
        if found is None:
            continue
        mark, leader = found
        boxes.append(lettering.box(mark))
        if leader is not None:
            lines.append(leader.points)
            marks.append(leader)
        marks.append(mark)
        placed.append(number)
    return tuple(marks), tuple(placed)


def _free(
    text: str, point: tuple[float, float, float], ground: Ground, lettering: Lettering, size: float
) -> Iterator[tuple[TextMark, LineMark | None]]:
    for away in _AWAY:
        for angle in _ANGLES:
            mark, leader = _trial(text, point, (away, angle), size)
            box = _grown(lettering.box(mark), _CLEAR)
            if not _within(box, ground.bounds) or any(_meet(box, other) for other in ground.boxes):
                continue
            if any(crosses(line, box) for line in ground.lines):
                continue
            if leader is None or not any(_runs_into(leader, other, point) for other in ground.boxes):
                yield mark, leader


def _trial(
    text: str, point: tuple[float, float, float], place: tuple[float, float], size: float
) -> tuple[TextMark, LineMark | None]:
    x, y, radius = point
    away, angle = place
    turn = math.radians(angle)
    across, down = math.cos(turn), math.sin(turn)
    reach = radius + _GAP + away
    end = (x + reach * across, y + reach * down)
    anchor: Anchor = "start" if across > 0.3 else "end" if across < -0.3 else "middle"
    drop = size * CAP_HEIGHT * (0.5 + 0.5 * down) if anchor == "middle" else size * CAP_HEIGHT / 2 * (1 + down)
    mark = TextMark(x=end[0], y=end[1] + drop, text=text, size=size, anchor=anchor, colour=INK)
    if away < _SHORTEST_LEADER:
        return mark, None
    start = (x + (radius + 0.4) * across, y + (radius + 0.4) * down)
    clear = 1.0 + _TAILS * size * abs(down)
    tip = (end[0] - clear * across, end[1] - clear * down)
    return mark, LineMark(points=(start, tip), width=0.4, colour=MUTED)


def _runs_into(leader: LineMark, box: Box, point: tuple[float, float, float]) -> bool:
    """Return whether a leader crosses a box that is not around its own point."""
    x, y, _ = point
    own = box[0] <= x <= box[2] and box[1] <= y <= box[3]
    return not own and crosses(leader.points, box)


def _grown(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def _within(box: Box, bounds: Box) -> bool:
    return box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
