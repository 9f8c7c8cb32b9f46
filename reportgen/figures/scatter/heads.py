"""Words over a plot, each at its place on the axis across or led there by a thin line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.figures.canvas import LineMark, Mark, TextMark
from reportgen.figures.lettering import Lettering
from reportgen.figures.scatter.colours import INK, MUTED

__all__ = ["HEADS_HEIGHT", "head_marks", "spread"]

HEADS_HEIGHT = 16.0
"""What the words take above the plot, in points."""

_GAP = 8.0
_LEADER = 6.0
_RISE = 2.2


def head_marks(
    heads: Sequence[tuple[float, str]], top: float, ends: tuple[float, float], lettering: Lettering, size: float
) -> Iterator[Mark]:
    """Yield words in one row over a plot whose upper edge is `top`, given as (place, words) in points of the page."""
    ordered = sorted(heads)
    widths = [lettering.width(text, size) for _, text in ordered]
    middles = spread([x for x, _ in ordered], widths, _GAP, ends)
    for (x, text), middle in zip(ordered, middles, strict=True):
        foot = top - _LEADER
        yield TextMark(x=middle, y=foot - _RISE, text=text, size=size, anchor="middle", colour=INK)
        yield LineMark(points=((x, top), (x, top - 1.5), (middle, foot)), width=0.5, colour=MUTED)


def spread(places: Sequence[float], widths: Sequence[float], gap: float, ends: tuple[float, float]) -> list[float]:
    """Return the middles of words as near to their places, in order, as they get without meeting each other.

    Words that would meet stand in one run around the mean of their places. All stay between the ends if they fit there.
    """
    runs: list[list[int]] = []
    for i in range(len(places)):
        runs.append([i])
        while len(runs) > 1 and _start(runs[-1], places, widths, gap, ends) < (
            _start(runs[-2], places, widths, gap, ends) + _length(runs[-2], widths, gap) + gap
        ):
            last = runs.pop()
            runs[-1] += last
    found: list[float] = []
    for run in runs:
        left = _start(run, places, widths, gap, ends)
        for i in run:
            found.append(left + widths[i] / 2)
            left += widths[i] + gap
    return found


def _length(run: list[int], widths: Sequence[float], gap: float) -> float:
    return sum(widths[i] for i in run) + gap * (len(run) - 1)


def _start(
    run: list[int], places: Sequence[float], widths: Sequence[float], gap: float, ends: tuple[float, float]
) -> float:
    """Return where a run of words starts."""
    before, shifts = 0.0, 0.0
    for i in run:
        shifts += places[i] - (before + widths[i] / 2)
        before += widths[i] + gap
    return max(ends[0], min(shifts / len(run), ends[1] - _length(run, widths, gap)))
