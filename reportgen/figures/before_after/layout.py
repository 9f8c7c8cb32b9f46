"""Where everything of a before/after plot stands, on as few pages as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.figures.before_after.columns import MARGIN, SAYS, Columns, columns_of, effect_row
from reportgen.figures.before_after.foot import foot_marks
from reportgen.figures.before_after.panels import Pair, Panel, PanelRow
from reportgen.figures.canvas import GroupMark, LineMark, Mark, Page, ShapeMark, TextMark
from reportgen.figures.forest.axis import axis_for
from reportgen.figures.forest.effect_column import EffectColumn, effect_pieces, missing_digits
from reportgen.figures.forest.marks import Plot
from reportgen.figures.forest.rows import Interval, MarkKind, Plotted
from reportgen.figures.layouts import LAYOUTS
from reportgen.figures.lettering import CAP_HEIGHT, Lettering
from reportgen.figures.names import Names
from reportgen.style import Style

__all__ = ["Laid", "laid_out"]

_LEADING = 1.2
_PITCH = 1.75
_BETWEEN_PAIRS = 5.0
_BETWEEN_PANELS = 16.0
_BETWEEN_LABELS = 3.0
_RULE = "#8c8c8c"
_TIP = 4.0
"""Length of the arrow that says that an interval goes on beyond the axis."""

_LOOKS: dict[str, MarkKind] = {"before": "published", "after": "total"}
"""Before is a hollow diamond, after a filled one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A page with the panels, or parts of them, that it shows."""

    page: Page
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    columns: Columns
    lettering: Lettering
    style: Style

    @property
    def size(self) -> float:
        return self.columns.sizes.text


@dataclass(frozen=True, slots=True, kw_only=True)
class _Framed:
    """A panel with its axis and its column of estimates."""

    panel: Panel
    plot: Plot
    effects: EffectColumn


def laid_out(panels: Sequence[Panel], lettering: Lettering, style: Style, tallest: float) -> tuple[Laid, ...]:
    """Return the panels on pages at most `tallest` points high; a result stays on one page with its rows.

    A panel that goes on has its heads and its axis again. `panels` is not empty.
    """
    ground = _Ground(columns=columns_of(panels, lettering, style), lettering=lettering, style=style)
    framed = [_framed(ground, panel, place) for place, panel in enumerate(panels)]
    return tuple(_page(ground, parts) for parts in _parted(ground, framed, tallest))


def _framed(ground: _Ground, panel: Panel, place: int) -> _Framed:
    """Return a panel with its axis, which holds all estimates and nine tenths of the limits."""
    places = (row.interval for pair in panel.pairs for row in pair.rows)
    axis = axis_for([Plotted(kind="square", interval=one) for one in places if one is not None], panel.measure)
    columns, lettering = ground.columns, ground.lettering
    room = columns.plot_width
    plot = Plot(
        axis=axis.thinned(lambda label: lettering.width(label, columns.sizes.small) + _BETWEEN_LABELS, room),
        left=columns.plot,
        width=room,
        colour="#000000",
        largest_weight=0.0,
        look=LAYOUTS[ground.style.figures.forest].look,
        scale=ground.size / 8.0,
    )
    return _Framed(panel=panel, plot=plot, effects=columns.effects[place])


_Parts = list[tuple[_Framed, list[Pair]]]


def _parted(ground: _Ground, framed: Sequence[_Framed], tallest: float) -> Iterator[_Parts]:
    """Yield what stands on each page: panels with the pairs of theirs that are on it."""
    parts: _Parts = []
    filled = MARGIN
    for one in framed:
        around = _height_around(ground, one)
        fresh = True
        for pair in one.panel.pairs:
            height = _height(ground, pair)
            more = height + (around if fresh else 0.0)
            if parts and filled + more > tallest:
                yield parts
                parts, filled, fresh, more = [], MARGIN, True, height + around
            if fresh:
                parts.append((one, []))
            parts[-1][1].append(pair)
            filled, fresh = filled + more, False
    yield parts


def _height(ground: _Ground, pair: Pair) -> float:
    lines = len(_title_lines(ground, pair))
    return max(len(pair.rows) * _PITCH, lines * _LEADING + 0.5) * ground.size + _BETWEEN_PAIRS


def _title_lines(ground: _Ground, pair: Pair) -> tuple[str, ...]:
    return ground.lettering.wrap(pair.title, ground.size, ground.columns.names_width, most=12)


def _height_around(ground: _Ground, framed: _Framed) -> float:
    marks, top = _head(ground, framed, 0.0)
    del marks
    _, bottom = foot_marks(framed.panel, framed.plot, ground.lettering, ground.columns.sizes.small, (0.0, 0.0))
    return top + bottom + _BETWEEN_PANELS


def _page(ground: _Ground, parts: _Parts) -> Laid:
    names = Names()
    marks: list[Mark] = []
    y = MARGIN
    for place, (framed, pairs) in enumerate(parts):
        y += _BETWEEN_PANELS if place else 0.0
        head, top = _head(ground, framed, y)
        y, rows = top, list[Mark]()
        for number, pair in enumerate(pairs):
            if number:
                rule = ((MARGIN, y), (ground.columns.width - MARGIN, y))
                rows.append(LineMark(points=rule, width=0.3, colour=_RULE))
            rows += _pair(ground, framed, pair, y, names)
            y += _height(ground, pair)
        small = ground.columns.sizes.small
        foot, bottom = foot_marks(framed.panel, framed.plot, ground.lettering, small, (top, y))
        # the axis goes first, so that diamonds lie on the line of no effect
        sides = [replace(mark, id=names.unique("sides")) if isinstance(mark, GroupMark) else mark for mark in foot]
        marks.append(GroupMark(id=names.unique(f"panel-{place + 1}"), kind="panel", marks=(*sides, *head, *rows)))
        y = bottom
    panels = tuple(
        Panel(measure=one.panel.measure, like=one.panel.like, level=one.panel.level, pairs=tuple(pairs))
        for one, pairs in parts
    )
    return Laid(page=Page(width=ground.columns.width, height=y + MARGIN, marks=tuple(marks)), panels=panels)


def _head(ground: _Ground, framed: _Framed, y: float) -> tuple[list[Mark], float]:
    """Return the heads of the columns with the line under them, and where that is."""
    columns, size = ground.columns, ground.size
    title = framed.panel.measure.title.partition(" (")[0]
    room = columns.when + ground.lettering.width("Before", size) - columns.names
    titles = ground.lettering.wrap(title, size, room, bold=True)
    effects = framed.effects.head
    lines = max(len(titles), len(effects), 1)
    base = y + size * (CAP_HEIGHT + 0.3)
    last = base + (lines - 1) * size * _LEADING
    texts: list[Mark] = [
        TextMark(x=columns.names, y=base + (lines - len(titles) + i) * size * _LEADING, text=text, size=size, bold=True)
        for i, text in enumerate(titles)
    ]
    for x, text in ((columns.studies, "Studies"), (columns.participants, "Participants")):
        texts.append(TextMark(x=x, y=last, text=text, size=size, bold=True, anchor="end"))
    middle = framed.effects.left + framed.effects.width / 2
    for i, text in enumerate(effects):
        place = base + (lines - len(effects) + i) * size * _LEADING
        texts.append(TextMark(x=middle, y=place, text=text, size=size, bold=True, anchor="middle"))
    under = last + size * 0.5
    rule = LineMark(points=((MARGIN, under), (columns.width - MARGIN, under)), width=0.6)
    return [*texts, rule], under


def _pair(ground: _Ground, framed: _Framed, pair: Pair, y: float, names: Names) -> Iterator[Mark]:
    size, columns = ground.size, ground.columns
    height = _height(ground, pair)
    titles = _title_lines(ground, pair)
    pitch = _PITCH * size
    start = y + (height - len(pair.rows) * pitch) / 2
    base = y + (height - (len(titles) - 1) * size * _LEADING) / 2 + size * CAP_HEIGHT / 2
    marks: list[Mark] = [
        TextMark(x=columns.names, y=base + i * size * _LEADING, text=line, size=size) for i, line in enumerate(titles)
    ]
    for place, row in enumerate(pair.rows):
        drawn = tuple(_row(ground, framed, row, start + (place + 0.5) * pitch))
        marks.append(GroupMark(id=names.unique(f"{row.when}-{pair.id}"), kind=row.when, marks=drawn))
    yield GroupMark(id=names.unique(pair.id), kind="result", marks=tuple(marks))


def _row(ground: _Ground, framed: _Framed, row: PanelRow, middle: float) -> Iterator[Mark]:
    size, columns = ground.size, ground.columns
    base = middle + size * CAP_HEIGHT / 2
    yield TextMark(x=columns.when, y=base, text=SAYS.get(row.when, row.when), size=size)
    if row.shown is not None:
        for x, number in ((columns.studies, row.shown.k), (columns.participants, row.shown.n)):
            if number is not None:
                yield TextMark(x=x, y=base, text=number.text, size=size, anchor="end")
    if row.interval is not None:
        yield from framed.plot.marks(
            Plotted(kind=_LOOKS["after" if row.final else "before"], interval=row.interval), middle
        )
        yield from _tips(framed.plot, row.interval, middle)
    yield from _estimate(ground, framed.effects, row, base)


def _tips(plot: Plot, interval: Interval, y: float) -> Iterator[Mark]:
    """Yield an arrow beyond each end of the axis that an interval crosses, unless all of it lies beyond."""
    low, high = plot.x(interval.low), plot.x(interval.high)
    if high <= plot.left or low >= plot.right:
        return
    for value, edge, way in ((interval.low, plot.left, -1), (interval.high, plot.right, 1)):
        if not plot.axis.holds(value):
            base = edge + way
            yield ShapeMark(points=((base + way * _TIP, y), (base, y - _TIP / 2), (base, y + _TIP / 2)))


def _estimate(ground: _Ground, column: EffectColumn, row: PanelRow, base: float) -> Iterator[Mark]:
    size = ground.size
    told = effect_row(row)
    pieces = effect_pieces(told, column.form, column.between)
    if pieces is None:
        middle = column.left + column.width / 2
        yield TextMark(x=middle, y=base, text=row.words, size=size, anchor="middle")
        return
    rights = column.rights()
    shift = missing_digits(told, column) * ground.lettering.width("0", size)
    for right, text in zip(rights, pieces, strict=True):
        yield TextMark(x=right - shift, y=base, text=text, size=size, anchor="end")
    if column.word:
        middle = (rights[1] + rights[2] - ground.lettering.width(pieces[2], size)) / 2 - shift
        yield TextMark(x=middle, y=base, text=column.word, size=size, anchor="middle")
