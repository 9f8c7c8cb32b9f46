"""A sheet as somebody made it becomes headings and rows: titles, units, totals and footnotes are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.wide.compound import UNKNOWN, is_number
from reportgen.exchange.wide.fields import study_column
from reportgen.exchange.wide.heading_rows import headings_of
from reportgen.exchange.wide.headings import Block, Recognised, recognise
from reportgen.exchange.wide.sheet_rows import Line, SheetRows
from reportgen.load.findings import Findings, quoted

__all__ = ["SheetTable", "table_of"]

_TOTAL = re.compile(
    r"(?:(?:grand |sub)?-?total|overall(?: effect)?|pooled(?: (?:effect|estimate|result))?)(?: \(.*\))?"
    r"|summary(?: effect)?|sum|all studies|combined|random[- ]effects? model|(?:fixed|common)[- ]effects? model",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"[*†‡§#¶]|notes?\b|sources?\b|abbreviations?\b|[a-z]\)|\d\)|legend\b|data are\b|values are\b", re.IGNORECASE
)
_LONG = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """Headings and rows of equal length; `heading_line` is the line of the last row of headings.

    `units` are the cells of a row of units below the headings, by index.
    """

    path: str
    heading_line: int
    headings: tuple[str, ...]
    rows: tuple[Line, ...]
    recognised: Recognised
    units: dict[int, str]

    def column(self, index: int) -> tuple[str, ...]:
        """Return the cells of a column."""
        return tuple(cells[index] for _, cells in self.rows)

    def whole_blocks(self) -> list[Block]:
        """Return the blocks of columns that give the data of an outcome in full."""
        return self.recognised.whole([self.column(index) for index in range(len(self.headings))])

    def is_of_studies(self) -> bool:
        """Return whether a column names studies, and others give the data of an outcome in full."""
        return study_column(self.recognised.general) is not None and bool(self.whole_blocks())

    def place(self, line: int, index: int | None = None) -> Origin:
        """Return the place of a cell, of a row where `index` is None."""
        if index is None:
            return Origin(self.path, line)
        return Origin(self.path, line, index + 1, self.headings[index])


def table_of(
    sheet: SheetRows, findings: Findings, remarks: list[Remark], *, mapped: Sequence[str] = ()
) -> SheetTable | None:
    """Return the table in a sheet, None for one without any; `mapped` are headings to be found."""
    rows = _of_equal_length(sheet.rows)
    if not rows:
        return None
    line, headings, body = headings_of(sheet.path, rows, mapped, remarks)
    if not mapped or not set(mapped) <= set(headings):
        _refuse_side_by_side(Origin(sheet.path, line), headings, body, findings)
    columns = [[cells[index] for _, cells in body] for index in range(len(headings))]
    recognised = recognise(headings, columns)
    body, units = _without_units(sheet, body, recognised, remarks)
    body = _without_extras(sheet, headings, body, _naming(headings, recognised, mapped), remarks)
    return SheetTable(
        path=sheet.path, heading_line=line, headings=headings, rows=tuple(body), recognised=recognised, units=units
    )


def _of_equal_length(rows: Sequence[Line]) -> list[Line]:
    width = max((len(cells) for _, cells in rows), default=0)
    return [
        (line, tuple(" ".join(cell.split()) for cell in cells) + ("",) * (width - len(cells)))
        for line, cells in rows
        if any(cell.strip() for cell in cells)
    ]


def _refuse_side_by_side(place: Origin, headings: tuple[str, ...], rows: Sequence[Line], findings: Findings) -> None:
    """Keep an issue where an empty column parts two tables that each name their studies."""
    spans = _spans(headings, rows)
    tables = [span for span in spans if _is_table(headings[slice(*span)], [cells[slice(*span)] for _, cells in rows])]
    if len(tables) > 1:
        (first, _), (second, _) = tables[:2]
        message = (
            f"found {len(tables)} tables side by side (from {quoted(headings[first])} in column {first + 1}, from "
        )
        message += f"{quoted(headings[second])} in column {second + 1}), expected one"
        hint = "put each table into a sheet or file of its own"
        findings.add("source-holds-a-review", replace(place, column=second + 1), message, hint)


def _spans(headings: Sequence[str], rows: Sequence[Line]) -> list[tuple[int, int]]:
    """Return from where to where columns with text go, those without text between them."""
    spans: list[tuple[int, int]] = []
    for index, heading in enumerate(headings):
        if not heading and not any(cells[index] for _, cells in rows):
            continue
        if spans and spans[-1][1] == index:
            spans[-1] = (spans[-1][0], index + 1)
        else:
            spans.append((index, index + 1))
    return spans


def _is_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    columns = [[cells[index] for cells in rows] for index in range(len(headings))]
    found = recognise(headings, columns)
    return study_column(found.general) is not None and bool(found.whole(columns))


def _without_units(
    sheet: SheetRows, rows: Sequence[Line], recognised: Recognised, remarks: list[Remark]
) -> tuple[list[Line], dict[int, str]]:
    """Return the rows without one of units right below the headings, and the units by index."""
    naming = [index for name, index in recognised.general.items() if name in {"study", "author"}]
    if len(rows) < 2 or not naming:
        return list(rows), {}
    line, cells = rows[0]
    filled = {index: cell.strip("()[] ") for index, cell in enumerate(cells) if cell}
    if any(cells[index] for index in naming) or any(
        any(map(str.isdecimal, cell)) and is_number(cell) for cell in filled.values()
    ):
        return list(rows), {}
    if any(len(cell) > 20 for cell in filled.values()):
        return list(rows), {}
    remarks.append(
        Remark(topic="file", text="A row of units below the headings left out.", origin=Origin(sheet.path, line))
    )
    return list(rows[1:]), filled


def _naming(headings: Sequence[str], recognised: Recognised, mapped: Sequence[str]) -> int:
    """Return the index of the column that names studies, the first one where none is known."""
    if mapped and mapped[0] in headings:
        return list(headings).index(mapped[0])
    return study_column(recognised.general) or 0


def _without_extras(
    sheet: SheetRows, headings: Sequence[str], rows: Sequence[Line], naming: int, remarks: list[Remark]
) -> list[Line]:
    """Return the rows of studies: repeated headings, totals, footnotes and rows with one text only are left out."""
    kept: list[Line] = []
    for line, cells in rows:
        filled = [cell for cell in cells if cell]
        name = cells[naming]
        why = ""
        if cells == tuple(headings):
            why = "A row that repeats the headings"
        elif _TOTAL.fullmatch(name):
            why = f"The row {quoted(name)}, which is no study,"
        elif len(filled) == 1 and (_NOTE.match(filled[0]) or len(filled[0]) > _LONG):
            why = "A footnote"
        elif len(filled) == 1 and len(headings) > 2 and not is_number(filled[0]):
            why = f"A row that holds only {quoted(filled[0])} (a heading within the table belongs into a column)"
        elif all(cell.casefold() in UNKNOWN for cell in filled):
            why = "A row that says only that nothing is known"
        if why:
            remarks.append(Remark(topic="file", text=f"{why} left out.", origin=Origin(sheet.path, line)))
        else:
            kept.append((line, cells))
    return kept
