"""A table whose headings were checked against its form: rows that know where each of their cells stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reportgen.errors import Origin
from reportgen.load.decimal_mark import mark_of_cell, with_point
from reportgen.load.files import ENDLESS_WORD, Folder, decode
from reportgen.load.findings import Findings, quoted
from reportgen.load.formulas import restored
from reportgen.load.raw_table import MOST_COLUMNS, RawTable
from reportgen.model import DataFile

__all__ = ["MOST_MEGABYTES", "Row", "Table", "TableForm", "read_file", "read_table", "table_of"]

_LONGEST_CELL = 20_000
MOST_MEGABYTES = 50
"""What a table may be large."""
_KINDS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForm:
    """What a table may hold: its columns, those it needs, those with numbers, and those that tell rows apart.

    `open_prefix` marks headings that another stage judges (``role_``); `open` is True when no heading can be
    judged, because review.yaml, which declares some, could not be read.
    """

    stem: str
    required: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: frozenset[str] = frozenset()
    key: tuple[str, ...] = ()
    key_code: str = "row-is-unique"
    open_prefix: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: cells trimmed, numbers with a decimal point; a column that the file lacks is an empty text."""

    path: str
    line: int
    columns: Mapping[str, int]
    cells: tuple[str, ...]

    def text(self, name: str) -> str:
        """Return the text of a cell."""
        index = self.columns.get(name)
        return "" if index is None else self.cells[index]

    def origin(self, name: str = "") -> Origin:
        """Return the place of a cell, or of the row where the file lacks the column."""
        index = self.columns.get(name)
        return Origin(self.path, self.line) if index is None else Origin(self.path, self.line, index + 1, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that was read.

    `present` is False when there is no file, `sound` when its headings could not be used. `doubtful` holds every cell
    of rows that were left out, so that a name in them is not called unknown elsewhere.
    """

    path: str
    columns: Mapping[str, int] = field(default_factory=dict)
    heading_line: int = 1
    rows: tuple[Row, ...] = ()
    raw: DataFile | None = None
    present: bool = True
    sound: bool = True
    doubtful: frozenset[str] = frozenset()

    def heading_origin(self, name: str) -> Origin:
        """Return the place of a heading."""
        index = self.columns.get(name)
        return Origin(self.path, self.heading_line, None if index is None else index + 1, name)


def read_table(folder: Folder, form: TableForm) -> Table:
    """Return the table STEM.csv or STEM.xlsx of a folder; every flaw of its form becomes an issue."""
    names = folder.names()
    present = [form.stem + kind for kind in _KINDS if form.stem + kind in names]
    path = present[0] if present else f"{form.stem}.csv"
    if not present:
        return Table(path=path, present=False)
    if len(present) > 1:
        message = f"found {present[0]} and {present[1]}, expected one of them"
        folder.findings.add("file-is-readable", Origin(present[1], 1), message, "keep the one that you edit")
        return Table(path=path, sound=False)
    return read_file(folder, path, form)


def read_file(folder: Folder, path: str, form: TableForm) -> Table:
    """Return the table in a file of a folder; every flaw of its form becomes an issue."""
    data = folder.read(path, megabytes=MOST_MEGABYTES)
    return Table(path=path, sound=False) if data is None else table_of(path, data, form, folder.findings)


def table_of(path: str, data: bytes, form: TableForm, findings: Findings) -> Table:
    """Return the table in the bytes of a file; every flaw of its form becomes an issue."""
    raw = _raw(path, data, form, findings)
    return Table(path=path, sound=False) if raw is None else _judged(raw, form, findings)


def _raw(path: str, data: bytes, form: TableForm, findings: Findings) -> RawTable | None:
    if not data.strip():
        message = "found an empty file, expected a row of headings"
        findings.add("file-is-not-empty", Origin(path, 1), message, "headings: " + ", ".join(form.required))
        return None
    if path.endswith(".xlsx"):
        from reportgen.load.workbook import read_workbook

        raw = read_workbook(path, data, findings)
    else:
        from reportgen.load.delimited import read_delimited

        text = decode(path, data, findings)
        raw = None if text is None else read_delimited(path, text, form.columns, findings)
    return None if raw is None else _without_apostrophes(raw)


def _without_apostrophes(raw: RawTable) -> RawTable:
    """Return the table as it was before it was made harmless for spreadsheets."""
    rows = tuple((line, tuple(map(restored, cells))) for line, cells in raw.rows)
    return replace(raw, headings=tuple(map(restored, raw.headings)), rows=rows)


def _judged(raw: RawTable, form: TableForm, findings: Findings) -> Table:
    columns = _columns(raw, form, findings)
    data = DataFile(path=raw.path, columns=raw.headings, rows=dict(raw.rows))
    if columns is None:
        return Table(path=raw.path, heading_line=raw.heading_line, raw=data, sound=False)
    whole, doubtful = _whole_rows(raw, findings)
    trimmed = [(line, tuple(cell.strip() for cell in cells)) for line, cells in whole]
    numeric = [columns[name] for name in columns if name in form.numbers]
    pointed = _with_one_mark(raw.path, trimmed, numeric, findings)
    rows = tuple(Row(raw.path, line, columns, cells) for line, cells in pointed)
    _refuse_twins(rows, form, findings)
    return Table(
        path=raw.path, columns=columns, heading_line=raw.heading_line, rows=rows, raw=data, doubtful=frozenset(doubtful)
    )


def _columns(raw: RawTable, form: TableForm, findings: Findings) -> dict[str, int] | None:
    """Return the index of each heading, or None when the headings cannot be used."""
    line = raw.heading_line
    if len(raw.headings) > MOST_COLUMNS:
        message = f"found {len(raw.headings)} columns, expected at most {MOST_COLUMNS}"
        findings.add("file-is-of-bearable-size", Origin(raw.path, line), message)
        return None
    columns: dict[str, int] = {}
    for index, heading in enumerate(raw.headings):
        name = heading.strip()
        origin = Origin(raw.path, line, index + 1, name[:60])
        if name in columns:
            message = f"found {quoted(name)} again (first in column {columns[name] + 1}), expected each heading once"
            findings.add("column-is-unique", origin, message)
        elif name or any(row[index].strip() for _, row in raw.rows if index < len(row)):
            _judge_heading(name, origin, form, findings)
            columns[name] = index
    missing = [name for name in form.required if name not in columns]
    for name in missing:
        message = f"found no column {quoted(name)}, expected one"
        findings.add("column-is-present", Origin(raw.path, line), message, f"needed: {', '.join(form.required)}")
    return None if missing else columns


def _judge_heading(name: str, origin: Origin, form: TableForm, findings: Findings) -> None:
    if name in form.columns or (form.open and name) or (form.open_prefix and name.startswith(form.open_prefix)):
        return
    expected = "a column of the format or one declared under `columns:` in review.yaml"
    findings.unknown("column-is-declared", origin, name, known=form.columns, expected=expected)


def _whole_rows(raw: RawTable, findings: Findings) -> tuple[list[tuple[int, tuple[str, ...]]], set[str]]:
    """Return the rows with as many cells as headings, and the cells of the others."""
    whole: list[tuple[int, tuple[str, ...]]] = []
    doubtful: set[str] = set()
    for line, cells in raw.rows:
        if len(cells) != len(raw.headings):
            message = f"found {len(cells)} cells, expected {len(raw.headings)}"
            hint = "a cell that holds the delimiter stands in quotation marks"
            findings.add("row-has-every-cell", Origin(raw.path, line), message, hint)
        elif max(map(len, cells), default=0) > _LONGEST_CELL:
            column = next(index for index, cell in enumerate(cells, 1) if len(cell) > _LONGEST_CELL)
            message = f"found a cell of {len(cells[column - 1])} characters, expected at most {_LONGEST_CELL}"
            findings.add("file-is-of-bearable-size", Origin(raw.path, line, column), message)
        elif column := next((i for i, cell in enumerate(cells, 1) if ENDLESS_WORD.search(cell)), 0):
            message = f"found a word of {_longest_word(cells[column - 1])} letters, expected at most 500"
            findings.add("word-fits-on-a-page", Origin(raw.path, line, column), message)
        else:
            whole.append((line, cells))
            continue
        doubtful.update(cell.strip() for cell in cells[:MOST_COLUMNS] if len(cell) <= _LONGEST_CELL)
    return whole, doubtful


def _longest_word(text: str) -> int:
    return max(map(len, text.split()))


def _with_one_mark(
    path: str, rows: list[tuple[int, tuple[str, ...]]], numeric: Iterable[int], findings: Findings
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows with decimal points, after a warning where the file has commas, or issues where it has both."""
    places: dict[str, list[Origin]] = {"comma": [], "point": [], "either": []}
    numeric = tuple(numeric)
    for line, cells in rows:
        for index in numeric:
            mark = mark_of_cell(cells[index]) if cells[index] else None
            if mark:
                places[mark].append(Origin(path, line, index + 1))
    commas, points = places["comma"], places["point"]
    if not commas:
        return rows
    if points:
        rare, mark = (commas, "comma") if len(commas) <= len(points) else (points, "point")
        for origin in rare:
            message = f"found a decimal {mark}, expected the same decimal mark in the whole file"
            findings.add("decimal-mark-is-consistent", origin, message)
    else:
        found = f"found decimal commas ({len(commas)} cells), read as decimal points"
        findings.warn("decimal-mark-is-consistent", commas[0], found)
    chosen = set(numeric)
    return [
        (line, tuple(with_point((cell,))[0] if index in chosen else cell for index, cell in enumerate(cells)))
        for line, cells in rows
    ]


def _refuse_twins(rows: tuple[Row, ...], form: TableForm, findings: Findings) -> None:
    first: dict[tuple[str, ...], Row] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        key = tuple(row.text(name) for name in form.key)
        counts[key] += 1
        if counts[key] == 1:
            first[key] = row
        elif any(key):
            named = ", ".join(quoted(part) for part in key if part)
            message = f"found {named} again (first in line {first[key].line}), expected one row for it"
            findings.add(form.key_code, row.origin(form.key[0]), message)
