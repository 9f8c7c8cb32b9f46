"""Small tables that are files of their own: delimited text as records, each cell with its place."""

from __future__ import annotations

import codecs
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reportgen.errors import Issue, Origin
from reportgen.exchange.naming import one_line
from reportgen.foreign.encoding import decoded_with_remarks
from reportgen.foreign.remark import Remark
from reportgen.load.delimited import read_delimited
from reportgen.load.findings import Findings

__all__ = ["Record", "SmallTable", "heading_words", "records_of", "table_of_rows", "too_long"]

_LONGEST_CELL = 5_000
_LONGEST_WORD = 200
"""Letters of a word; several are joined in names of arms, and a page holds words of 500."""

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row: its cells, trimmed, by the heading in lower case; a cell that the row or the table lacks is empty."""

    path: str
    line: int
    columns: Mapping[str, int]
    cells: tuple[str, ...]

    def text(self, name: str) -> str:
        """Return the text of a cell."""
        index = self.columns.get(name)
        return self.cells[index].strip() if index is not None and index < len(self.cells) else ""

    def words(self, name: str) -> str:
        """Return the text of a cell on one line, with single spaces."""
        return one_line(self.text(name))

    def origin(self, name: str = "") -> Origin:
        """Return the place of a cell, or of the row where the table lacks the column."""
        index = self.columns.get(name)
        return Origin(self.path, self.line) if index is None else Origin(self.path, self.line, index + 1, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTable:
    """The headings as they stand, without spaces around them, and the records below; `remarks` say what was guessed."""

    path: str
    heading_line: int
    headings: tuple[str, ...]
    records: tuple[Record, ...]
    remarks: tuple[Remark, ...] = ()


def records_of(path: str, data: bytes, known: Collection[str]) -> SmallTable:
    """Return the table in a file; `known` are headings that tell its delimiter (comma, semicolon or tab).

    Raises:
        DataError: the file is empty, too long or no text, or a quotation mark is never closed.
    """
    findings = Findings()
    text, remarks = decoded_with_remarks(data, path)
    raw = read_delimited(path, text, known, findings)
    findings.raise_errors()
    if raw is None:
        return SmallTable(path=path, heading_line=1, headings=(), records=())
    headings = tuple(heading.strip() for heading in raw.headings)
    columns: dict[str, int] = {}
    for index, heading in enumerate(headings):
        columns.setdefault(heading.lower(), index)
    records = tuple(Record(path=path, line=line, columns=columns, cells=cells) for line, cells in raw.rows)
    return SmallTable(path=path, heading_line=raw.heading_line, headings=headings, records=records, remarks=remarks)


def heading_words(data: bytes) -> frozenset[str]:
    """Return the headings of the first line with text in lower case, whatever the delimiter; never an error."""
    text = data[:20_000].decode("utf-16" if data[:2] in _WIDE else "utf-8-sig", "replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max((",", ";", "\t"), key=first.count)
    return frozenset(part.strip().strip('"').strip().lower() for part in first.split(delimiter))


def table_of_rows(path: str, rows: Sequence[Sequence[str]], needed: Collection[str]) -> SmallTable | None:
    """Return the table in the rows of a sheet, whose headings stand in the first row that holds all the needed ones.

    Rows without text are left out. None if no row of the first 20 holds them; `needed` are in lower case.
    """
    for index, row in enumerate(rows[:20]):
        headings = tuple(cell.strip() for cell in row)
        columns: dict[str, int] = {}
        for place, heading in enumerate(headings):
            columns.setdefault(heading.lower(), place)
        if set(needed) <= columns.keys():
            below = enumerate(rows[index + 1 :], index + 2)
            records = tuple(
                Record(path=path, line=line, columns=columns, cells=tuple(cells))
                for line, cells in below
                if any(cell.strip() for cell in cells)
            )
            return SmallTable(path=path, heading_line=index + 1, headings=headings, records=records)
    return None


def too_long(table: SmallTable) -> list[Issue]:
    """Return an issue for each heading and cell that no page could hold."""
    issues = [_too_long(Origin(table.path, table.heading_line, i), text) for i, text in enumerate(table.headings, 1)]
    for record in table.records:
        issues += [_too_long(Origin(table.path, record.line, i), text) for i, text in enumerate(record.cells, 1)]
    return [issue for issue in issues if issue is not None]


def _too_long(place: Origin, text: str) -> Issue | None:
    if len(text) <= _LONGEST_WORD:
        return None
    if len(text) > _LONGEST_CELL:
        message = f"found a cell of {len(text)} characters, expected at most {_LONGEST_CELL}"
        return Issue("file-is-of-bearable-size", place, message)
    longest = max(map(len, text.split()), default=0)
    message = f"found a word of {longest} letters, expected at most {_LONGEST_WORD}"
    return Issue("word-fits-on-a-page", place, message) if longest > _LONGEST_WORD else None
