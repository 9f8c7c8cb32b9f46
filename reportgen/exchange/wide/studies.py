"""The names of studies, and what describes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.naming import Names, column_name
from reportgen.exchange.wide.compound import UNKNOWN
from reportgen.exchange.wide.fields import study_column
from reportgen.exchange.wide.layout import Layout, is_passed_over
from reportgen.exchange.wide.table import SheetTable
from reportgen.foreign.phrases import listed
from reportgen.load.cells import count, number
from reportgen.load.decimal_mark import with_point
from reportgen.load.findings import Findings, quoted
from reportgen.load.forms import STUDY_COLUMNS
from reportgen.load.table import Row
from reportgen.model import CHARACTERISTICS, Cell, ExtraColumn, Study

__all__ = ["Described", "described", "study_names"]

_RESERVED = frozenset({*STUDY_COLUMNS, "source", "provenance", "note"})
_TELLING = ("outcome", "subgroup", "time_point", "analysis_set", "arm_experimental", "arm_comparator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Studies, the columns added to studies.csv, and indexes of columns that do not describe studies."""

    studies: tuple[Study, ...]
    columns: tuple[ExtraColumn, ...]
    left: tuple[int, ...]


def study_names(table: SheetTable, layout: Layout, findings: Findings, remarks: list[Remark]) -> list[str]:
    """Return the name of the study of each row; an empty cell below a filled one belongs to the same study.

    A study that is only numbered gets the name of its author and its year.
    """
    general = layout.general
    index = study_column(general) or 0
    names = list(table.column(index))
    numbered = "author" in general and all(re.fullmatch(r"[\d.#]*", name) for name in names)
    by_author = "study" not in general or numbered
    if by_author:
        names = [_author_year(general, cells) for _, cells in table.rows]
    names = _filled_down(table, names, index, findings, remarks, merged=any(name in general for name in _TELLING))
    if numbered and "study" in general:
        names = _told_apart(names, table.column(general["study"]))
    elif not by_author and "year" in general:
        names = _with_years(names, table.column(general["year"]), remarks, table.place(table.heading_line, index))
    return names


def _author_year(general: Mapping[str, int], cells: Sequence[str]) -> str:
    author = cells[general["author"]]
    year = cells[general["year"]] if "year" in general else ""
    return f"{author} {year}".strip() if author and year not in author.split() else author


def _filled_down(
    table: SheetTable, names: Sequence[str], index: int, findings: Findings, remarks: list[Remark], *, merged: bool
) -> list[str]:
    found: list[str] = []
    first: Origin | None = None
    for (line, _), name in zip(table.rows, names, strict=True):
        if not name and merged and found:
            first = first or table.place(line, index)
            found.append(found[-1])
            continue
        if not name:
            message = "found a row without the name of a study, expected one"
            findings.add("cell-is-present", table.place(line, index), message)
        found.append(name)
    if first:
        text = "Rows without the name of a study were taken for the study above."
        remarks.append(Remark(topic="studies", text=text, origin=first))
    return found


def _told_apart(names: Sequence[str], numbers: Sequence[str]) -> list[str]:
    """Return names, with a number behind those that several studies share."""
    given: dict[tuple[str, str], str] = {}
    shared: dict[str, int] = {}
    for key in zip(names, numbers, strict=True):
        if key not in given:
            shared[key[0]] = shared.get(key[0], 0) + 1
            given[key] = key[0] if shared[key[0]] == 1 else f"{key[0]} ({shared[key[0]]})"
    return [given[key] for key in zip(names, numbers, strict=True)]


def _with_years(names: Sequence[str], years: Sequence[str], remarks: list[Remark], place: Origin) -> list[str]:
    """Return names, with the year behind those that stand for studies of several years."""
    known: dict[str, set[str]] = {}
    for name, year in zip(names, years, strict=True):
        known.setdefault(name, set()).add(year)
    several = {name for name, found in known.items() if len(found) > 1}
    if several:
        text = f"Studies of the same name are told apart by their years: {listed(sorted(several))}."
        remarks.append(Remark(topic="studies", text=text, origin=place))
    return [f"{name} {year}".strip() if name in several else name for name, year in zip(names, years, strict=True)]


def described(
    table: SheetTable,
    layout: Layout,
    names: Sequence[str],
    with_results: Mapping[str, str],
    findings: Findings,
    remarks: list[Remark],
) -> Described:
    """Return the studies in the order of the table; `with_results` maps each study to why it has none, empty if it has.

    A column describes studies if it says the same in all rows of each; others are left.
    """
    first: dict[str, int] = {}
    for place, name in enumerate(names):
        first.setdefault(name, place)
    wanted = {name: index for name, index in layout.characteristics.items() if name not in _RESERVED}
    if "year" in layout.general:
        wanted = {"year": layout.general["year"], **wanted}
    left: list[int] = []
    if {"study", "author"} <= set(layout.general) and not any(
        cells[layout.general["author"]] in name for (_, cells), name in zip(table.rows, names, strict=True)
    ):
        wanted["author"] = layout.general["author"]
    own = Names(wanted)
    for index in layout.others:
        if is_passed_over(table.headings[index]) or not any(table.column(index)):
            left.append(index)
            continue
        wanted[own.fresh(column_name(table.headings[index]), "_")] = index
    varying = {name for name, index in wanted.items() if not _constant(table.column(index), names)}
    for name in sorted(varying, key=wanted.__getitem__):
        left.append(wanted.pop(name))
    columns = tuple(
        ExtraColumn(name=name, label=table.headings[index][:200], kind=_kind(table.column(index)))
        for name, index in wanted.items()
        if name not in CHARACTERISTICS
    )
    _tell_of_left(table, left, remarks)
    kinds = {column.name: column.kind for column in columns}
    studies = tuple(
        _study(table, layout, name, place, wanted, kinds, with_results[name], findings) for name, place in first.items()
    )
    return Described(studies=studies, columns=columns, left=tuple(left))


def _study(  # noqa: PLR0913, PLR0917  one thing known an argument
    table: SheetTable,
    layout: Layout,
    name: str,
    place: int,
    wanted: Mapping[str, int],
    kinds: Mapping[str, str],
    none: str,
    findings: Findings,
) -> Study:
    line, cells = table.rows[place]
    characteristics = {}
    for column, index in wanted.items():
        text = "" if cells[index].casefold() in UNKNOWN else cells[index]
        text = with_point((text,))[0] if kinds.get(column) == "number" else text
        characteristics[column] = Cell(text or None, table.place(line, index), text)
    index = study_column(layout.general) or 0
    return Study(
        id=name,
        status="included",
        origin=table.place(line, index),
        results_none=none,
        n_randomised=_randomised(table, layout, place, findings),
        characteristics=characteristics,
    )


def _randomised(table: SheetTable, layout: Layout, place: int, findings: Findings) -> Cell[int]:
    line, cells = table.rows[place]
    index = layout.general.get("n_randomised")
    if index is None or cells[index].casefold() in UNKNOWN:
        return Cell(None, table.place(line, index))
    row = Row(table.path, line, {table.headings[index]: index}, cells)
    found = count(row, table.headings[index], findings)
    if found.value == 0:
        findings.add("n-is-positive", found.origin, "found 0 participants, expected at least 1")
    return found


def _constant(cells: Sequence[str], names: Sequence[str]) -> bool:
    found: dict[str, str] = {}
    return all(found.setdefault(name, cell) == cell for name, cell in zip(names, cells, strict=True))


def _kind(cells: Sequence[str]) -> Literal["text", "number", "integer"]:
    """Return what the cells of a column hold: text, number or integer, as the loader takes them."""
    filled = [cell for cell in cells if cell.casefold() not in UNKNOWN]
    findings = Findings()
    pointed = with_point(filled)
    rows = [Row("", 1, {"cell": 0}, (cell,)) for cell in pointed]
    values = [number(row, "cell", findings).value for row in rows]
    if not filled or any(value is None for value in values):
        return "text"
    whole = all(re.fullmatch(r"\d+", cell) for cell in pointed)
    return "integer" if whole else "number"


def _tell_of_left(table: SheetTable, left: Sequence[int], remarks: list[Remark]) -> None:
    named = [quoted(table.headings[index]) for index in left if any(table.column(index))]
    if named:
        text = f"Columns that do not describe studies were left out of studies.csv: {listed(named)}."
        remarks.append(Remark(topic="studies", text=text, origin=table.place(table.heading_line)))
