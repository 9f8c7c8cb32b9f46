"""The axes of a plot of points with all their words: what decides where the plot lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.figures.canvas import MM, LineMark, Mark, TextMark
from reportgen.figures.lettering import CAP_HEIGHT, Lettering
from reportgen.figures.scatter.axes import TickSet
from reportgen.figures.scatter.colours import INK
from reportgen.figures.scatter.heads import HEADS_HEIGHT, head_marks
from reportgen.figures.scatter.plot import Plot
from reportgen.figures.scatter.scatter import Scatter
from reportgen.style import FigureStyle

__all__ = ["MARGIN", "Frame", "frame_for"]

MARGIN = 4.0
"""Points between the edge of the page and what stands on it."""

_LEADING = 1.2
_TICK = 3.0
_GAP = 3.0
_PLOT_WIDTH = 112 * MM
_PLOT_HEIGHT = 84 * MM
_SQUARE = 92 * MM
_LEGEND_GAP = 12.0
_LEAST_BESIDE = 130.0
"""From this width on, in mm, the legend stands beside the plot, else under it."""

_LEAST_LEGEND = 100.0
_BETWEEN_LABELS = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The plot, the marks of its axes and of the words over it, and the place that the legend has.

    `legend_width` is in points; `bottom` is the lower edge of all but the legend. Sizes of type: of the axes' titles
    (`text`) and of everything else (`small`).
    """

    plot: Plot
    lettering: Lettering
    text: float
    small: float
    marks: tuple[Mark, ...]
    page_width: float
    bottom: float
    legend_at: tuple[float, float]
    legend_width: float


def frame_for(scatter: Scatter, lettering: Lettering, look: FigureStyle) -> Frame:
    """Return the frame of a plot on a page of the style's width, less what it does not need of it."""
    text, small = look.font_pt, max(look.min_font_pt, look.font_pt - 0.5)
    whole = look.width_mm * MM
    beside = bool(scatter.legend) and look.width_mm >= _LEAST_BESIDE
    wish = _SQUARE if scatter.square else _PLOT_WIDTH
    height = _SQUARE if scatter.square else _PLOT_HEIGHT
    up_title = lettering.wrap(scatter.up.title, text, height)
    up_ticks = scatter.up.ticks(lambda _label: small * 1.6, height, 9)
    widest = max((lettering.width(label, small) for _, label in up_ticks), default=0.0)
    left = MARGIN + len(up_title) * text * _LEADING + _GAP + widest + _GAP + _TICK
    room = whole - left - 2 * MARGIN - (_LEGEND_GAP + _LEAST_LEGEND if beside else 0.0)
    width = min(wish, room)
    height = height if width == wish else height * width / wish
    top = MARGIN + (HEADS_HEIGHT if scatter.heads else small / 2)
    plot = Plot(
        left=left,
        top=top,
        width=width,
        height=height,
        across=scatter.across,
        up=scatter.up,
        inverted=scatter.inverted,
    )
    across_ticks = scatter.across.ticks(lambda label: lettering.width(label, small) + _BETWEEN_LABELS, width, 11)
    marks = [
        *_axis_lines(plot),
        *_across(plot, across_ticks, small),
        *_up(plot, up_ticks, small),
        *_titles(plot, (up_title, lettering.wrap(scatter.across.title, text, width)), text, small),
        *_heads(scatter, plot, lettering, small),
    ]
    lines = len(lettering.wrap(scatter.across.title, text, width))
    bottom = plot.bottom + _TICK + _GAP + small + _GAP + lines * text * _LEADING + MARGIN
    at = (plot.right + _LEGEND_GAP, plot.top) if beside else (plot.left, bottom)
    legend = whole - plot.right - _LEGEND_GAP - MARGIN if beside else width
    page_width = whole if scatter.legend else plot.right + _last_half(across_ticks, plot, lettering, small) + MARGIN
    return Frame(
        plot=plot,
        lettering=lettering,
        text=text,
        small=small,
        marks=tuple(marks),
        page_width=page_width,
        bottom=bottom,
        legend_at=at,
        legend_width=legend,
    )


def _last_half(ticks: TickSet, plot: Plot, lettering: Lettering, size: float) -> float:
    """Return how far the last label reaches over the right end of the axis."""
    return max((plot.x(value) + lettering.width(label, size) / 2 - plot.right for value, label in ticks), default=0.0)


def _axis_lines(plot: Plot) -> Iterator[Mark]:
    corners = ((plot.left, plot.top), (plot.left, plot.bottom), (plot.right, plot.bottom))
    yield LineMark(points=corners, width=0.8, colour=INK)


def _across(plot: Plot, ticks: TickSet, size: float) -> Iterator[Mark]:
    for value, label in ticks:
        x = plot.x(value)
        yield LineMark(points=((x, plot.bottom), (x, plot.bottom + _TICK)), width=0.8, colour=INK)
        base = plot.bottom + _TICK + _GAP + size * CAP_HEIGHT
        yield TextMark(x=x, y=base, text=label, size=size, anchor="middle")


def _up(plot: Plot, ticks: TickSet, size: float) -> Iterator[Mark]:
    for value, label in ticks:
        y = plot.y(value)
        yield LineMark(points=((plot.left - _TICK, y), (plot.left, y)), width=0.8, colour=INK)
        base = y + size * CAP_HEIGHT / 2
        yield TextMark(x=plot.left - _TICK - _GAP, y=base, text=label, size=size, anchor="end")


def _titles(plot: Plot, titles: tuple[tuple[str, ...], tuple[str, ...]], text: float, small: float) -> Iterator[Mark]:
    up, across = titles
    for i, line in enumerate(up):
        x = MARGIN + text * 0.8 + i * text * _LEADING
        yield TextMark(x=x, y=plot.top + plot.height / 2, text=line, size=text, anchor="middle", turned=True)
    base = plot.bottom + _TICK + _GAP + small + _GAP + text * 0.8
    for i, line in enumerate(across):
        y = base + i * text * _LEADING
        yield TextMark(x=plot.left + plot.width / 2, y=y, text=line, size=text, anchor="middle")


def _heads(scatter: Scatter, plot: Plot, lettering: Lettering, size: float) -> Iterator[Mark]:
    heads = [(plot.x(head.x), head.text) for head in scatter.heads]
    within = [(x, text) for x, text in heads if plot.left <= x <= plot.right]
    yield from head_marks(within, plot.top, (plot.left, plot.right), lettering, size)
