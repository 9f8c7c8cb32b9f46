"""A plot of points laid out on its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportgen.figures.canvas import WHITE, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark, rectangle, walk
from reportgen.figures.lettering import Box, Lettering
from reportgen.figures.names import Names
from reportgen.figures.scatter.clip import clipped_area, clipped_lines
from reportgen.figures.scatter.frame import Frame, frame_for
from reportgen.figures.scatter.labels import Ground, label_marks
from reportgen.figures.scatter.legend import legend_marks
from reportgen.figures.scatter.markers import marker
from reportgen.figures.scatter.plot import Plot
from reportgen.figures.scatter.scatter import Pointed, Scatter
from reportgen.style import FigureStyle

__all__ = ["Laid", "scatter_page"]

_EDGE = 0.8
_EXTENT = 1.25
"""How far a marker that is no circle reaches, over the radius of a circle of its area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A page, the plot on it, and the points that are named on it."""

    page: Page
    plot: Plot
    named: tuple[Pointed, ...]


def scatter_page(
    scatter: Scatter,
    lettering: Lettering,
    look: FigureStyle,
    further: Callable[[Plot, float], tuple[Mark, ...]] = lambda _plot, _size: (),
) -> Laid:
    """Return a plot of points on a page as wide as the style says.

    `further(plot, size)` gives marks of a kind of plot's own, in letters of this size, inside or beside the plot.
    """
    frame = frame_for(scatter, lettering, look)
    plot = frame.plot
    own = further(plot, frame.small)
    legend, legend_bottom = legend_marks(scatter.legend, frame)
    areas = tuple(_areas(scatter, plot))
    curves = tuple(_curves(scatter, plot))
    ground = _ground(scatter, frame, (*areas, *own, *frame.marks), curves)
    labels, named = _labels(scatter, frame, ground)
    marks: tuple[Mark, ...] = (
        GroupMark(id="ground", kind="regions", marks=(_paper(plot), *areas)),
        *curves,
        *own,
        *_points(scatter, plot),
        GroupMark(id="names", kind="names", marks=labels),
        GroupMark(id="axes", kind="axis", marks=frame.marks),
        GroupMark(id="legend", kind="legend", marks=legend),
    )
    kept = tuple(mark for mark in marks if not isinstance(mark, GroupMark) or mark.marks)
    height = max(frame.bottom, legend_bottom)
    return Laid(page=Page(width=frame.page_width, height=height, marks=kept), plot=plot, named=named)


def _paper(plot: Plot) -> ShapeMark:
    return ShapeMark(points=rectangle(plot.left, plot.top, plot.width, plot.height), fill=WHITE)


def _areas(scatter: Scatter, plot: Plot) -> Iterator[Mark]:
    for region in scatter.regions:
        corners = clipped_area([plot.at(point) for point in region.points], plot.box)
        if len(corners) > 2:
            yield GroupMark(id=region.id, kind="region", marks=(ShapeMark(points=corners, fill=region.fill),))


def _curves(scatter: Scatter, plot: Plot) -> Iterator[GroupMark]:
    for curve in scatter.curves:
        parts = clipped_lines([plot.at(point) for point in curve.points], plot.box)
        lines = tuple(LineMark(points=part, width=curve.width, colour=curve.colour, dash=curve.dash) for part in parts)
        if lines:
            yield GroupMark(id=curve.id, kind="line", marks=lines)


def _points(scatter: Scatter, plot: Plot) -> Iterator[Mark]:
    """Yield the marks of studies, large ones behind small ones."""
    names = Names()
    ids = {id(point): names.unique(point.id) for point in scatter.points}
    for point in sorted(scatter.points, key=lambda one: -one.radius):
        x, y = plot.at((point.x, point.y))
        mark = marker(point.look, x, y, point.radius, hollow=point.hollow)
        yield GroupMark(id=ids[id(point)], kind="filled" if point.hollow else "study", marks=(mark,))


def _ground(scatter: Scatter, frame: Frame, drawn: tuple[Mark, ...], curves: tuple[GroupMark, ...]) -> Ground:
    boxes = [_around(point, frame.plot) for point in scatter.points]
    boxes += [frame.lettering.box(mark) for mark in walk(drawn) if isinstance(mark, TextMark)]
    lines = [mark.points for mark in walk((*curves, *drawn)) if isinstance(mark, LineMark)]
    lines += [(*mark.points, mark.points[0]) for mark in walk(drawn) if isinstance(mark, ShapeMark)]
    left, top, right, bottom = frame.plot.box
    bounds = (left + _EDGE, top + _EDGE, right - _EDGE, bottom - _EDGE)
    return Ground(bounds=bounds, boxes=tuple(boxes), lines=tuple(lines))


def _around(point: Pointed, plot: Plot) -> Box:
    x, y = plot.at((point.x, point.y))
    reach = point.radius * (1.0 if point.look.shape == "circle" else _EXTENT) + 0.4
    return (x - reach, y - reach, x + reach, y + reach)


def _labels(scatter: Scatter, frame: Frame, ground: Ground) -> tuple[tuple[Mark, ...], tuple[Pointed, ...]]:
    wanted = sorted((point for point in scatter.points if point.label), key=lambda one: -one.urgency)
    asked = [(point.label, *frame.plot.at((point.x, point.y)), point.radius) for point in wanted]
    marks, placed = label_marks(asked, ground, frame.lettering, frame.small)
    return marks, tuple(wanted[i] for i in placed)
