"""Where names, circles and legend of a risk-of-bias summary go."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.figures.canvas import MM, CircleMark, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark, rectangle
from reportgen.figures.lettering import CAP_HEIGHT, Lettering
from reportgen.figures.lines import text_of
from reportgen.figures.names import Names
from reportgen.figures.risk_of_bias.heads import Heads, heads_for
from reportgen.figures.risk_of_bias.judged import OVERALL, JudgedRow, JudgedTable
from reportgen.figures.risk_of_bias.looks import Look, look_of
from reportgen.style import FigureStyle

__all__ = ["risk_of_bias_pages"]

_MARGIN = 3.0
_PITCH = 17.0
_RADIUS = 6.3
_SYMBOL = 10.5
_OUTLINE = "#333333"
_HAIRLINE = "#d9d9d9"
_SHADE = "#efefef"
_MOST_NAMES = 150.0
_WIDEST = 74.0
_GAP = 10.0
_MOST_NAME_LINES = 3
_LEADING = 1.2
_LEAST_ROOM = 0.4
"""Share of a page's height that rows get at least, however tall its heads are."""

_NO_JUDGEMENT = "No judgement"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What every part needs: columns of one width from `left` on, and heads measured for them."""

    table: JudgedTable
    look: FigureStyle
    lettering: Lettering
    page_width: float
    left: float
    column: float
    heads: Heads

    @property
    def right(self) -> float:
        """Return where the last column ends."""
        return self.left + self.column * len(self.table.domains)

    def look_of(self, level: str) -> Look:
        """Return how a level is drawn in this style."""
        return look_of(self.table.tool.level(level), self.table.tool, self.look.risk_of_bias_symbols)


def risk_of_bias_pages(
    table: JudgedTable, lettering: Lettering, look: FigureStyle, most: float
) -> tuple[tuple[JudgedTable, Page], ...]:
    """Return pages of at most `most` points, each with the rows on it: heads, a row a study, legend.

    Columns and heads are alike on all, and studies are shared out evenly.
    """
    ground = _ground(table, lettering, look)
    whole = _page(ground, table.rows)
    rows = sum(_row(ground, row, 0.0)[1] for row in table.rows)
    if whole.height <= most or len(table.rows) < 2:
        return ((table, whole),)
    count = math.ceil(rows / max(most - (whole.height - rows), _LEAST_ROOM * most))
    each = math.ceil(len(table.rows) / count)
    chunks = (table.rows[start : start + each] for start in range(0, len(table.rows), each))
    return tuple((replace(table, rows=chunk), _page(ground, chunk)) for chunk in chunks)


def _page(ground: _Ground, shown: tuple[JudgedRow, ...]) -> Page:
    names = Names()
    top = _MARGIN + ground.heads.height + 4.0
    y = top + 1.0
    rows: list[Mark] = []
    for row in shown:
        marks, y = _row(ground, row, y)
        rows.append(GroupMark(id=names.unique(f"study-{text_of(row.label)}"), kind="study", marks=tuple(marks)))
    legend, bottom = _legend(ground, y + 14.0)
    rules = [LineMark(points=((_MARGIN, at), (ground.right, at)), width=0.8) for at in (top, y)]
    drawn = (*_shade(ground, y), _head(ground, top - 4.0), *rows, *rules, legend)
    return Page(width=ground.page_width, height=bottom + _MARGIN, marks=drawn)


def _ground(table: JudgedTable, lettering: Lettering, look: FigureStyle) -> _Ground:
    width = look.width_mm * MM
    longest = max((lettering.width(text_of(row.label), look.font_pt) for row in table.rows), default=0.0)
    left = _MARGIN + min(max(longest, 40.0), _MOST_NAMES) + _GAP
    column = min(_WIDEST, (width - left - _MARGIN) / max(1, len(table.domains)))
    heads = heads_for(table.domains, lettering, max(look.min_font_pt, look.font_pt - 1), column)
    return _Ground(table=table, look=look, lettering=lettering, page_width=width, left=left, column=column, heads=heads)


def _head(ground: _Ground, base: float) -> Mark:
    marks: list[Mark] = [
        TextMark(x=_MARGIN, y=base, text="Study", size=ground.look.font_pt, bold=True),
    ]
    for i in range(len(ground.table.domains)):
        marks += ground.heads.marks(i, ground.left + (i + 0.5) * ground.column, base)
    return GroupMark(id="head", kind="head", marks=tuple(marks))


def _shade(ground: _Ground, bottom: float) -> Iterator[Mark]:
    """Yield the grey behind an overall judgement, which sets it apart from the domains."""
    if ground.table.domains and ground.table.domains[-1].id == OVERALL:
        corner = ground.right - ground.column
        yield ShapeMark(points=rectangle(corner, _MARGIN, ground.column, bottom - _MARGIN), fill=_SHADE)


def _row(ground: _Ground, row: JudgedRow, y: float) -> tuple[list[Mark], float]:
    size = ground.look.font_pt
    room = ground.left - _GAP - _MARGIN + 0.005
    lines = ground.lettering.wrap(text_of(row.label), size, room, most=_MOST_NAME_LINES)
    height = max(_PITCH, len(lines) * size * _LEADING + 6.0)
    middle = y + height / 2
    first = middle - (len(lines) - 1) * size * _LEADING / 2 + size * CAP_HEIGHT / 2
    marks: list[Mark] = [
        TextMark(x=_MARGIN, y=first + i * size * _LEADING, text=line, size=size) for i, line in enumerate(lines)
    ]
    for i, domain in enumerate(ground.table.domains):
        if domain.id in row.judgements:
            marks += _circle(
                ground.look_of(row.judgements[domain.id].level), ground.left + (i + 0.5) * ground.column, middle
            )
    y += height
    marks.append(LineMark(points=((_MARGIN, y), (ground.right, y)), width=0.4, colour=_HAIRLINE))
    return marks, y


def _circle(look: Look, x: float, y: float) -> Iterator[Mark]:
    yield CircleMark(x=x, y=y, radius=_RADIUS, fill=look.fill, stroke=_OUTLINE, width=0.7)
    if look.symbol:
        base = y + _SYMBOL * CAP_HEIGHT / 2
        yield TextMark(x=x, y=base, text=look.symbol, size=_SYMBOL, bold=True, anchor="middle", colour=look.ink)


def _legend(ground: _Ground, y: float) -> tuple[Mark, float]:
    """Return every level of the tool with its word; the blank as well where a judgement is missing."""
    size = ground.look.font_pt
    marks: list[Mark] = []
    x = _MARGIN
    entries = [(ground.look_of(level.id), _words(level.label)) for level in ground.table.tool.levels]
    missing = [(None, _NO_JUDGEMENT)] if ground.table.has_gaps else []
    for look, words in (*entries, *missing):
        width = 2 * _RADIUS + 4.0 + ground.lettering.width(words, size) + 16.0
        if x > _MARGIN and x + width - 16.0 > ground.page_width - _MARGIN:
            x, y = _MARGIN, y + _PITCH
        if look is None:
            corner = (x, y - _RADIUS)
            outline = rectangle(*corner, 2 * _RADIUS, 2 * _RADIUS)
            marks.append(ShapeMark(points=outline, fill="#ffffff", stroke="#8c8c8c", width=0.5))
        else:
            marks += _circle(look, x + _RADIUS, y)
        marks.append(TextMark(x=x + 2 * _RADIUS + 4.0, y=y + size * CAP_HEIGHT / 2, text=words, size=size))
        x += width
    return GroupMark(id="legend", kind="legend", marks=tuple(marks)), y + _RADIUS


def _words(label: str) -> str:
    return f"{label} of bias" if label.lower().endswith("risk") else label
