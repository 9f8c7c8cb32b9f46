"""Tables with their changes: rows that stayed, came and went, and the words of cells."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Final

from reportgen.writers.docx.elements import Element, attribute, element
from reportgen.writers.marked.alignment import aligned
from reportgen.writers.marked.paragraphs import changed_paragraph, whole_paragraph
from reportgen.writers.marked.pieces import Row, exact_of, rows_of
from reportgen.writers.marked.revisions import Change, Marking, mark_row

__all__ = ["changed_table", "whole_table"]

W_P: Final = attribute("w:p")
W_ROW: Final = attribute("w:tr")
W_CELL: Final = attribute("w:tc")
W_W: Final = attribute("w:w")
WIDTHS: Final = f"{attribute('w:tblGrid')}/{attribute('w:gridCol')}"
CELL_WIDTH: Final = f"{attribute('w:tcPr')}/{attribute('w:tcW')}"
SPAN: Final = f"{attribute('w:tcPr')}/{attribute('w:gridSpan')}"


def whole_table(table: Element, change: Change, marking: Marking) -> Element:
    """Return a table all rows of which were inserted or deleted."""
    made = _frame(table)
    made.extend(_whole_row(row, change, marking) for row in rows_of(table))
    return made


def changed_table(old: Element, new: Element, marking: Marking) -> Element:
    """Return the new table with the changes of its rows and cells; both must have as many columns.

    Widths are those of the new table.
    """
    made = _frame(new)
    before, after = rows_of(old), rows_of(new)
    widths = [int(column.get(W_W)) for column in new.iterfind(WIDTHS)]
    place, other = 0, 0
    for i, j in (*aligned(before, after), (len(before), len(after))):
        gone = [_whole_row(row, "del", marking) for row in before[place:i]]
        for row in gone:
            _fit(row, widths)
        made.extend(gone)
        made.extend(_whole_row(row, "ins", marking) for row in after[other:j])
        if i < len(before):
            made.append(_changed_row(before[i], after[j], marking))
        place, other = i + 1, j + 1
    return made


def _frame(table: Element) -> Element:
    made = element("w:tbl")
    made.extend(deepcopy(child) for child in table if child.tag != W_ROW)
    return made


def _whole_row(row: Row, change: Change, marking: Marking) -> Element:
    made = element("w:tr")
    made.append(deepcopy(row.element[0]))
    mark_row(made, change, marking)
    for cell in row.cells:
        box = _box(cell)
        box.extend(whole_paragraph(found, change, marking) for found in cell.iterchildren(W_P))
        made.append(box)
    return made


def _changed_row(old: Row, new: Row, marking: Marking) -> Element:
    if old.exact == new.exact:
        return deepcopy(new.element)
    made = element("w:tr")
    made.append(deepcopy(new.element[0]))
    for before, after in zip(old.cells, new.cells, strict=True):
        box = _box(after)
        for one, other in zip(before.iterchildren(W_P), after.iterchildren(W_P), strict=True):
            same = exact_of(one) == exact_of(other)
            box.extend([deepcopy(other)] if same else changed_paragraph(one, other, marking))
        made.append(box)
    return made


def _box(cell: Element) -> Element:
    made = element("w:tc")
    made.append(deepcopy(cell[0]))
    return made


def _fit(row: Element, widths: Sequence[int]) -> None:
    """Give the cells of a row the widths of the columns they stand in."""
    column = 0
    for cell in row.iterchildren(W_CELL):
        span = cell.find(SPAN)
        end = column + (1 if span is None else int(span.get(attribute("w:val"))))
        cell.find(CELL_WIDTH).set(W_W, str(sum(widths[column:end])))
        column = end
