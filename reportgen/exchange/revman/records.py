"""Tables of RevMan as records: cells by the name of their column, whatever the order and the layout of the year."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.errors import DataError, Origin
from reportgen.exchange.fitting import fitting
from reportgen.exchange.imported import Remark
from reportgen.exchange.revman.own_export import unguarded
from reportgen.exchange.revman.plain import plain, plain_lines
from reportgen.foreign.encoding import decoded
from reportgen.load.delimited import read_delimited
from reportgen.load.findings import Findings, quoted
from reportgen.load.raw_table import RawTable

__all__ = ["Record", "Table", "table_of"]

_NOT_APPLICABLE = frozenset({"#n/a", "nan", "[not identical]"})
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_ENDLESS = re.compile(r"[+-]?(?:inf|infinity|∞)", re.IGNORECASE)
_LARGEST = 1e15
_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line of a table; `cells` and `columns` (their numbers, from 1) by the heading as it stands, case folded."""

    path: str
    line: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]
    findings: Findings = field(compare=False, repr=False)

    def has(self, *names: str) -> bool:
        """Return whether the table has a column of one of these names."""
        return any(name.casefold() in self.columns for name in names)

    def raw(self, *names: str) -> str:
        """Return the cell of the first of these columns that there is, as it stands."""
        return next((self.cells[name.casefold()] for name in names if name.casefold() in self.cells), "")

    def text(self, *names: str) -> str:
        """Return a cell as plain text; empty where the source says that it does not apply (#N/A, [Not identical])."""
        found = plain(self.raw(*names))
        return "" if found.casefold() in _NOT_APPLICABLE else found

    def origin(self, *names: str) -> Origin:
        """Return where the cell of the first of these columns stands, or the line where there is none."""
        for name in names:
            if name.casefold() in self.columns:
                return Origin(self.path, self.line, self.columns[name.casefold()], name)
        return Origin(self.path, self.line)

    def number(self, *names: str) -> float | None:
        """Return a number, a percent sign behind it dropped; None for an empty cell, or after an issue."""
        text = self.text(*names).replace("−", "-").removesuffix("%").strip()
        if not text or _ENDLESS.fullmatch(text):
            return None
        value = float(text) if _NUMBER.fullmatch(text) and len(text) <= 40 else math.nan
        if not math.isfinite(value) or abs(value) > _LARGEST:
            message = f"found {quoted(self.raw(*names))}, expected a number or an empty cell"
            self.findings.add("source-value-is-usable", self.origin(*names), message)
            return None
        return value

    def flag(self, *names: str, default: bool) -> bool:
        """Return a yes or no; `default` for an empty or missing cell, or after an issue."""
        text = self.text(*names).casefold()
        if not text:
            return default
        if text not in _YES | _NO:
            message = f"found {quoted(self.raw(*names))}, expected true or false"
            self.findings.add("source-value-is-usable", self.origin(*names), message)
            return default
        return text in _YES


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its headings, and its records; lines without any text are left out. `remarks` say what was guessed.

    `whole` is False where a cell had to be cut.
    """

    path: str
    headings: tuple[str, ...]
    records: tuple[Record, ...]
    remarks: tuple[Remark, ...] = ()
    whole: bool = True

    def has(self, *names: str) -> bool:
        """Return whether there is a column of one of these names, whatever the case."""
        own = {heading.casefold() for heading in self.headings}
        return any(name.casefold() in own for name in names)


def table_of(
    path: str, content: bytes, needed: Sequence[str], findings: Findings, *, own: bool = False
) -> Table | None:
    """Return the table in a CSV file; None after an issue: it cannot be read, or lacks a column it needs.

    In an `own` one, which was exported here, apostrophes guard texts that a sheet would calculate: they are taken off.
    """
    try:
        text, guess = decoded(content, path)
    except DataError as error:
        findings.extend(error.issues)
        return None
    raw = read_delimited(path, text, needed, findings)
    if raw is None:
        return None
    headings = tuple(plain(heading) for heading in raw.headings)
    columns = _columns(path, raw.heading_line, headings, findings)
    missing = [name for name in needed if name.casefold() not in columns]
    for name in missing:
        message = f"found no column {quoted(name)}, expected one"
        findings.add("source-holds-a-review", Origin(path, raw.heading_line), message)
    if missing:
        return None
    if own:
        raw = replace(raw, rows=tuple((line, tuple(map(unguarded, cells))) for line, cells in raw.rows))
    remarks = [Remark(topic="file", text=f"{path}: {guess}", origin=Origin(path, 1))] if guess else []
    cut: list[Remark] = []
    records = tuple(_records(raw, columns, cut, findings))
    return Table(path=path, headings=headings, records=records, remarks=(*remarks, *cut), whole=not cut)


def _columns(path: str, line: int, headings: Sequence[str], findings: Findings) -> Mapping[str, int]:
    columns: dict[str, int] = {}
    for number, heading in enumerate(headings, start=1):
        key = heading.casefold()
        if key in columns:
            message = f"found the heading {quoted(heading)} again, expected each once"
            findings.add("source-value-is-usable", Origin(path, line, number), message)
        elif key:
            columns[key] = number
    return columns


def _records(raw: RawTable, columns: Mapping[str, int], cut: list[Remark], findings: Findings) -> Iterator[Record]:
    width = max(columns.values(), default=0)
    for line, cells in raw.rows:
        if any(cell.strip() for cell in cells[width:]):
            message = f"found {len(cells)} cells, expected at most {width} as in the row of headings"
            findings.add("source-value-is-usable", Origin(raw.path, line), message)
        named = {
            name: _bearable(cells[number - 1].strip(), Origin(raw.path, line, number, name), cut)
            for name, number in columns.items()
            if number <= len(cells)
        }
        yield Record(path=raw.path, line=line, cells=named, columns=columns, findings=findings)


def _bearable(text: str, origin: Origin, cut: list[Remark]) -> str:
    """Return a cell as a table of a review can hold it, with a remark where it is cut."""
    lines = plain_lines(text)
    shorter = fitting(lines)
    if shorter == lines:
        return text
    told = f"A cell of {len(lines)} characters or a word without end was cut; the file is kept as it was."
    cut.append(Remark(topic="text", text=told, origin=origin))
    return shorter
