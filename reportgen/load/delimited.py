"""Delimited text becomes a raw table, each row with the line it starts on."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from io import StringIO

from reportgen.errors import Origin
from reportgen.load.findings import Findings
from reportgen.load.raw_table import MOST_CELLS, MOST_ROWS, RawTable

__all__ = ["delimiter_of", "read_delimited"]

_DELIMITERS = (",", ";", "\t")


def read_delimited(path: str, text: str, known: Collection[str], findings: Findings) -> RawTable | None:
    """Return the table in `text`, or None after an issue (empty, a quotation mark that is never closed, too long).

    The delimiter (comma, semicolon or tab) is the one that makes most of the `known` headings appear.
    """
    delimiter = delimiter_of(text, known)
    lines: list[tuple[int, tuple[str, ...]]] = []
    origin, read = Origin(path, 1), 0
    try:
        for line, cells in _records(text, delimiter):
            origin = Origin(path, line)
            if any(cell.strip() for cell in cells):
                lines.append((line, tuple(cells)))
            read += len(cells)
            if len(lines) > MOST_ROWS + 1 or read > MOST_CELLS:
                message = f"found more than {MOST_ROWS} rows or {MOST_CELLS} cells, expected a table of bearable size"
                findings.add("file-is-of-bearable-size", origin, message)
                return None
    except csv.Error as error:
        _report(error, origin, findings)
        return None
    if not lines:
        findings.add("file-is-not-empty", Origin(path, 1), "found nothing, expected a row of headings")
        return None
    (heading_line, headings), *rows = lines
    return RawTable(path=path, heading_line=heading_line, headings=headings, rows=tuple(rows))


def delimiter_of(text: str, known: Collection[str]) -> str:
    """Return the delimiter of a text: comma, semicolon or tab, whichever makes most of the known headings appear."""
    return max(_DELIMITERS, key=lambda mark: _score(text, mark, known))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it starts on; an error is raised with the line of its record known before."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise csv.Error(str(error), start, reader.line_num) from error
        yield start, cells
        start = reader.line_num + 1


def _score(text: str, delimiter: str, known: Collection[str]) -> tuple[int, int]:
    """Return how many known headings, and how many headings, the delimiter finds in the first line with text."""
    first = next((line for line in StringIO(text) if line.strip()), "")
    try:
        cells = next(csv.reader([first], delimiter=delimiter))
    except (csv.Error, StopIteration):
        return (0, 0)
    return (sum(cell.strip() in known for cell in cells), len(cells))


def _report(error: csv.Error, before: Origin, findings: Findings) -> None:
    message, start, line = (*error.args, before.line, before.line)[:3]
    if "limit" in message:
        found = "a cell of more than 100,000 characters, expected at most 20,000"
        code, hint = "file-is-of-bearable-size", "a quotation mark that is never closed looks like this, too"
    elif "unexpected end" in message:
        code, found = "file-is-readable", "a quotation mark that is never closed, expected a second one"
        hint = "a cell that holds a quotation mark stands in quotation marks, and the one inside is doubled"
    else:
        code, found = (
            "file-is-readable",
            f"text after a closing quotation mark (up to line {line}), expected a delimiter",
        )
        hint = "double a quotation mark that belongs to the text of a quoted cell"
    findings.add(code, Origin(before.path, start), f"found {found}", hint)
