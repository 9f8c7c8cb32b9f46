"""A table from elsewhere, delimited text or one sheet of a workbook, as headings and rows of equal length."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportgen.errors import DataError, Issue, Origin, did_you_mean
from reportgen.exchange.encoding import decoded_with_remarks
from reportgen.exchange.imported import Remark
from reportgen.exchange.sheets import Sheet, is_workbook, read_sheets
from reportgen.exchange.sheets_xlsx import MOST_SHEET_COLUMNS
from reportgen.load.delimited import read_delimited
from reportgen.load.findings import Findings, quoted

__all__ = ["Grid", "GridRow", "grid_of_sheet", "read_grid"]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with the line it begins on (in a workbook: its row, from 1); as many cells as there are headings."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Headings, trimmed, and the rows below them; rows without any text are left out.

    `path` is that of the file, `sheet` the name of the sheet in a workbook. Decimal commas are as they stand, see
    `reportgen.load.decimal_mark`.
    """

    path: str
    sheet: str = ""
    header_line: int
    header: tuple[str, ...]
    rows: tuple[GridRow, ...]
    remarks: tuple[Remark, ...] = ()

    def origin(self, line: int, index: int | None = None) -> Origin:
        """Return the place of a cell by its line and the index of its heading, of the row without an index."""
        if index is None:
            return Origin(self.path, line)
        return Origin(self.path, line, index + 1, self.header[index])


def read_grid(data: bytes, path: str, *, sheet: str = "", header_line: int = 0, known: Collection[str] = ()) -> Grid:
    """Return the table in a file: delimited text (comma, semicolon, tab), or a sheet of a workbook.

    Args:
        data: the file; what it is, is told by its first bytes.
        path: its name.
        sheet: the sheet of a workbook; empty for the first visible one with text.
        header_line: the row of a workbook with the headings, from 1; 0 for the first row with text.
        known: headings to be expected; they help to tell the delimiter.

    Raises:
        DataError: all that `read_sheets` and `decoded` raise; no such sheet; source-value-is-usable with the line of
            each row that has more cells than there are headings. Rows that are too short get a remark.
    """
    if is_workbook(data):
        return grid_of_sheet(_chosen(read_sheets(data, path), sheet, path), path, header_line=header_line)
    text, remarks = decoded_with_remarks(data, path)
    hint, line_end, rest = text.partition("\n")
    if hint.startswith("sep=") and len(hint) == len("sep=;"):  # what Excel is told before the headings
        text = line_end + rest
    findings = Findings()
    table = read_delimited(path, text, known, findings)
    findings.raise_errors()
    if table is None:
        raise _empty(path)
    return _grid(path, "", (table.heading_line, table.headings), table.rows, remarks)


def grid_of_sheet(sheet: Sheet, path: str, *, header_line: int = 0) -> Grid:
    """Return the table on a sheet, its headings in row `header_line` (0: the first row with text).

    Merged headings stand over each of their columns; cells below are as they are, only the first of merged ones filled.
    """
    lines = [(line, row) for line, row in enumerate(sheet.rows, 1) if line >= header_line and any(map(str.strip, row))]
    if not lines or (header_line and lines[0][0] != header_line):
        raise _empty(path)
    line = lines[0][0]
    return _grid(path, sheet.name, (line, sheet.spread()[line - 1]), lines[1:], sheet.remarks)


def _chosen(sheets: Sequence[Sheet], name: str, path: str) -> Sheet:
    filled = [sheet for sheet in sheets if any(cell.strip() for row in sheet.rows for cell in row)]
    wanted = [sheet for sheet in filled if (sheet.name == name if name else sheet.visible)]
    if wanted:
        return wanted[0]
    if not name:
        raise _empty(path)
    message = f"found no sheet {quoted(name)} with text in it, expected one"
    hint = did_you_mean(name, [sheet.name for sheet in filled])
    raise DataError([Issue("source-name-is-known", Origin(path, 1), message, hint)])


def _grid(
    path: str,
    sheet: str,
    heading: tuple[int, Sequence[str]],
    rows: Iterable[tuple[int, Sequence[str]]],
    remarks: Sequence[Remark],
) -> Grid:
    line, header = heading[0], _without_blank_end(tuple(cell.strip() for cell in heading[1]))
    width, findings = len(header), Findings()
    if width > MOST_SHEET_COLUMNS:
        message = f"found {width} columns, expected at most {MOST_SHEET_COLUMNS}"
        raise DataError([Issue("file-is-of-bearable-size", Origin(path, line), message)])
    kept, short = [], []
    for at, cells in rows:
        trimmed = tuple(cells) if len(cells) <= width else (*cells[:width], *_without_blank_end(tuple(cells[width:])))
        if len(trimmed) > width:
            hint = "a cell that holds the delimiter stands in quotation marks"
            message = f"found {len(trimmed)} cells, expected {width} as there are headings"
            findings.add("source-value-is-usable", Origin(path, at, width + 1), message, hint)
        if len(trimmed) < width:
            short.append(at)
        kept.append(GridRow(at, (*trimmed, *[""] * (width - len(trimmed)))))
    findings.raise_errors()
    if short:
        more = f" (and {len(short) - 1} others)" if len(short) > 1 else ""
        said = f"a row{more} has fewer cells than there are headings ({width}): the missing ones were read as empty"
        remarks = (*remarks, Remark(topic="file", text=said, origin=Origin(path, short[0])))
    return Grid(path=path, sheet=sheet, header_line=line, header=header, rows=tuple(kept), remarks=tuple(remarks))


def _without_blank_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = len(cells)
    while last and not cells[last - 1].strip():
        last -= 1
    return cells[:last]


def _empty(path: str) -> DataError:
    suffix = PurePosixPath(path).suffix or "file"
    message = f"found no text where the headings should be, expected a table in this {suffix}"
    return DataError([Issue("file-is-not-empty", Origin(path, 1), message)])
