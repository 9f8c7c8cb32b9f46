"""What an .xlsx workbook holds, looked at before the reading library builds whole rectangles of it in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.archive import MOST_BYTES
from reportgen.foreign.xml import parse_xml
from reportgen.load.raw_table import MOST_CELLS, MOST_ROWS

__all__ = ["MOST_SHEETS", "MOST_SHEET_COLUMNS", "SheetFacts", "look_at_xlsx"]

MOST_SHEET_COLUMNS = 5_000
"""Columns of a sheet; exports of forms are wider than the tables of a review folder."""

MOST_SHEETS = 200
"""Sheets of a workbook."""

_NAME = rb"<(?:[^\s<>/:!?]*+:)?"
# the end of a tag is found as the library finds it: quotation marks may hold anything
_START = re.compile(_NAME + rb"""(c|row)(?=[\s>/])((?:[^"'>]++|"[^"]*+"|'[^']*+')*+)""")
_ATTRIBUTE = re.compile(rb"""([^\s="']++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_PLACE = re.compile(rb"\s*+([A-Za-z]{0,9})([0-9]{1,12})\s*+")
_CELL_END = re.compile(rb"</(?:[^\s<>/:!?]*+:)?c\s*+>")
_VALUE = re.compile(_NAME + rb"(?:v|is)(?=[\s>/])[^<>]*+>([^<]*+)")
_FORMULA = re.compile(_NAME + rb"f(?=[\s>/])")
_STRING = re.compile(_NAME + rb"si(?=[\s>/])")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_LETTERS = 26


@dataclass(slots=True)
class SheetFacts:
    """Cells of a sheet that a reader of its texts cannot see: row and column from 1.

    `without_value` are formulas that no program has worked out yet; `errors` hold #DIV/0! and the like; `merged` are
    first row and column and last row and column. `places` is the number of cells up to the last one, `weight` that of
    the bytes of texts.
    """

    without_value: list[tuple[int, int]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    places: int = 0
    weight: int = 0


def look_at_xlsx(members: Mapping[str, bytes], path: str) -> Mapping[str, SheetFacts]:
    """Return what is to be known of each sheet, by its name.

    Raises:
        DataError: archive-is-harmless if a sheet has more than `MOST_ROWS` or 5,000 columns, all together have more
            than `MOST_CELLS` places for cells or texts of 300 MB, or there are more than 200; xml-is-harmless if a
            part has declarations of its own.
    """
    strings = _string_lengths(members)
    facts: dict[str, SheetFacts] = {}
    for name, content in members.items():
        if name.lower().endswith((".xml", ".rels")) and _DECLARES.search(content):
            message = f"found declarations of its own in the part {name[:80]}, expected a plain workbook"
            raise DataError([Issue("xml-is-harmless", Origin(path, 1), message)])
        if b"sheetData" in content:
            facts[name] = _sheet(content, strings, path)
    sheets = _parts(members, path)
    # several sheets may be one part: then it is read as often
    shown = [facts[part] for _, part in sheets if part in facts]
    places, weight = sum(part.places for part in shown), sum(part.weight for part in shown)
    if len(sheets) > MOST_SHEETS or places > MOST_CELLS or weight > MOST_BYTES:
        message = f"found {len(sheets)} sheets with {places} places for cells, expected a workbook of bearable size"
        raise DataError([Issue("archive-is-harmless", Origin(path, 1), message)])
    return {sheet: facts[part] for sheet, part in sheets if part in facts}


def _string_lengths(members: Mapping[str, bytes]) -> list[int]:
    content = next((members[name] for name in members if name.lower() == "xl/sharedstrings.xml"), b"")
    starts = [match.start() for match in _STRING.finditer(content)]
    return [end - start for start, end in pairwise([*starts, len(content)])]


def _sheet(content: bytes, strings: list[int], path: str) -> SheetFacts:
    facts, rows, columns = SheetFacts(), 0, 0
    for row, column, kind, inside in _cells(content):
        if b"<" not in inside:
            continue
        value, formula = _VALUE.search(inside), _FORMULA.search(inside)
        text = value.group(1).strip() if value else b""
        if formula and not text and kind != b"str":
            facts.without_value.append((row, column))
        if kind == b"e":
            facts.errors.append((row, column))
        if kind == b"s" and text.isdigit() and len(text) < 9 and int(text) < len(strings):
            facts.weight += strings[int(text)]
        rows, columns = max(rows, row), max(columns, column)
        facts.places = rows * columns
        if (
            rows > MOST_ROWS
            or columns > MOST_SHEET_COLUMNS
            or max(facts.places - MOST_CELLS, facts.weight - MOST_BYTES) > 0
        ):
            texts = facts.weight > MOST_BYTES
            found = f"texts of more than {MOST_BYTES // 1_000_000} MB" if texts else f"cells up to column {columns}"
            message = f"found {found} up to row {rows}, expected a table of bearable size"
            raise DataError([Issue("archive-is-harmless", Origin(path, min(row, MOST_ROWS)), message)])
    return facts


def _cells(content: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Yield row, column, type and content of each cell; places that are not said follow on the one before."""
    row = column = 0
    starts = list(_START.finditer(content))
    for index, start in enumerate(starts):
        name, tag = start.groups()
        attributes = {key: one or other for key, one, other in _ATTRIBUTE.findall(tag)}
        place = _PLACE.fullmatch(attributes.get(b"r", b""))
        if name == b"row":
            row, column = (int(place.group(2)) if place else row + 1), 0
            continue
        if place and place.group(1):
            row, column = int(place.group(2)), _column(place.group(1))
        else:
            column += 1
        following = starts[index + 1].start() if index + 1 < len(starts) else len(content)
        end = _CELL_END.search(content, start.end(), following)
        inside = b"" if tag.endswith(b"/") else content[start.end() : end.start() if end else following]
        yield row, column, attributes.get(b"t", b""), inside


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * _LETTERS + letter - ord("A") + 1
    return column


def _parts(members: Mapping[str, bytes], path: str) -> Sequence[tuple[str, str]]:
    """Return name and part of each sheet; a workbook that does not say is left to the library."""
    if "xl/workbook.xml" not in members or "xl/_rels/workbook.xml.rels" not in members:
        return ()
    workbook, _ = parse_xml(members["xl/workbook.xml"], path)
    relations, _ = parse_xml(members["xl/_rels/workbook.xml.rels"], path)
    targets = {part.get("Id", ""): part.get("Target", "") for part in relations.iter("{*}Relationship")}
    found = []
    for sheet in workbook.iter("{*}sheet"):
        relation = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = targets.get(relation, "")
        found.append((sheet.get("name", ""), target.removeprefix("/") if target.startswith("/") else f"xl/{target}"))
    return found
