"""The first visible sheet of an .xlsx file becomes a raw table.

The file is a zip archive of XML written by anyone, and the reading library builds the whole rectangle of a sheet in
memory; so sizes, positions and repeated texts are weighed before that library sees a byte.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from reportgen.errors import Origin
from reportgen.foreign.characters import CONTROL_CHARACTERS
from reportgen.load.findings import Findings
from reportgen.load.packed import packed
from reportgen.load.raw_table import MOST_COLUMNS, MOST_ROWS, RawTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["read_workbook"]

_MOST_BYTES = 100_000_000
_MOST_MEMBERS = 2000
_TAG = re.compile(rb"<(?:\w+:)?(?:c|row)\s([^<]*)")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,9})([0-9]{1,12})")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_SAVE_AGAIN = "save it again as .xlsx, without a password, or as .csv"
_LETTERS = len("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class _UnbearableError(Exception):
    """The workbook would not fit into bearable memory; the text says why."""


class _NoWorkbookError(Exception):
    """The file is no plain .xlsx workbook; the text says what it is."""


def read_workbook(path: str, data: bytes, findings: Findings) -> RawTable | None:
    """Return the first visible sheet of a workbook, or None after an issue."""
    origin = Origin(path, 1)
    try:
        rows = list(_rows(packed(_members(data)), findings, path))
    except _UnbearableError as error:
        findings.add("file-is-of-bearable-size", origin, f"found {error}, expected a plain table")
        return None
    except _NoWorkbookError as error:
        findings.add("file-is-readable", origin, f"found {error}, expected .xlsx", _SAVE_AGAIN)
        return None
    except Exception as error:  # noqa: BLE001  the library raises many kinds, and none may reach the user
        message = f"found a file that cannot be read as a workbook ({type(error).__name__}), expected .xlsx"
        findings.add("file-is-readable", origin, message, _SAVE_AGAIN)
        return None
    if not rows:
        findings.add("file-is-not-empty", origin, "found an empty sheet, expected a row of headings")
        return None
    (heading_line, headings), *rest = rows
    return RawTable(path=path, heading_line=heading_line, headings=headings, rows=tuple(rest))


def _members(data: bytes) -> dict[str, bytes]:
    """Return the parts of the workbook by name; _UnbearableError if reading them would take more than bearable memory.

    What a part is called says nothing of what the library reads in it: all are looked at.
    """
    if not data.startswith(b"PK"):
        raise _NoWorkbookError("a file that is no .xlsx workbook")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        names = {member.filename.lower() for member in members}
        if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin", "workbook"}:
            raise _NoWorkbookError("an archive that is no .xlsx workbook")
        if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
            raise _UnbearableError("a workbook that unpacks to more than 100 MB")
        if len(names) < len(members):
            raise _NoWorkbookError("an archive with two parts of one name")
        # reading checks the declared size against the packed data, and the checksum
        parts = {member.filename: archive.read(member) for member in members if not member.is_dir()}
    _weigh(parts)
    return parts


def _weigh(parts: Mapping[str, bytes]) -> None:
    cells, longest = 0, 0
    for name, content in parts.items():
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise _NoWorkbookError("a workbook with entities of its own")
        if name.lower().endswith("sharedstrings.xml"):
            longest = max(longest, *map(len, re.split(rb"<(?:\w+:)?si[\s>/]", content)))
        cells += len(_CELL.findall(content))
        _weigh_places(content)
    if cells * longest > _MOST_BYTES * 5:
        raise _UnbearableError("many cells that share very long texts")


def _weigh_places(content: bytes) -> None:
    for tag in _TAG.finditer(content):
        place = _PLACE.search(tag.group(1))
        letters, digits = place.groups() if place else (b"", b"0")
        column = 0
        for letter in letters.upper():
            column = column * _LETTERS + letter - ord("A") + 1
        if column > MOST_COLUMNS or int(digits) > MOST_ROWS:
            found = (letters + digits).decode("ascii")
            raise _UnbearableError(f"a cell or row at {found}, beyond column {MOST_COLUMNS} or row {MOST_ROWS}")


def _rows(data: bytes, findings: Findings, path: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    from python_calamine import SheetVisibleEnum, load_workbook

    with load_workbook(BytesIO(data)) as workbook:
        visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        values = workbook.get_sheet_by_name(visible[0]).to_python(skip_empty_area=False) if visible else []
    for line, row in enumerate(values, 1):
        cells = tuple(_text(value) for value in row)
        for column, cell in enumerate(cells, 1):
            bad = CONTROL_CHARACTERS.search(cell)
            if bad:
                message = f"found the control character U+{ord(bad.group()):04X}, expected text without any"
                findings.add("text-has-no-control-characters", Origin(path, line, column), message)
        if any(cell.strip() for cell in cells):
            yield line, cells


def _text(value: object) -> str:
    """Return a cell as the text a reader of the sheet sees: 15 digits, whole numbers without a point, yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n")
