"""Workbooks (.xlsx, .xlsm, .xls, .ods) become texts of cells, sheet by sheet; no formula is ever worked out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.archive import MOST_BYTES, Allowance, members_of
from reportgen.exchange.imported import Remark
from reportgen.exchange.sheets_ods import looked_at_ods
from reportgen.exchange.sheets_xls import is_xls, looked_at_xls
from reportgen.exchange.sheets_xlsx import MOST_SHEETS, SheetFacts, look_at_xlsx
from reportgen.foreign.characters import CONTROL_CHARACTERS
from reportgen.foreign.xml import parse_xml
from reportgen.load.findings import quoted
from reportgen.load.packed import packed
from reportgen.load.raw_table import MOST_CELLS

__all__ = ["Merged", "Sheet", "is_workbook", "read_sheets", "sheet_names"]

_AGAIN = "save it again as .xlsx, without a password, or as .csv"
_LETTERS = 26
_BOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True, order=True)
class Merged:
    """Cells that are one on the sheet: first and last row and column, from 1. The text stands in the first cell."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The cells of a sheet as text; row and column 1 of the sheet are index 0, blank rows are not left out.

    Whole numbers stand without a point, others with all their digits; dates as 2020-01-31, times as 14:30:00; yes and
    no as TRUE and FALSE; what is blank, an error or a formula without a value is empty. All rows are equally long.
    `merged` says which cells are one: only the first of them has the text, see `spread`.
    """

    name: str
    visible: bool
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Merged, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def spread(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows with the text of merged cells in each of them, so that a heading stands over its columns."""
        rows = [list(row) for row in self.rows]
        for part in self.merged:
            text = self.rows[part.row - 1][part.column - 1]
            for row in rows[part.row - 1 : part.last_row]:
                row[part.column - 1 : part.last_column] = [text] * (part.last_column - part.column + 1)
        return tuple(map(tuple, rows))


def is_workbook(data: bytes) -> bool:
    """Return whether the first bytes are those of a workbook or another archive (which `read_sheets` then tells)."""
    return data.startswith(b"PK\x03\x04") or is_xls(data)


def sheet_names(data: bytes, path: str) -> frozenset[str]:
    """Return the names of the sheets of a workbook, of an .xlsx without reading them; DataError as `read_sheets`."""
    members = dict(members_of(path, data, Allowance())) if data.startswith(b"PK") else {}
    if _BOOK not in members:
        return frozenset(sheet.name for sheet in read_sheets(data, path))
    root, _ = parse_xml(members[_BOOK], path)
    return frozenset(sheet.get("name", "") for sheet in root.iter("{*}sheet"))


def read_sheets(data: bytes, path: str) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook in its order, hidden ones too; charts and macros are no sheets.

    Remarks tell of formulas without a value, of cells with an error such as #DIV/0!, and of control characters that
    were left out.

    Raises:
        DataError: source-is-readable (no workbook, broken, password), archive-is-harmless (too large) or
            xml-is-harmless (declarations of its own).
    """
    facts: Mapping[str, SheetFacts] = {}
    if is_xls(data):
        data = looked_at_xls(data, path)
    elif data.startswith(b"PK"):
        members = dict(members_of(path, data, Allowance()))
        if "content.xml" in members:
            facts, members["content.xml"] = looked_at_ods(members["content.xml"], path)
        else:
            facts = look_at_xlsx(members, path)
        data = packed(members)
    else:
        raise _unreadable(path, "a file that is no workbook")
    try:
        return _sheets(data, path, facts)
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001  the library raises many kinds, and none may reach the user
        raise _unreadable(path, f"a workbook that cannot be read ({type(error).__name__})") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a library in Rust raises where it did not expect to fail
            raise
        raise _unreadable(path, "a workbook that is broken") from None


def _sheets(data: bytes, path: str, facts: Mapping[str, SheetFacts]) -> tuple[Sheet, ...]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    found: list[Sheet] = []
    places = letters = 0
    with load_workbook(BytesIO(data)) as workbook:
        for about in workbook.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_name(about.name)
            visible = about.visible == SheetVisibleEnum.Visible
            places += sheet.total_height * sheet.total_width
            if max(places - MOST_CELLS, len(found) - MOST_SHEETS, letters - MOST_BYTES) > 0:
                message = f"found {places} places for cells in {len(found)} sheets, expected a bearable size"
                raise DataError([Issue("archive-is-harmless", Origin(path, 1), message)])
            found.append(_sheet(sheet, facts.get(about.name, SheetFacts()), path, visible=visible))
            letters += sum(len(cell) for row in found[-1].rows for cell in row)
    return tuple(found)


def _sheet(sheet: Any, facts: SheetFacts, path: str, *, visible: bool) -> Sheet:
    texts = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    width, remarks, rows = max(map(len, texts), default=0), [], []
    for line, row in enumerate(texts, 1):
        for column, text in enumerate(row, 1):
            if CONTROL_CHARACTERS.search(text):
                row[column - 1] = CONTROL_CHARACTERS.sub("", text)
                said = f"control characters left out of {quoted(sheet.name)}, cell {_cell(line, column)}"
                remarks.append(Remark(topic="file", text=said, origin=Origin(path, line, column)))
        rows.append((*row, *[""] * (width - len(row))))
    kinds = ((facts.without_value, "a formula without a value"), (facts.errors, "an error instead of a value"))
    for places, what in kinds:
        if places:
            more = f", and {len(places) - 1} other cells" if len(places) > 1 else ""
            said = f"found {what} in {quoted(sheet.name)}, cell {_cell(*places[0])}{more}: read as empty"
            remarks.append(Remark(topic="file", text=said, origin=Origin(path, *places[0])))
    merged = _merged(sheet.merged_cell_ranges or (), facts, len(rows), width)
    return Sheet(name=sheet.name, visible=visible, rows=tuple(rows), merged=merged, remarks=tuple(remarks[:100]))


def _merged(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], facts: SheetFacts, height: int, width: int
) -> tuple[Merged, ...]:
    """Return the merged cells within the rows and columns that there are; of those that overlap only the first."""
    found = [(row + 1, column + 1, last_row + 1, last + 1) for (row, column), (last_row, last) in ranges]
    taken: set[tuple[int, int]] = set()
    merged, work = [], 0
    for row, column, last_row, last_column in sorted({*found, *facts.merged}):
        part = Merged(row, column, min(last_row, height), min(last_column, width))
        if not 1 <= row <= part.last_row or not 1 <= column <= part.last_column or (row, column) in taken:
            continue
        work += (part.last_row - row + 1) * (part.last_column - column + 1)
        if work > MOST_CELLS:  # only overlapping ranges without end can be that many
            break
        cells = {(y, x) for y in range(row, part.last_row + 1) for x in range(column, part.last_column + 1)}
        if not cells & taken:
            taken |= cells
            merged.append(part)
    return tuple(merged)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == dt.time() else value).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _cell(row: int, column: int) -> str:
    """Return the name of a cell, such as B12."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _unreadable(path: str, found: str) -> DataError:
    return DataError(
        [Issue("source-is-readable", Origin(path, 1), f"found {found}, expected .xlsx, .xls or .ods", _AGAIN)]
    )
