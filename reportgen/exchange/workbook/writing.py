"""A review becomes a workbook: settings, tables, texts, effects of studies and pooled results, a sheet each."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from reportgen.exchange.exports import Export, Exported
from reportgen.exchange.own.results import EFFECT_FIELDS, POOLED_FIELDS, effect_records, pooled_records, rows_of
from reportgen.exchange.own.settings_rows import HEADINGS, settings_rows
from reportgen.exchange.table_text import number_text, rows_of_csv
from reportgen.exchange.workbook.form import AS_ENTERED, LONGEST, SETTINGS, TABLES, TEXTS
from reportgen.load import settings_of, write
from reportgen.load.formulas import restored
from reportgen.quantities import Analysis

__all__ = ["WORKBOOK_EXPORT", "workbook_files"]

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,12})?")
_WIDEST, _NARROWEST = 60, 8

_READ_ME = (
    "A systematic review, written by reportgen.",
    "",
    f"{SETTINGS}: what was asked and done, one setting a row (see docs/reference/review-folder.md).",
    "studies, arms, results, risk_of_bias, flow, sources …: the tables of the review, as it holds them.",
    f"{TEXTS}: sections, search strategies, references, one line a row.",
    "effects: the effect of each study, worked out from the tables. pooled: the pooled results.",
    "",
    "Change the tables, then make a review of the workbook again: reportgen import review.xlsx FOLDER.",
    "The sheets effects and pooled are not read again: they are worked out anew.",
)

_NO_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""Stands in the file's properties, so that the same review gives the same bytes."""

_Cells = Sequence[Any]


def workbook_files(analysis: Analysis) -> Exported:
    """Return the one file. Numbers are numbers; no text is ever a formula; the same review gives the same bytes."""
    import xlsxwriter

    files = write(analysis.review)
    stream = BytesIO()
    # nothing is read as a formula, a link or a number that is text in the review
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        workbook.set_properties({"title": analysis.review.title[:255], "created": _NO_DAY})
        sheets = _Sheets(workbook)
        sheets.add("Read me", ((line,) for line in _READ_ME), heading=False)
        settings = (pieces for row in settings_rows(settings_of(analysis.review)) for pieces in _pieces(row))
        sheets.add(SETTINGS, [HEADINGS, *settings])
        for stem in TABLES:
            rows = rows_of_csv(files[f"{stem}.csv"])
            sheets.add(stem, [[restored(text) for text in row] for row in rows], entered=True)
        sheets.add(TEXTS, [("file", "line", "text"), *_texts(files)])
        sheets.add("effects", rows_of(EFFECT_FIELDS, effect_records(analysis)))
        sheets.add("pooled", rows_of(POOLED_FIELDS, pooled_records(analysis)))
        sheets.add(AS_ENTERED, [("sheet", "row", "column", "text"), *sheets.entered], hidden=True)
    return Exported(files={"review.xlsx": stream.getvalue()})


class _Sheets:
    """Writes sheets and notes how numbers were entered, where a number cell does not show it (8.90)."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._bold = workbook.add_format({"bold": True, "bottom": 1})
        self._wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.entered: list[tuple[str, int, int, str]] = []

    def add(
        self, name: str, rows: Iterable[_Cells], *, heading: bool = True, entered: bool = False, hidden: bool = False
    ) -> None:
        """Add a sheet of rows; `entered` asks for cells that hold numbers as text to become numbers."""
        sheet = self._workbook.add_worksheet(name)
        widths: dict[int, int] = {}
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                head = heading and line == 0
                shown = self._as_number(name, line, column, value) if entered and not head else value
                self._note_digits(name, line, column, shown)
                self._write(sheet, line, column, shown, head=head)
                widths[column] = max(widths.get(column, _NARROWEST), min(len(str(value)), _WIDEST))
        for column, width in widths.items():
            sheet.set_column(column, column, width + 2)
        if heading:
            sheet.freeze_panes(1, 0)
        if hidden:
            sheet.hide()

    def _as_number(self, sheet: str, line: int, column: int, text: str) -> str | float:
        if not _NUMBER.fullmatch(text):
            return text
        number = float(text)
        if text != number_text(number):
            self.entered.append((sheet, line + 1, column + 1, text))
        return number

    def _note_digits(self, sheet: str, line: int, column: int, value: object) -> None:
        """Note a number that needs more digits than a workbook holds (16)."""
        if isinstance(value, float) and float(f"{value:.16G}") != value:
            self.entered.append((sheet, line + 1, column + 1, repr(value)))

    def _write(self, sheet: Any, line: int, column: int, value: object, *, head: bool) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            sheet.write_boolean(line, column, value)
        elif isinstance(value, (int, float)) and math.isfinite(value):
            sheet.write_number(line, column, value)
        else:
            text = str(value)
            wrapped = self._wrapped if "\n" in text else None
            sheet.write_string(line, column, text, self._bold if head else wrapped)


def _pieces(row: tuple[str, Any, str]) -> Iterator[tuple[str, Any, str]]:
    """Yield a setting in as many rows as its text needs: a cell holds a bounded number of letters."""
    name, value, kind = row
    if not isinstance(value, str) or len(value) <= LONGEST:
        yield row
        return
    for start in range(0, len(value), LONGEST):
        yield name, value[start : start + LONGEST], kind


def _texts(files: Mapping[str, bytes]) -> Iterator[tuple[str, int, str]]:
    """Yield the lines of all files that are no tables; a line too long for a cell takes several rows."""
    for path, content in files.items():
        if path == "review.yaml" or path.removesuffix(".csv") in TABLES:
            continue
        for number, line in enumerate(content.decode().split("\n"), 1):
            for start in range(0, len(line), LONGEST) or (0,):
                yield path, number, line[start : start + LONGEST]


WORKBOOK_EXPORT = Export(id="xlsx", title="a workbook with every table and every result", write=workbook_files)
