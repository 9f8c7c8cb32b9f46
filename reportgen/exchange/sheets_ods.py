"""What an .ods workbook holds, looked at before the reading library repeats its cells in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.sheets_xlsx import MOST_SHEET_COLUMNS, MOST_SHEETS, SheetFacts
from reportgen.foreign.xml import Element, parse_xml
from reportgen.load.raw_table import MOST_CELLS, MOST_ROWS

__all__ = ["looked_at_ods"]

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LOOKS = frozenset({f"{_TABLE}style-name", f"{_TABLE}number-columns-repeated", f"{_TABLE}content-validation-name"})
_PREFIX = re.compile(rb"\sxmlns:table\s*=")


def looked_at_ods(content: bytes, path: str) -> tuple[Mapping[str, SheetFacts], bytes]:
    """Return what is to be known of each sheet by its name, merged cells among it, and the part as it was understood.

    Raises:
        DataError: archive-is-harmless if a sheet has too many rows, columns or places for cells; the errors of XML.
    """
    root, _ = parse_xml(content, path)
    understood: bytes = etree.tostring(root, encoding="UTF-8")
    # the library goes by the prefix, whatever it stands for
    if _TABLE.strip("{}") != root.nsmap.get("table") or len(_PREFIX.findall(understood)) > 1:
        message = "found the prefix “table” for something else, expected a plain .ods workbook"
        raise DataError([Issue("xml-is-harmless", Origin(path, 1), message)])
    sheets = [(table.get(f"{_TABLE}name", ""), _sheet(table, path)) for table in root.iter(f"{_TABLE}table")]
    places = sum(facts.places for _, facts in sheets)
    if places > MOST_CELLS or len(sheets) > MOST_SHEETS:
        message = f"found {len(sheets)} sheets with {places} places for cells, expected a workbook of bearable size"
        raise DataError([Issue("archive-is-harmless", Origin(path, 1), message)])
    return dict(sheets), understood


def _sheet(table: Element, path: str) -> SheetFacts:
    facts, rows, columns = SheetFacts(), 0, 0
    for row, repeated, column, last, cell in _cells(table):
        if cell.get(f"{_TABLE}formula") is not None and f"{_OFFICE}value-type" not in cell.attrib:
            facts.without_value.append((row, column))
        wide = _number(cell, "number-columns-spanned", MOST_SHEET_COLUMNS)
        high = _number(cell, "number-rows-spanned", MOST_ROWS)
        if wide > 1 or high > 1:
            facts.merged.append((row, column, row + high - 1, column + wide - 1))
        if len(cell) or set(cell.attrib) - _LOOKS:
            rows, columns = max(rows, row + repeated - 1), max(columns, last)
        facts.places = rows * columns
        if rows > MOST_ROWS or columns > MOST_SHEET_COLUMNS or facts.places > MOST_CELLS:
            message = f"found cells up to row {rows} and column {columns}, expected a table of bearable size"
            raise DataError([Issue("archive-is-harmless", Origin(path, min(row, MOST_ROWS)), message)])
    return facts


def _cells(table: Element) -> Iterator[tuple[int, int, int, int, Element]]:
    """Yield row, how often it is repeated, first and last column, and the cell, for each cell as it is written."""
    row = 1
    for line in table.iter(f"{_TABLE}table-row"):
        repeated, column = _number(line, "number-rows-repeated", 1 << 40), 1
        for cell in line.iterchildren(*_CELLS):
            wide = _number(cell, "number-columns-repeated", 1 << 40)
            yield row, repeated, column, column + wide - 1, cell
            column += wide
        row += repeated


def _number(element: Element, name: str, most: int) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return min(max(1, int(text)), most) if text.isascii() and text.isdigit() and len(text) < 15 else most
