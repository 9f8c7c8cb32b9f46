"""The studies of a package: from the tables of studies, and those that only the data name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.exchange.fitting import fitting
from reportgen.exchange.imported import Remark
from reportgen.exchange.naming import Names, column_name
from reportgen.exchange.revman.plain import plain_lines
from reportgen.exchange.revman.records import Record, Table
from reportgen.exchange.revman.words import (
    DATA_SOURCES,
    GROUPS,
    NO_REASON,
    SOURCE_OF_DATA,
    Group,
    excluded_without_reason,
    renamed,
)
from reportgen.model import Cell, ExtraColumn, Study

__all__ = ["Roll", "roll_of"]

_LONGEST_LABEL = 200

_STANDARD: Mapping[str, str] = {
    "year": "year",
    "char: methods": "methods",
    "char: participants": "participants",
    "char: interventions": "intervention",
    "char: outcomes": "outcome_measures",
    "char: notes": "notes",
    "char: setting": "setting",
    "char: country": "country",
    "char: duration": "duration",
    "char: design": "design",
    "char: unit of allocation": "allocation_unit",
    "char: age": "age",
    "char: frequency": "frequency",
    "char: sessions": "sessions",
    "char: delivered by": "deliverer",
    "char: comparator": "comparator",
    "char: time points": "time_points",
    "char: recruitment": "recruitment",
    "char: funding": "funding",
}
_REASONS = ("Char: Reason for exclusion", "Reason for exclusion", "Reason")
_APART = frozenset({"study", "year", *(reason.casefold() for reason in _REASONS)})
_DATA_SOURCE = "data source"
_NAME, _YEAR = ("Study", "Name"), ("Study year", "Year of study", "Year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """The studies in the order of the package, extra columns that describe them, and how rows name them.

    `ids` maps keys of studies (name and year) to their ids in the review. `groups` holds the ids of each group by
    the name in the source, for its references.
    """

    studies: tuple[Study, ...]
    columns: tuple[ExtraColumn, ...]
    ids: Mapping[str, str]
    remarks: tuple[Remark, ...] = ()
    _by_name: Mapping[str, str] = field(default_factory=dict)

    def key(self, name: str, year: str) -> str:
        """Return the key of the included study with this name, and this year where a name stands twice."""
        exact = f"{name}\n{year}"
        return exact if exact in self.ids else self._by_name.get(name, exact)

    def id(self, record: Record) -> str:
        """Return the id of the included study that a record names; empty if there is none."""
        return self.ids.get(self.key(record.text(*_NAME), record.text(*_YEAR)), "")


def roll_of(tables: Mapping[Group, Table], rows: Iterable[Record]) -> Roll:
    """Return the studies of all groups; a study that only `rows` of data name is included, and remarked upon.

    Names that stand twice get a number: "Cooper 2003 (2)".
    """
    names = Names()
    studies: list[Study] = []
    ids: dict[str, str] = {}
    by_name: dict[str, str] = {}
    remarks: list[Remark] = []
    columns = _extra_columns(tables.values())
    for group in GROUPS:
        for record in tables[group].records if group in tables else ():
            name = record.text("Study")
            id_ = names.fresh(name or "Study without a name")
            if id_ != name:
                remarks.append(Remark(topic="studies", text=renamed(name, id_), origin=record.origin("Study")))
            studies.append(_study(record, id_, group, columns, remarks))
            if group == "included":
                key = f"{name}\n{record.text('Year')}"
                ids.setdefault(key, id_)
                by_name.setdefault(name, key)
    for record in rows:
        name, year = record.text(*_NAME), record.text(*_YEAR)
        if name in by_name or not name:
            continue
        id_ = names.fresh(name)
        key = f"{name}\n{year}"
        ids[key], by_name[name] = id_, key
        studies.append(_bare_study(record, id_, year))
        if "included" in tables:
            text = f"{name} has data and is not in the table of included studies: it was added to them."
            remarks.append(Remark(topic="studies", text=text, origin=record.origin("Study")))
    ordered = sorted(studies, key=lambda study: GROUPS.index(study.status))
    extra = tuple(column for column, _ in columns.values())
    return Roll(studies=_levelled(ordered), columns=extra, ids=ids, remarks=tuple(remarks), _by_name=by_name)


def _levelled(studies: Sequence[Study]) -> tuple[Study, ...]:
    """Return the studies, each with a cell for every characteristic that one of them has: they are lines of a table."""
    names = dict.fromkeys(name for study in studies for name in study.characteristics)
    return tuple(
        replace(
            study,
            characteristics={name: study.characteristics.get(name, Cell(None, study.origin)) for name in names},
        )
        for study in studies
    )


def _study(
    record: Record,
    id_: str,
    group: Group,
    columns: Mapping[str, tuple[ExtraColumn, str]],
    remarks: list[Remark],
) -> Study:
    reason = plain_lines(record.raw(*_REASONS)) if group == "excluded" else ""
    if group == "excluded" and not reason:
        reason = NO_REASON
        text = excluded_without_reason(id_)
        remarks.append(Remark(topic="studies", text=text, origin=record.origin(*_REASONS)))
    return Study(
        id=id_,
        status=group,
        origin=record.origin("Study"),
        reason=reason,
        n_randomised=Cell(None, record.origin("Study")),
        characteristics=dict(_characteristics(record, columns)),
    )


def _characteristics(record: Record, columns: Mapping[str, tuple[ExtraColumn, str]]) -> Iterator[tuple[str, Cell[str]]]:
    for heading, name in _STANDARD.items():
        if record.has(heading):
            yield name, _cell(record, heading)
    for column, heading in columns.values():
        if record.has(heading):
            cell = _cell(record, heading)
            words = DATA_SOURCES.get(cell.text, cell.text) if column.name == "data_source" else cell.text
            yield column.name, Cell(words or None, cell.origin, words)


def _cell(record: Record, heading: str) -> Cell[str]:
    text = plain_lines(record.raw(heading))
    text = "" if text.casefold() == "#n/a" else text
    return Cell(text or None, record.origin(heading), text)


def _bare_study(record: Record, id_: str, year: str) -> Study:
    return Study(
        id=id_,
        status="included",
        origin=record.origin(*_NAME),
        n_randomised=Cell(None, record.origin(*_NAME)),
        characteristics={"year": Cell(year or None, record.origin(*_YEAR), year)},
    )


def _extra_columns(tables: Iterable[Table]) -> Mapping[str, tuple[ExtraColumn, str]]:
    """Return columns that have no place of their own and hold some text, by their heading in lower case."""
    found: dict[str, tuple[ExtraColumn, str]] = {}
    names = Names()
    for table in tables:
        for heading in table.headings:
            key = heading.casefold()
            if not key or key in found or key in _STANDARD or key in _APART:
                continue
            texts = [record.text(heading) for record in table.records]
            if key == _DATA_SOURCE:
                texts = [DATA_SOURCES.get(text, text) for text in texts]
            if any(texts):
                label = re.sub(r"^Char: *", "", heading, flags=re.IGNORECASE)
                name = names.fresh(column_name(label), "_")
                label = SOURCE_OF_DATA if key == _DATA_SOURCE else label
                found[key] = ExtraColumn(name=name, label=fitting(label)[:_LONGEST_LABEL]), heading
    return found
