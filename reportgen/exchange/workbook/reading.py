"""A workbook that reportgen wrote becomes the review again, with what was changed in it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported
from reportgen.exchange.own.folder_files import review_of_files
from reportgen.exchange.own.settings_rows import HEADINGS, settings_of_rows
from reportgen.exchange.sheets import Sheet, is_workbook, read_sheets, sheet_names
from reportgen.exchange.source import Source
from reportgen.exchange.table_text import csv_of
from reportgen.exchange.workbook.form import AS_ENTERED, SETTINGS, TABLES, TEXTS
from reportgen.load import settings_text
from reportgen.load.formulas import harmless

__all__ = ["WORKBOOK"]

_Entered: TypeAlias = Mapping[tuple[str, int, int], str]
"""Texts of number cells as they were entered, by sheet, row and column."""


def _matches(source: Source) -> bool:
    if len(source.files) != 1:
        return False
    path, data = next(iter(source.files.items()))
    if not is_workbook(data):
        return False
    try:
        names = sheet_names(data, path)
    except DataError:
        return False
    return {SETTINGS, TEXTS, "studies", "results"} <= names


def _read(source: Source, options: ImportOptions) -> Imported:
    path, data = source.only()
    sheets = {sheet.name: sheet for sheet in read_sheets(data, path)}
    if missing := [name for name in (SETTINGS, TEXTS, "studies") if name not in sheets]:
        message = f"found no sheet {missing[0]!r}, expected a workbook that reportgen exported"
        raise DataError([Issue("source-holds-a-review", Origin(path, 1), message)])
    entered = _entered(sheets.get(AS_ENTERED))
    texts = {"review.yaml": settings_text(_settings(sheets[SETTINGS], path, entered)), **_texts(sheets[TEXTS], path)}
    files = {name: text.encode() for name, text in texts.items()}
    files |= {f"{stem}.csv": _table(sheets[stem], entered) for stem in TABLES if stem in sheets}
    review = review_of_files(files, options.title)
    return Imported(format="xlsx", review=review)


def _settings(sheet: Sheet, path: str, entered: _Entered) -> Mapping[str, object]:
    width = len(HEADINGS)
    rows = [(*row, "", "", "")[:width] for row in list(_rows(sheet, entered))[1:]]
    try:
        return settings_of_rows(row for row in rows if row[0])
    except ValueError as error:
        number, found, expected = error.args
        message = f"found {found!r}, expected {expected}"
        raise DataError(
            [Issue("source-value-is-usable", Origin(f"{path} [{sheet.name}]", number + 1), message)]
        ) from error


def _entered(sheet: Sheet | None) -> _Entered:
    """Return the texts of number cells as they were entered, by sheet, row and column."""
    found = {}
    for name, row, column, text in (tuple(row)[:4] for row in (sheet.rows[1:] if sheet else ()) if len(row) >= 4):
        if row.isdigit() and column.isdigit():
            found[name, int(row), int(column)] = text
    return found


def _texts(sheet: Sheet, path: str) -> dict[str, str]:
    """Return the files whose lines stand in the sheet."""
    lines: dict[str, dict[int, str]] = {}
    for place, row in enumerate(sheet.rows[1:], 2):
        name, number, text = (*row, "", "", "")[:3]
        if not name:
            continue
        if not number.isdigit():
            message = f"found {number!r}, expected the number of a line"
            raise DataError([Issue("source-value-is-usable", Origin(f"{path} [{sheet.name}]", place, 2), message)])
        own = lines.setdefault(name, {})
        own[int(number)] = own.get(int(number), "") + text
    return {name: "\n".join(own[number] for number in sorted(own)) for name, own in lines.items()}


def _table(sheet: Sheet, entered: _Entered) -> bytes:
    return csv_of([harmless(text) for text in row] for row in _rows(sheet, entered))


def _rows(sheet: Sheet, entered: _Entered) -> Iterator[list[str]]:
    for line, row in enumerate(sheet.rows, 1):
        yield [_as_entered(text, entered.get((sheet.name, line, place))) for place, text in enumerate(row, 1)]


def _as_entered(text: str, before: str | None) -> str:
    """Return the text of a cell as it was entered, unless its number was changed since."""
    try:
        return before if before is not None and math.isclose(float(before), float(text), rel_tol=1e-14) else text
    except ValueError:
        return text


WORKBOOK = Format(id="xlsx", title="workbook exported by reportgen", matches=_matches, read=_read)
