"""Squares, intervals and diamonds of a forest plot, cut at the ends of the axis."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from reportgen.figures.canvas import WHITE, LineMark, Mark, ShapeMark, rectangle
from reportgen.figures.forest.axis import Axis
from reportgen.figures.forest.rows import Interval, Plotted
from reportgen.figures.layouts import Look

__all__ = ["Plot"]

_LINE = 0.9
_THIN = 0.5
_BAR_HEIGHT = 2.4
_BRACKET_HEIGHT = 5.6
_BRACKET_DEPTH = 1.6
_TICK = 0.7
_LARGEST_SQUARE = 9.2
_SMALLEST_SQUARE = 1.5
_SHARE_WITHOUT_WEIGHTS = 0.4
_ARROW_LENGTH = 4.2
_ARROW_HEIGHT = 4.4
_DIAMOND_HEIGHT = 9.2
_NARROWEST_DIAMOND = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Where the axis lies on the page, the colour of the squares and the largest weight among them.

    `look` has the colours of all else; `scale` is the size of marks over that beside type of 8 points.
    """

    axis: Axis
    left: float
    width: float
    colour: str
    largest_weight: float
    look: Look = field(default_factory=Look)
    scale: float = 1.0

    @property
    def right(self) -> float:
        """Return the right end of the axis."""
        return self.left + self.width

    def x(self, value: float) -> float:
        """Return the place of a value, which may lie outside the plot."""
        return self.left + self.width * self.axis.share(value)

    def marks(self, plotted: Plotted, y: float) -> tuple[Mark, ...]:
        """Return the marks of one row, centred on `y`."""
        if plotted.kind == "square":
            return self._study(plotted, y)
        if plotted.kind == "prediction":
            draw = self._brackets if self.look.prediction == "brackets" else self._bar
            return draw(plotted.interval, y)
        if plotted.kind == "published":
            return self._diamond(plotted.interval, y, fill=WHITE, outline=self.look.outline or self.look.total)
        fill = self.look.subtotal if plotted.kind == "subtotal" else self.look.total
        return self._diamond(plotted.interval, y, fill=fill, outline=self.look.outline or fill)

    def side(self, weight: float) -> float:
        """Return the side of a study's square; its area is proportional to the weight down to a visible least.

        Without weights, where nothing is pooled, all squares are alike.
        """
        share = weight / self.largest_weight if self.largest_weight > 0 else _SHARE_WITHOUT_WEIGHTS
        return max(_SMALLEST_SQUARE, self.scale * _LARGEST_SQUARE * math.sqrt(share))

    def _study(self, plotted: Plotted, y: float) -> tuple[Mark, ...]:
        interval = plotted.interval
        line = self._line(interval, y)
        if not self.axis.holds(interval.estimate):
            return line
        line, arrows = line[:1], line[1:]
        x, side = self.x(interval.estimate), self.side(plotted.weight)
        square = ShapeMark(points=rectangle(x - side / 2, y - side / 2, side, side), fill=self.colour)
        low, high = self.x(interval.low), self.x(interval.high)
        if low >= x - side / 2 and high <= x + side / 2:
            inside = LineMark(points=((low, y), (high, y)), width=_LINE, colour=WHITE)
            return (square, inside, *self._tick(x, y, side))
        return (*line, square, *arrows, *self._tick(x, y, side))

    def _tick(self, x: float, y: float, side: float) -> tuple[Mark, ...]:
        half = min(side, 5.0) / 2 * 0.7
        return (LineMark(points=((x, y - half), (x, y + half)), width=_TICK, colour=WHITE),) if side > 3.5 else ()

    def _line(self, interval: Interval, y: float, width: float = _LINE, colour: str = "") -> tuple[Mark, ...]:
        """Return the line of an interval with an arrow at each end of the axis that it crosses."""
        colour = colour or self.look.interval
        low, high = self.x(interval.low), self.x(interval.high)
        start, end = min(max(low, self.left), self.right), max(min(high, self.right), self.left)
        arrows: list[Mark] = []
        if not self.axis.holds(interval.low):
            if low < self.left:
                arrows.append(self._arrow(self.left, y, 1, colour))
                start = self.left + _ARROW_LENGTH
            else:
                start = self.right - _ARROW_LENGTH
        if not self.axis.holds(interval.high):
            if high > self.right:
                arrows.append(self._arrow(self.right, y, -1, colour))
                end = self.right - _ARROW_LENGTH
            else:
                end = self.left + _ARROW_LENGTH
        if high < self.left or low > self.right:
            return tuple(arrows)
        line = LineMark(points=((start, y), (max(start, end), y)), width=width, colour=colour)
        return (line, *arrows)

    def _bar(self, interval: Interval, y: float) -> tuple[Mark, ...]:
        """Return a flat bar without an estimate, with an arrow in place of an end that is cut."""
        drawn = self._line(interval, y, colour=self.look.prediction_fill)
        half = _BAR_HEIGHT / 2 * self.scale
        return tuple(
            ShapeMark(
                points=rectangle(mark.points[0][0], y - half, mark.points[1][0] - mark.points[0][0], 2 * half),
                fill=self.look.prediction_fill,
            )
            if isinstance(mark, LineMark)
            else mark
            for mark in drawn
        )

    def _brackets(self, interval: Interval, y: float) -> tuple[Mark, ...]:
        """Return a thin line with brackets at its ends, or an arrow at an end that is cut; no estimate is marked."""
        marks = list(self._line(interval, y, width=_THIN))
        for value, inwards in ((interval.low, _BRACKET_DEPTH), (interval.high, -_BRACKET_DEPTH)):
            if self.axis.holds(value):
                x, half = self.x(value), _BRACKET_HEIGHT / 2
                corners = ((x + inwards, y - half), (x, y - half), (x, y + half), (x + inwards, y + half))
                marks.append(LineMark(points=corners, width=_LINE))
        return tuple(marks)

    def _arrow(self, tip: float, y: float, direction: int, colour: str) -> ShapeMark:
        base = tip + direction * _ARROW_LENGTH
        return ShapeMark(points=((tip, y), (base, y - _ARROW_HEIGHT / 2), (base, y + _ARROW_HEIGHT / 2)), fill=colour)

    def _diamond(self, interval: Interval, y: float, fill: str, outline: str) -> tuple[Mark, ...]:
        low, middle, high = (self.x(value) for value in (interval.low, interval.estimate, interval.high))
        if high <= self.left or low >= self.right:
            tip, direction = (self.left, 1) if high <= self.left else (self.right, -1)
            return (self._arrow(tip, y, direction, outline),)
        if high - low < _NARROWEST_DIAMOND:
            low, high = middle - _NARROWEST_DIAMOND / 2, middle + _NARROWEST_DIAMOND / 2
        points = _cut_diamond((low, middle, high), y, (self.left, self.right), self.scale * _DIAMOND_HEIGHT / 2)
        return (ShapeMark(points=points, fill=fill, stroke=outline, width=0.7),)


def _cut_diamond(
    corners: tuple[float, float, float], y: float, edges: tuple[float, float], half: float
) -> tuple[tuple[float, float], ...]:
    """Return a diamond cut with vertical edges at the ends of the axis."""
    low, middle, high = corners
    left, right = max(low, edges[0]), min(high, edges[1])

    def height(x: float) -> float:
        span = middle - low if x < middle else high - middle
        return half if span <= 0 else half * max(0.0, 1 - abs(x - middle) / span)

    xs = sorted({left, right, *((middle,) if left <= middle <= right else ())})
    upper = [(x, y - height(x)) for x in xs]
    lower = [(x, y + height(x)) for x in reversed(xs) if height(x) > 0]
    return (*upper, *lower)
