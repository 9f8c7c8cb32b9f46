"""Decimal points of a column stand in line: shorter numbers are filled up with blanks as wide as a digit.

Blanks rather than tab stops, since they are the same in a browser, on paper and in Word, and whoever copies a cell or
hears it read gets the number alone. The shipped sans-serif has figures, minus and figure space of one width.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.document import Block, Figure, Inline, NoteMark, Row, Superscript, Table, TableCell, Text, plain_text

__all__ = ["with_decimals_in_line"]

_DIGIT = "\N{FIGURE SPACE}"
_POINT = "\N{NO-BREAK SPACE}"
"""The space nearest in width to a point or comma that fonts have; none has one just as wide in bold and regular."""

_NUMBER = re.compile(
    r"(?P<sign>[<>≤≥]\s?)?(?P<whole>−?[0-9][0-9,\u202f\u2009 ]*(?<=[0-9])|(?=\.[0-9]))(?P<part>\.[0-9]+)?"
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a number takes up: marks and digits before its point, the point with its digits, what follows, its note."""

    whole: str
    part: str
    rest: str
    mark: str


def with_decimals_in_line(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks whose tables, those behind figures included, have no column of decimals left to be aligned.

    A column is one of decimals where cells ask for it (``align="decimal"``). One that holds single numbers is set flush
    right and filled up behind them; in one whose numbers are followed by more (an interval), the first number stands in
    line, filled up before it.
    """
    return tuple(map(_block, blocks))


def _block(block: Block) -> Block:
    match block:
        case Table():
            return _table(block)
        case Figure() if block.drawing.data is not None:
            return replace(block, drawing=replace(block.drawing, data=_table(block.drawing.data)))
        case _:
            return block


def _table(table: Table) -> Table:
    columns = max((len(row.cells) for row in table.body), default=0)
    asked = {column for column in range(columns) if any(_asks(row, column) for row in (table.head, *table.body))}
    if not asked:
        return table
    body = list(table.body)
    head = list(table.head.cells)
    for column in sorted(asked):
        cells = [row.cells[column] if _asks(row, column) else None for row in body]
        shapes = [None if cell is None else _shape(cell) for cell in cells]
        followed = any(shape is not None and shape.rest for shape in shapes)
        side: Literal["left", "right"] = "left" if followed else "right"
        fillings = list(_before(shapes) if followed else _behind(shapes))
        for i, (cell, filling) in enumerate(zip(cells, fillings, strict=True)):
            if cell is not None:
                body[i] = _with_cell(body[i], column, _filled(cell, filling, side))
        if column < len(head):
            head[column] = replace(head[column], align=side)
    return replace(table, head=replace(table.head, cells=tuple(head)), body=tuple(body))


def _asks(row: Row, column: int) -> bool:
    return column < len(row.cells) and row.cells[column].align == "decimal"


def _shape(cell: TableCell) -> _Shape | None:
    """Return what the number at the start of a cell takes up, or None where the cell starts with none."""
    text = plain_text(tuple(child for child in cell.children if not isinstance(child, NoteMark | Superscript))).rstrip()
    found = _NUMBER.match(text)
    if found is None:
        return None
    mark = "".join(plain_text((child,)) for child in cell.children if isinstance(child, NoteMark | Superscript))
    rest = text[found.end() :]
    return _Shape(
        whole=(found["sign"] or "") + found["whole"],
        part=found["part"] or "",
        rest="" if rest == "%" else rest,
        mark=mark,
    )


def _behind(shapes: Sequence[_Shape | None]) -> Iterator[tuple[tuple[Inline, ...], tuple[Inline, ...]]]:
    """Yield what fills up each number behind it: missing decimals, then the room of a note's mark."""
    parts = max((len(shape.part) for shape in shapes if shape), default=0)
    marks = max((len(shape.mark) for shape in shapes if shape), default=0)
    for shape in shapes:
        if shape is None:
            yield (), ()
            continue
        lacking = parts - len(shape.part)
        blanks = (_POINT + _DIGIT * (lacking - 1) if not shape.part else _DIGIT * lacking) if lacking else ""
        room = _DIGIT * (marks - len(shape.mark))
        yield (), (*((Text(blanks),) if blanks else ()), *((Superscript((Text(room),)),) if room else ()))


def _before(shapes: Sequence[_Shape | None]) -> Iterator[tuple[tuple[Inline, ...], tuple[Inline, ...]]]:
    """Yield what fills up each number before it, so that points stand in line at the left."""
    wholes = max((len(shape.whole) for shape in shapes if shape), default=0)
    for shape in shapes:
        lacking = wholes - len(shape.whole) if shape else 0
        yield ((Text(_DIGIT * lacking),) if lacking else ()), ()


def _filled(
    cell: TableCell, filling: tuple[tuple[Inline, ...], tuple[Inline, ...]], side: Literal["left", "right"]
) -> TableCell:
    before, behind = filling
    return replace(cell, children=(*before, *cell.children, *behind), align=side)


def _with_cell(row: Row, column: int, cell: TableCell) -> Row:
    return replace(row, cells=(*row.cells[:column], cell, *row.cells[column + 1 :]))
