"""Where names, circles and legend of a risk-of-bias summary go."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.figures.canvas import MM, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark, rectangle
from reportgen.figures.lettering import CAP_HEIGHT, Lettering
from reportgen.figures.lines import text_of
from reportgen.figures.names import Names
from reportgen.figures.risk_of_bias.columns import Columns, columns_for
from reportgen.figures.risk_of_bias.heads import Heads, heads_for
from reportgen.figures.risk_of_bias.judged import JudgedTable, TableRow
from reportgen.figures.risk_of_bias.legend import BLANK, PITCH, RADIUS, circle, legend, words_of
from reportgen.figures.risk_of_bias.looks import look_of
from reportgen.model import OVERALL
from reportgen.quantities import Verdict
from reportgen.style import FigureStyle

__all__ = ["risk_of_bias_pages"]

_MARGIN = 3.0
_HAIRLINE = "#d9d9d9"
_SHADE = "#efefef"
_MOST_NAMES = 150.0
_GAP = 10.0
_MOST_NAME_LINES = 3
_LEADING = 1.2
_LEAST_ROOM = 0.4
"""Share of a page's height that rows get at least, however tall its heads are."""

_WORKED_OUT, _DEPARTS = "*", "†"
_NOTES = {
    _WORKED_OUT: "* Worked out from the domains by the rule of the tool; the reviewers gave no overall judgement.",
    _DEPARTS: "† Judgement of the reviewers; the rule of the tool gives another one.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What every part needs: columns from `left` on, and heads measured for them."""

    table: JudgedTable
    look: FigureStyle
    lettering: Lettering
    page_width: float
    left: float
    columns: Columns
    heads: Heads

    @property
    def right(self) -> float:
        """Return where the last column ends."""
        return self.columns.right

    @property
    def top(self) -> float:
        """Return where the rule under the heads is."""
        panels = self.columns.panel_height(self.lettering, self.look.font_pt)
        return _MARGIN + panels + self.heads.height + 4.0


def risk_of_bias_pages(
    table: JudgedTable, lettering: Lettering, look: FigureStyle, most: float
) -> tuple[tuple[JudgedTable, Page], ...]:
    """Return pages of at most `most` points, each with the rows on it: heads, a row a study, legend.

    Columns and heads are alike on all, and studies are shared out evenly.
    """
    ground = _ground(table, lettering, look)
    whole = _page(ground, table.rows, "")
    if whole.height <= most or len(table.rows) < 2:
        return ((table, whole),)
    rows = sum(_row(ground, row, 0.0)[1] for row in table.rows)
    count = math.ceil(rows / max(most - (whole.height - rows), _LEAST_ROOM * most))
    least = math.ceil(len(table.rows) / (count + 4))  # heads taller than the page must not part it without end
    each = math.ceil(len(table.rows) / count)
    found = _chunks(ground, each)
    while each > least and any(page.height > most for _, page in found):
        each -= 1
        found = _chunks(ground, each)
    return found


def _chunks(ground: _Ground, each: int) -> tuple[tuple[JudgedTable, Page], ...]:
    rows = ground.table.rows
    chunks = [
        (rows[start : start + each], rows[start - 1].block if start else "") for start in range(0, len(rows), each)
    ]
    return tuple((replace(ground.table, rows=chunk), _page(ground, chunk, before)) for chunk, before in chunks)


def _page(ground: _Ground, shown: tuple[TableRow, ...], before: str) -> Page:
    """Return a page of some rows; `before` is the block that rows on an earlier page ended in."""
    names = Names()
    top = ground.top
    y = top + 1.0
    rows: list[Mark] = []
    block = None
    for row in shown:
        if row.block != block and (row.block or block):
            said = f"{row.block} (continued)" if row.block and row.block == before else row.block
            head, y = _block_head(ground, said or "Studies as such", y)
            rows.append(head)
        block, before = row.block, ""
        marks, y = _row(ground, row, y)
        rows.append(GroupMark(id=names.unique(f"study-{text_of(row.label)}"), kind="study", marks=tuple(marks)))
    key, bottom = _legend(ground, shown, y + 14.0)
    rules = [LineMark(points=((_MARGIN, at), (ground.right, at)), width=0.8) for at in (top, y)]
    drawn = (*_shade(ground, y), _head(ground, top - 4.0), *rows, *rules, key)
    return Page(width=ground.page_width, height=bottom + _MARGIN, marks=drawn)


def _ground(table: JudgedTable, lettering: Lettering, look: FigureStyle) -> _Ground:
    width = look.width_mm * MM
    longest = max((lettering.width(row.name.text, look.font_pt) for row in table.rows), default=0.0)
    left = _MARGIN + min(max(longest, 40.0), _MOST_NAMES) + _GAP
    columns = columns_for(table.domains, left, width - _MARGIN)
    marked = tuple(
        replace(domain, label=f"{domain.label}{_WORKED_OUT}")
        if domain.id == OVERALL and _all_worked_out(table)
        else domain
        for domain in table.domains
    )
    heads = heads_for(marked, lettering, max(look.min_font_pt, look.font_pt - 1), columns.width)
    return _Ground(
        table=table, look=look, lettering=lettering, page_width=width, left=left, columns=columns, heads=heads
    )


def _all_worked_out(table: JudgedTable) -> bool:
    """Return whether no overall judgement is the reviewers' own, so that one mark in the head says it all."""
    overall = table.overall()
    return bool(overall) and all(verdict.worked_out for verdict in overall)


def _head(ground: _Ground, base: float) -> Mark:
    size = ground.look.font_pt
    marks: list[Mark] = [TextMark(x=_MARGIN, y=base, text="Study", size=size, bold=True)]
    for i, middle in enumerate(ground.columns.middles):
        marks += ground.heads.marks(i, middle, base)
    above = _MARGIN + ground.columns.panel_height(ground.lettering, size) - 5.0
    marks += ground.columns.panel_marks(ground.lettering, size, above)
    return GroupMark(id="head", kind="head", marks=tuple(marks))


def _shade(ground: _Ground, bottom: float) -> Iterator[Mark]:
    """Yield the grey behind an overall judgement, which sets it apart from the domains."""
    if ground.table.domains and ground.table.domains[-1].id == OVERALL:
        width = ground.columns.width
        yield ShapeMark(points=rectangle(ground.right - width, _MARGIN, width, bottom - _MARGIN), fill=_SHADE)


def _block_head(ground: _Ground, title: str, y: float) -> tuple[Mark, float]:
    """Return the title of an outcome over the rows of its results, and where these begin."""
    size = ground.look.font_pt
    lines = ground.lettering.wrap(title, size, ground.right - _MARGIN, bold=True, most=_MOST_NAME_LINES)
    marks = [
        TextMark(x=_MARGIN, y=y + 11.0 + i * size * _LEADING, text=line, size=size, bold=True)
        for i, line in enumerate(lines)
    ]
    bottom = y + 11.0 + (len(lines) - 1) * size * _LEADING + 5.0
    rule = LineMark(points=((_MARGIN, bottom), (ground.right, bottom)), width=0.4, colour=_HAIRLINE)
    return GroupMark(id=f"block-{round(y)}", kind="block", marks=(*marks, rule)), bottom


def _row(ground: _Ground, row: TableRow, y: float) -> tuple[list[Mark], float]:
    size = ground.look.font_pt
    room = ground.left - _GAP - _MARGIN + 0.005
    lines = ground.lettering.wrap(row.name.text, size, room, most=_MOST_NAME_LINES)
    height = max(PITCH, len(lines) * size * _LEADING + 6.0)
    middle = y + height / 2
    first = middle - (len(lines) - 1) * size * _LEADING / 2 + size * CAP_HEIGHT / 2
    marks: list[Mark] = [
        TextMark(x=_MARGIN, y=first + i * size * _LEADING, text=line, size=size) for i, line in enumerate(lines)
    ]
    for x, domain in zip(ground.columns.middles, ground.table.domains, strict=True):
        verdict = row.verdict(domain)
        if verdict is not None:
            marks += circle(look_of(verdict.level, ground.table.tool, ground.look), x, middle)
            if said := _mark(verdict, ground.table):
                marks.append(TextMark(x=x + RADIUS + 1.5, y=middle - 0.5, text=said, size=size))
    y += height
    marks.append(LineMark(points=((_MARGIN, y), (ground.right, y)), width=0.4, colour=_HAIRLINE))
    return marks, y


def _mark(verdict: Verdict, table: JudgedTable) -> str:
    if verdict.by_rule is not None:
        return _DEPARTS
    return _WORKED_OUT if verdict.worked_out and not _all_worked_out(table) else ""


def _legend(ground: _Ground, shown: tuple[TableRow, ...], y: float) -> tuple[Mark, float]:
    """Return every level of the tool with its word; the blank and the marks as well where there are any."""
    table = ground.table
    entries = [(look_of(level, table.tool, ground.look), words_of(level.label)) for level in table.levels()]
    missing = [(None, BLANK)] if table.has_gaps else []
    here = replace(table, rows=shown).overall()
    used = [_WORKED_OUT] if any(verdict.worked_out for verdict in here) else []
    used += [_DEPARTS] if any(verdict.by_rule is not None for verdict in here) else []
    notes = [_NOTES[mark] for mark in used]
    place = (_MARGIN, ground.page_width - _MARGIN, y)
    return legend((*entries, *missing), notes, ground.lettering, ground.look.font_pt, place)
