"""The rows of a table with the numbers of each outcome as texts, one number a field, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.wide.compound import UNKNOWN, base_of, parts_of
from reportgen.exchange.wide.table import SheetTable
from reportgen.foreign.phrases import counted
from reportgen.load.decimal_mark import mark_of_cell, with_point
from reportgen.load.findings import Findings, quoted
from reportgen.load.table import Row

__all__ = ["FieldRow", "field_rows"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
_FORMULA = re.compile(r"#(?:REF|VALUE|DIV/0|NAME|NULL|NUM|CALC|SPILL)[!?]?|=.+")


@dataclass(frozen=True, slots=True)
class FieldRow(Row):
    """A row whose columns are keys of `FIELDS`; several of them may stand in one cell of the table."""

    places: Mapping[str, Origin]

    def origin(self, name: str = "") -> Origin:
        """Return the place of the cell that holds a field, or of the row."""
        return self.places.get(name) or Origin(self.path, self.line)

    def filled(self) -> frozenset[str]:
        """Return the keys that have a text."""
        return frozenset(name for name in self.columns if self.text(name))


def field_rows(
    table: SheetTable, outcomes: Sequence[Mapping[str, int]], findings: Findings, remarks: list[Remark]
) -> list[list[FieldRow]]:
    """Return for each set of columns the rows of the table; commas as decimal marks have become points.

    What is not known is an empty text. Remarks say how many cells held several numbers, or words for not known.
    """
    reader = _Reader(table, findings)
    rows = [[reader.row(line, cells, columns) for line, cells in table.rows] for columns in outcomes]
    remarks += reader.remarks()
    return _with_points(rows, findings, remarks)


class _Reader:
    """Takes cells apart, and counts what it met."""

    def __init__(self, table: SheetTable, findings: Findings) -> None:
        self._table, self._findings = table, findings
        self._several: list[Origin] = []
        self._words: dict[str, list[Origin]] = {}
        self._met: set[Origin] = set()
        self._example = ""

    def row(self, line: int, cells: Sequence[str], columns: Mapping[str, int]) -> FieldRow:
        """Return the fields of a row."""
        texts: dict[str, str] = {}
        places: dict[str, Origin] = {}
        extra: dict[str, tuple[str, Origin]] = {}
        for field, index in columns.items():
            origin = self._table.place(line, index)
            text = self._usable(cells[index], origin)
            base, tail = base_of(field)
            parts = parts_of(base, text, self._table.headings[index]) if text else None
            if parts:
                self._count(text, origin)
                extra |= {name + tail: (part, origin) for name, part in parts.items() if name != base}
                text = parts.get(base, "")
            elif base == "ci" and text:
                message = f"found {quoted(text)}, expected two limits, as in 0.60 to 0.94"
                self._findings.add("source-value-is-usable", origin, message)
            if base == "ci":
                continue
            texts[field], places[field] = text, origin
        for field, (text, origin) in extra.items():
            if not texts.get(field):
                texts[field], places[field] = text, origin
            elif texts[field] != text:
                message = f"found {quoted(text)} here and {quoted(texts[field])} in column {places[field].column}"
                self._findings.add("source-value-is-usable", origin, f"{message}, expected the same number")
        order = {field: place for place, field in enumerate(texts)}
        return FieldRow(self._table.path, line, order, tuple(texts.values()), places)

    def _usable(self, text: str, origin: Origin) -> str:
        """Return the text of a cell, empty where it says that nothing is known, or after an issue."""
        if text.casefold() in UNKNOWN:
            if text and origin not in self._met:
                self._words.setdefault(text, []).append(origin)
            self._met.add(origin)
            return ""
        hint = ""
        if _DATE.fullmatch(text):
            hint = "a spreadsheet takes 3/12 for a date: make the column text and type the cell again"
        elif _FORMULA.fullmatch(text):
            hint = "a formula without a result: type the number, or leave the cell empty if it is not known"
        if hint:
            self._findings.add("cell-is-a-number", origin, f"found {quoted(text)}, expected a number", hint)
            return ""
        return text

    def _count(self, text: str, origin: Origin) -> None:
        if origin not in self._met:
            self._several.append(origin)
            self._example = self._example or text
        self._met.add(origin)

    def remarks(self) -> list[Remark]:
        """Return what was met, each kind once."""
        found = []
        if self._several:
            text = f"Cells with several numbers, such as {quoted(self._example)}, were taken apart: "
            text += f"{counted(len(self._several), 'cell')}."
            found.append(Remark(topic="results", text=text, origin=self._several[0]))
        for word, places in self._words.items():
            text = f"{quoted(word)} was read as a number that is not known: {counted(len(places), 'cell')}."
            found.append(Remark(topic="results", text=text, origin=places[0]))
        return found


def _with_points(rows: list[list[FieldRow]], findings: Findings, remarks: list[Remark]) -> list[list[FieldRow]]:
    """Return the rows with decimal points, after issues where the table has both marks."""
    places: dict[str, dict[Origin, str]] = {"comma": {}, "point": {}, "either": {}}
    for row in (row for block in rows for row in block):
        for field in row.columns:
            mark = mark_of_cell(row.text(field))
            if mark:
                places[mark].setdefault(row.origin(field), row.text(field))
    commas, points = places["comma"], places["point"]
    if not commas:
        return rows
    if points:
        rare, mark = (commas, "comma") if len(commas) <= len(points) else (points, "point")
        for origin, text in rare.items():
            message = f"found {quoted(text)} with a decimal {mark}, expected the same decimal mark in the whole table"
            findings.add("decimal-mark-is-consistent", origin, message)
    else:
        text = f"Decimal commas were read as decimal points: {counted(len(commas), 'cell')}."
        remarks.append(Remark(topic="file", text=text, origin=next(iter(commas))))
    return [[_pointed(row) for row in block] for block in rows]


def _pointed(row: FieldRow) -> FieldRow:
    return FieldRow(row.path, row.line, row.columns, with_point(row.cells), row.places)
