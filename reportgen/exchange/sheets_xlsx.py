"""What an .xlsx workbook holds, looked at before the reading library builds whole rectangles of it in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.archive import MOST_BYTES
from reportgen.exchange.xml import parse_xml
from reportgen.load.raw_table import MOST_CELLS, MOST_ROWS

__all__ = ["MOST_SHEET_COLUMNS", "SheetFacts", "look_at_xlsx"]

MOST_SHEET_COLUMNS = 5_000
"""Columns of a sheet; exports of forms are wider than the tables of a review folder."""

_NAME = rb"<(?:[^\s<>/:!?]{1,64}:)?"
_START = re.compile(_NAME + rb"(c|row)(?=[\s>/])([^>]*+)")
_PLACE = re.compile(rb"""(?<!\S)r\s*=\s*["']([A-Za-z]{0,9})([0-9]{1,12})["']""")
_TYPE = re.compile(rb"""(?<!\S)t\s*=\s*["'](\w{1,20})["']""")
_VALUE = re.compile(_NAME + rb"(?:v|is)(?=[\s>/])[^<>]*+>([^<]*+)")
_FORMULA = re.compile(_NAME + rb"f(?=[\s>/])")
_STRING = re.compile(_NAME + rb"si(?=[\s>/])")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LETTERS = 26


@dataclass(slots=True)
class SheetFacts:
    """Cells of a sheet that a reader of its texts cannot see: row and column from 1.

    `without_value` are formulas that no program has worked out yet; `errors` hold #DIV/0! and the like.
    """

    without_value: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def look_at_xlsx(members: Mapping[str, bytes], path: str) -> Mapping[str, SheetFacts]:
    """Return what is to be known of each sheet, by its name.

    Raises:
        DataError: archive-is-harmless if a sheet has more than 100,000 rows, 5,000 columns or 2 million places for
            cells, or its texts are more than 300 MB; xml-is-harmless if a part has declarations of its own.
    """
    strings = _string_lengths(members)
    facts: dict[str, SheetFacts] = {}
    for name, content in members.items():
        if name.lower().endswith((".xml", ".rels")) and _DECLARES.search(content):
            message = f"found declarations of its own in the part {name[:80]}, expected a plain workbook"
            raise DataError([Issue("xml-is-harmless", Origin(path, 1), message)])
        if b"sheetData" in content:
            facts[name] = _sheet(content, strings, path)
    return {sheet: facts[part] for sheet, part in _parts(members, path).items() if part in facts}


def _string_lengths(members: Mapping[str, bytes]) -> list[int]:
    content = next((members[name] for name in members if name.lower() == "xl/sharedstrings.xml"), b"")
    starts = [match.start() for match in _STRING.finditer(content)]
    return [end - start for start, end in pairwise([*starts, len(content)])]


def _sheet(content: bytes, strings: list[int], path: str) -> SheetFacts:
    facts, rows, columns, weight = SheetFacts(), 0, 0, 0
    for row, column, kind, rest in _cells(content):
        value, formula = _VALUE.search(rest), _FORMULA.search(rest)
        text = value.group(1).strip() if value else b""
        if formula and not text and kind != b"str":
            facts.without_value.append((row, column))
        if kind == b"e":
            facts.errors.append((row, column))
        if value is None and not formula:
            continue
        if kind == b"s" and text.isdigit() and len(text) < 9 and int(text) < len(strings):
            weight += strings[int(text)]
        rows, columns = max(rows, row), max(columns, column)
        if rows > MOST_ROWS or columns > MOST_SHEET_COLUMNS or rows * columns > MOST_CELLS or weight > MOST_BYTES:
            texts = weight > MOST_BYTES
            found = f"texts of more than {MOST_BYTES // 1_000_000} MB" if texts else f"cells up to column {columns}"
            message = f"found {found} up to row {rows}, expected a table of bearable size"
            raise DataError([Issue("archive-is-harmless", Origin(path, min(row, MOST_ROWS)), message)])
    return facts


def _cells(content: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Yield row, column, type and content of each cell; places that are not said follow on the one before."""
    row = column = 0
    starts = list(_START.finditer(content))
    for index, start in enumerate(starts):
        name, attributes = start.groups()
        place = _PLACE.search(attributes)
        if name == b"row":
            row, column = (int(place.group(2)) if place else row + 1), 0
            continue
        if place and place.group(1):
            row, column = int(place.group(2)), _column(place.group(1))
        else:
            column += 1
        end = starts[index + 1].start() if index + 1 < len(starts) else len(content)
        kind = _TYPE.search(attributes)
        yield row, column, kind.group(1) if kind else b"", content[start.end() : end]


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * _LETTERS + letter - ord("A") + 1
    return column


def _parts(members: Mapping[str, bytes], path: str) -> Mapping[str, str]:
    """Return the part of each sheet by the sheet's name; a workbook that does not say is left to the library."""
    if "xl/workbook.xml" not in members or "xl/_rels/workbook.xml.rels" not in members:
        return {}
    workbook, _ = parse_xml(members["xl/workbook.xml"], path)
    relations, _ = parse_xml(members["xl/_rels/workbook.xml.rels"], path)
    targets = {part.get("Id", ""): part.get("Target", "") for part in relations.iter("{*}Relationship")}
    found = {}
    for sheet in workbook.iter("{*}sheet"):
        relation = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = targets.get(relation, "")
        found[sheet.get("name", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return found
