"""The tables of a source as rows of texts: delimited text with whatever delimiter, and the sheets of workbooks."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.sheets import Sheet, is_workbook, read_sheets
from reportgen.exchange.source import Source
from reportgen.foreign.encoding import decoded_with_remarks
from reportgen.load.files import ENDLESS_WORD
from reportgen.load.raw_table import MOST_CELLS, MOST_COLUMNS, MOST_ROWS

__all__ = ["MOST_PEEKED", "Line", "SheetRows", "is_text_table", "sheets_of", "start_of"]

Line = tuple[int, tuple[str, ...]]
"""A row of a sheet: its line, and its cells."""

MOST_PEEKED = 20_000
"""Bytes of a delimited file that are looked at to tell its format."""

_DELIMITERS = (",", ";", "\t", "|")
_ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".dat")
_LONGEST_CELL = 20_000
_SAMPLE_LINES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """The cells of a sheet or of a file: rows with text, each with its line; `path` names file and sheet."""

    path: str
    rows: tuple[Line, ...]
    sheet: str = ""
    hidden: bool = False


def is_text_table(path: str) -> bool:
    """Return whether a file is called as delimited text is."""
    return path.lower().endswith(_ENDINGS)


def sheets_of(source: Source, remarks: list[Remark]) -> list[SheetRows]:
    """Return the tables of a source: a file, or the one file with tables in a folder or an archive.

    Raises:
        DataError: no such file, or several; text that cannot be read, or is too large.
    """
    named = [path for path, data in source.files.items() if is_text_table(path) or is_workbook(data)]
    if len(named) != 1:
        found = "no table" if not named else f"{len(named)} tables ({', '.join(named[:5])})"
        hint = "name the file itself" if named else ""
        message = f"found {found} in {source.name}, expected one: a .csv or a workbook"
        raise DataError([Issue("source-holds-a-review", Origin(source.name, 1), message, hint)])
    path, data = named[0], source.files[named[0]]
    if is_workbook(data):
        sheets = read_sheets(data, path)
        remarks += [remark for sheet in sheets for remark in sheet.remarks]
        return [_of_sheet(path, sheet) for sheet in sheets]
    text, found_out = decoded_with_remarks(data, path)
    remarks += found_out
    return [SheetRows(path=path, rows=tuple(_checked(path, _records(path, text))))]


def start_of(path: str, data: bytes) -> list[SheetRows]:
    """Return the first rows of a file, as far as they can be told without reading all of it; never an error."""
    try:
        if is_workbook(data):
            return [_of_sheet(path, sheet) for sheet in read_sheets(data, path) if sheet.visible]
        whole = len(data) <= MOST_PEEKED
        text, _ = decoded_with_remarks(data[:MOST_PEEKED], path)
        lines = text.split("\n")
        text = "\n".join(lines if whole else lines[:-1])
        return [SheetRows(path=path, rows=tuple(_records(path, text, strict=False)))]
    except (DataError, csv.Error, UnicodeDecodeError):
        return []


def _of_sheet(path: str, sheet: Sheet) -> SheetRows:
    rows = [list(cells) for cells in sheet.rows]
    for part in sheet.merged:
        if part.column == part.last_column:  # a name that stands for the rows below it
            for row in rows[part.row - 1 : part.last_row]:
                row[part.column - 1] = sheet.rows[part.row - 1][part.column - 1]
    place = f"{path} [{sheet.name}]"
    filled = [(line, tuple(cells)) for line, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    return SheetRows(path=place, rows=tuple(_checked(place, filled)), sheet=sheet.name, hidden=not sheet.visible)


def _records(path: str, text: str, *, strict: bool = True) -> Iterator[Line]:
    """Yield the records of delimited text with the line each starts on."""
    delimiter = _delimiter(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = f"found a record that cannot be read ({error}), expected quotation marks in pairs"
            raise DataError([Issue("source-is-readable", Origin(path, start), message)]) from None
        yield start, tuple(cells)
        start = reader.line_num + 1


def _delimiter(text: str) -> str:
    """Return the mark that parts most lines of the start of a text into the same number of cells, two or more."""
    lines = [line for line in text.split("\n", _SAMPLE_LINES * 4)[: _SAMPLE_LINES * 4] if line.strip()][:_SAMPLE_LINES]
    return max(_DELIMITERS, key=lambda mark: _evenness(lines, mark))


def _evenness(lines: Sequence[str], mark: str) -> tuple[float, int]:
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=mark)]
    except csv.Error:  # told in its place once the records are read
        return (0.0, 1)
    common = max(widths, key=widths.count, default=1)
    return (widths.count(common) / len(widths) if common > 1 else 0.0, common)


def _checked(path: str, rows: Iterator[Line] | Sequence[Line]) -> Iterator[Line]:
    """Yield the rows with text; DataError for a table that is too large, or cells that no page could hold."""
    count = cells_seen = 0
    for line, cells in rows:
        cells_seen += len(cells)
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        width = max(column for column, cell in enumerate(cells, 1) if cell.strip())
        if count > MOST_ROWS or cells_seen > MOST_CELLS or width > MOST_COLUMNS:
            message = f"found more than {MOST_ROWS} rows, {MOST_COLUMNS} columns or {MOST_CELLS} cells, expected fewer"
            raise DataError([Issue("file-is-of-bearable-size", Origin(path, line), message)])
        for column, cell in enumerate(cells, 1):
            if len(cell) > _LONGEST_CELL or ENDLESS_WORD.search(cell):
                message = "found a cell longer than 20,000 characters or a word longer than 500, expected a plain table"
                raise DataError([Issue("word-fits-on-a-page", Origin(path, line, column), message)])
        yield line, cells[:width]
