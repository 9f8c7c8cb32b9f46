"""The legend of a plot of points: each swatch is drawn as what it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.figures.canvas import LineMark, Mark, ShapeMark, TextMark, rectangle
from reportgen.figures.lettering import CAP_HEIGHT
from reportgen.figures.scatter.colours import MUTED
from reportgen.figures.scatter.frame import MARGIN, Frame
from reportgen.figures.scatter.markers import marker
from reportgen.figures.scatter.scatter import Entry

__all__ = ["legend_marks"]

_SWATCH = 16.0
_HEIGHT = 7.5
_GAP = 5.0
_LEADING = 1.2
_BETWEEN = 4.5
_RADIUS = 2.9


def legend_marks(entries: Sequence[Entry], frame: Frame) -> tuple[tuple[Mark, ...], float]:
    """Return the legend, one entry under the other, and how far down it reaches on the page."""
    left, top = frame.legend_at
    if not entries:
        return (), 0.0
    marks: list[Mark] = []
    size = frame.small
    for entry in entries:
        lines = frame.lettering.wrap(entry.text, size, frame.legend_width - _SWATCH - _GAP)
        middle = top + size * 0.5
        marks += _swatch(entry, left, middle)
        for i, line in enumerate(lines):
            base = middle + size * CAP_HEIGHT / 2 + i * size * _LEADING
            marks.append(TextMark(x=left + _SWATCH + _GAP, y=base, text=line, size=size))
        top += len(lines) * size * _LEADING + _BETWEEN
    return tuple(marks), top + MARGIN


def _swatch(entry: Entry, left: float, middle: float) -> Iterator[Mark]:
    if entry.fill:
        box = rectangle(left, middle - _HEIGHT / 2, _SWATCH, _HEIGHT)
        yield ShapeMark(points=box, fill=entry.fill, stroke=MUTED, width=0.4)
    if entry.curve is not None:
        curve = entry.curve
        points = ((left, middle), (left + _SWATCH, middle))
        yield LineMark(points=points, width=curve.width, colour=curve.colour, dash=curve.dash)
    if entry.look is not None:
        yield marker(entry.look, left + _SWATCH / 2, middle, _RADIUS, hollow=entry.hollow)
