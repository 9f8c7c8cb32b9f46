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

__all__ = ["MARGIN", "PLOT_SHAPE", "Frame", "frame_for"]

MARGIN = 4.0
"""Points between the edge of the page and what stands on it."""

_LEADING = 1.2
_TICK = 3.0
_GAP = 3.0
_PLOT_WIDTH = 112 * MM
_PLOT_HEIGHT = 84 * MM
PLOT_SHAPE = _PLOT_WIDTH / _PLOT_HEIGHT
"""Width over height of a plot that is not square, on any page."""

_SQUARE = 92 * MM
_LEGEND_GAP = 12.0
_LEAST_BESIDE = 130.0
"""From this width on, in mm, the legend stands beside the plot, else under it."""

_LEAST_LEGEND = 100.0
_MOST_UP, _MOST_ACROSS = 9, 11
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
    plot = _plot(scatter, lettering, (text, small), whole - (_LEGEND_GAP + _LEAST_LEGEND if beside else 0.0))
    up_ticks = _up_ticks(scatter, small, plot.height)
    most = _MOST_UP if scatter.square else _MOST_ACROSS
    across_ticks = scatter.across.ticks(lambda label: lettering.width(label, small) + _BETWEEN_LABELS, plot.width, most)
    titles = tuple(
        lettering.wrap(axis.title, text, room)
        for axis, room in ((scatter.up, plot.height), (scatter.across, plot.width))
    )
    marks = (
        *_axis_lines(plot),
        *_across(plot, across_ticks, small),
        *_up(plot, up_ticks, small),
        *_titles(plot, titles, text, small),
        *_heads(scatter, plot, lettering, small),
    )
    bottom = plot.bottom + _TICK + _GAP + small + _GAP + len(titles[1]) * text * _LEADING + MARGIN
    return Frame(
        plot=plot,
        lettering=lettering,
        text=text,
        small=small,
        marks=marks,
        page_width=whole if scatter.legend else plot.right + _last_half(across_ticks, plot, lettering, small) + MARGIN,
        bottom=bottom,
        legend_at=(plot.right + _LEGEND_GAP, plot.top) if beside else (plot.left, bottom),
        legend_width=whole - plot.right - _LEGEND_GAP - MARGIN if beside else plot.width,
    )


def _plot(scatter: Scatter, lettering: Lettering, sizes: tuple[float, float], whole: float) -> Plot:
    """Return where the plot lies: as large as it may be beside what stands left of it, its shape kept."""
    text, small = sizes
    wish, tall = (_SQUARE, _SQUARE) if scatter.square else (_PLOT_WIDTH, _PLOT_HEIGHT)
    left, width = 0.0, wish
    for _ in range(3):  # a lower plot may part the title, which takes width, which makes the plot lower still
        height = tall * width / wish
        lines = len(lettering.wrap(scatter.up.title, text, height))
        widest = max((lettering.width(label, small) for _, label in _up_ticks(scatter, small, height)), default=0.0)
        left = MARGIN + lines * text * _LEADING + _GAP + widest + _GAP + _TICK
        width = min(wish, whole - left - 2 * MARGIN)
    return Plot(
        left=left,
        top=MARGIN + (HEADS_HEIGHT if scatter.heads else small / 2),
        width=width,
        height=tall * width / wish,
        across=scatter.across,
        up=scatter.up,
        inverted=scatter.inverted,
    )


def _up_ticks(scatter: Scatter, size: float, height: float) -> TickSet:
    return scatter.up.ticks(lambda _label: size * 1.6, height, _MOST_UP)


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


def _titles(plot: Plot, titles: tuple[tuple[str, ...], ...], text: float, small: float) -> Iterator[Mark]:
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
