"""A sheet as somebody made it becomes headings and rows: titles, units, totals and footnotes are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.phrases import counted
from reportgen.exchange.wide.compound import UNKNOWN
from reportgen.exchange.wide.fields import study_column
from reportgen.exchange.wide.headings import Block, Recognised, recognise
from reportgen.load.decimal_mark import is_grouped, mark_of_cell
from reportgen.load.findings import Findings, quoted

__all__ = ["Line", "SheetRows", "SheetTable", "is_number", "table_of"]

Line = tuple[int, tuple[str, ...]]

_MOST_HEADINGS = 12
_MOST_JOINED = 3
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
class SheetRows:
    """The cells of a sheet or of a file: rows with text, each with its line; `path` names file and sheet."""

    path: str
    rows: tuple[Line, ...]
    sheet: str = ""
    hidden: bool = False


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


def is_number(text: str) -> bool:
    """Return whether a cell holds a number, with whatever mark."""
    plain = text.strip().removesuffix("%").strip()
    return bool(plain) and (plain.isdecimal() or mark_of_cell(plain) is not None or is_grouped(plain) or _signed(plain))


def _signed(text: str) -> bool:
    return text[:1] in "+-−<>" and text[1:].strip().isdecimal()


def table_of(
    sheet: SheetRows, findings: Findings, remarks: list[Remark], *, mapped: Sequence[str] = ()
) -> SheetTable | None:
    """Return the table in a sheet, None for one without any; `mapped` are headings to be found."""
    rows = _of_equal_length(sheet.rows)
    if not rows:
        return None
    start, size = _heading_rows(rows, mapped)
    headings = _joined([cells for _, cells in rows[start : start + size]])
    _tell_of_headings(sheet, rows, start, size, headings, remarks)
    body = rows[start + size :]
    if not mapped or not set(mapped) <= set(headings):
        _refuse_side_by_side(Origin(sheet.path, rows[start + size - 1][0]), headings, body, findings)
    columns = [[cells[index] for _, cells in body] for index in range(len(headings))]
    recognised = recognise(headings, columns)
    line = rows[start + size - 1][0]
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


def _heading_rows(rows: Sequence[Line], mapped: Sequence[str]) -> tuple[int, int]:
    """Return the index of the first row of headings, and how many there are."""
    best, chosen = 0, (0, 1)
    for start in range(min(len(rows), _MOST_HEADINGS)):
        for size in range(1, _MOST_JOINED + 1):
            parts = [cells for _, cells in rows[start : start + size]]
            if len(parts) < size or any(map(_holds_numbers, parts)):
                continue
            found = _score(_joined(parts), rows[start + size :][:50], mapped)
            if found > best:
                best, chosen = found, (start, size)
    return chosen


def _holds_numbers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return sum(map(is_number, filled)) * 3 > len(filled)


def _score(headings: Sequence[str], rows: Sequence[Line], mapped: Sequence[str]) -> int:
    """Return how much of a table a row of headings gives away."""
    columns = [[cells[index] for _, cells in rows] for index in range(len(headings))]
    found = recognise(headings, columns)
    numbers = max((len(block.columns) for block in found.blocks), default=0)
    complete = 5 if found.whole(columns) else 0
    named = 10 * sum(heading in headings for heading in mapped)
    return named + len(found.general) + 2 * numbers + complete + (0 if study_column(found.general) is None else 3)


def _joined(parts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return one row of headings; a heading over several columns goes with each of them."""
    if len(parts) == 1:
        return tuple(parts[0])
    above, below = parts[0], _joined(parts[1:])
    groups = _groups(above, below)
    return tuple(f"{group} {two}".strip() if two != group else two for group, two in zip(groups, below, strict=True))


def _groups(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the heading above each column: one goes on until the next, or until a heading over both rows.

    The last one ends where it has had the headings of the one before: what follows is a column of its own.
    """
    found, group = [], ""
    starts: list[int] = []
    for index, (one, two) in enumerate(zip(above, below, strict=True)):
        if one and two and one != two:
            starts.append(index)
        group = "" if not two or one == two else one or group
        found.append(group or one)
    if len(starts) > 1:
        before = below[slice(*starts[-2:])]
        end = starts[-1] + len(before)
        if tuple(below[starts[-1] : end]) == tuple(before):
            found[end:] = ["" if group == above[starts[-1]] else group for group in found[end:]]
    return found


def _tell_of_headings(
    sheet: SheetRows, rows: Sequence[Line], start: int, size: int, headings: Sequence[str], remarks: list[Remark]
) -> None:
    if start:
        text = f"{counted(start, 'row')} above the headings left out."
        remarks.append(Remark(topic="file", text=text, origin=Origin(sheet.path, rows[0][0])))
    if size > 1:
        single = {cell for _, cells in rows[start : start + size] for cell in cells}
        example = next((heading for heading in headings if heading not in single), "")
        text = f"{'Two' if size == 2 else 'Three'} rows of headings were joined"
        text += f", as in {quoted(example)}." if example else "."
        remarks.append(Remark(topic="file", text=text, origin=Origin(sheet.path, rows[start][0])))


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
