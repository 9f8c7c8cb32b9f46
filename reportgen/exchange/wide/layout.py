"""Which column of a table holds what: what the reviewer says in a mapping, and what the headings say for the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.errors import Origin, did_you_mean
from reportgen.exchange.imported import Remark
from reportgen.exchange.wide.completeness import EXPECTED
from reportgen.exchange.wide.fields import TABLE_FIELDS, study_column
from reportgen.exchange.wide.mapping import OutcomeMap, TableMap
from reportgen.exchange.wide.measures import measure_named
from reportgen.exchange.wide.table import SheetTable
from reportgen.exchange.wide.words import PASSED_OVER, heading_of
from reportgen.foreign.phrases import listed
from reportgen.load.findings import Findings, quoted

__all__ = ["Layout", "OutcomeColumns", "is_passed_over", "layout_of"]

_MOST_NAMED = 12
_DRAFT = "`reportgen import TABLE --suggest` drafts a mapping of the columns, for --map"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeColumns:
    """The columns of one outcome: index by key of `FIELDS`, and what is said of the outcome."""

    said: OutcomeMap
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Indexes of the columns of a table: what tells rows apart, numbers by outcome, characteristics, and the others.

    names: of the two sides, empty where nothing says them. measure: what the heading of an effect says.
    """

    general: Mapping[str, int]
    outcomes: tuple[OutcomeColumns, ...]
    characteristics: Mapping[str, int]
    bias: Mapping[str, int]
    others: tuple[int, ...]
    names: tuple[str, str]
    measure: str


def layout_of(table: SheetTable, map_: TableMap, findings: Findings, remarks: list[Remark]) -> Layout | None:
    """Return the layout of a table, None after an issue."""
    found = table.recognised
    finder = _Finder(table, map_, findings)
    own = finder.columns(map_.columns)
    mapped = _numbers(own) or any(outcome.columns for outcome in map_.outcomes)
    general = {name: index for name, index in own.items() if name in TABLE_FIELDS}
    taken = set(own.values())
    switched_off = {name for name, heading in map_.columns.items() if not heading}
    for name, index in found.general.items():
        if name not in general and index not in taken and name not in switched_off:
            general[name] = index
    if "measure" in general and not map_.columns.get("measure"):
        _instrument_if_no_measure(table, general)
    characteristics = finder.columns(map_.characteristics)
    bias = finder.columns(map_.risk_of_bias)
    outcomes = _mapped_outcomes(finder, map_, own) if mapped else _found_outcomes(table, map_, findings)
    if outcomes is None or finder.failed:
        return None
    used = {*general.values(), *characteristics.values(), *bias.values()}
    used |= {index for outcome in outcomes for index in outcome.columns.values()}
    for name, index in found.characteristics.items():
        if index not in used and name not in characteristics:
            characteristics[name] = index
            used.add(index)
    if study_column(general) is None:
        message = f"found no column that names the studies ({_listed(table.headings)}), expected one"
        findings.add("column-is-mapped", table.place(table.heading_line), message, "map `study` to it")
        return None
    if found.by_order and not mapped and not (map_.experimental and map_.comparator):
        text = f"The first columns, {quoted(found.names[0])}, were taken for the experimental side."
        remarks.append(Remark(topic="results", text=text, origin=table.place(table.heading_line)))
    return Layout(
        general=general,
        outcomes=outcomes,
        characteristics=characteristics,
        bias=bias,
        others=tuple(index for index, heading in enumerate(table.headings) if index not in used and heading),
        names=(map_.experimental or found.names[0], map_.comparator or found.names[1]),
        measure="" if mapped else found.measure,
    )


def _instrument_if_no_measure(table: SheetTable, general: dict[str, int]) -> None:
    """Take a column called ``measure`` for the instrument where no cell of it names an effect measure."""
    texts = [text for text in table.column(general["measure"]) if text]
    if not any(map(measure_named, texts)):
        index = general.pop("measure")
        general.setdefault("instrument", index)


def _numbers(columns: Mapping[str, int]) -> dict[str, int]:
    return {name: index for name, index in columns.items() if name not in TABLE_FIELDS}


class _Finder:
    """Looks for the headings that a mapping names."""

    def __init__(self, table: SheetTable, map_: TableMap, findings: Findings) -> None:
        self._table, self._map, self._findings = table, map_, findings
        self.failed = False

    def columns(self, named: Mapping[str, str]) -> dict[str, int]:
        """Return indexes by our names; a heading that is not there, or stands twice, is an issue."""
        found: dict[str, int] = {}
        headings = self._table.headings
        for name, heading in named.items():
            places = [index for index, text in enumerate(headings) if text == heading]
            if not heading:
                continue
            if len(places) == 1:
                found[name] = places[0]
                continue
            self.failed = True
            if places:
                message = (
                    f"found {quoted(heading)} in columns {', '.join(str(p + 1) for p in places)}, expected it once"
                )
                self._findings.add("column-is-unique", self._table.place(self._table.heading_line, places[1]), message)
                continue
            place = self._map.places.get(heading) or Origin("columns.yaml", 1)
            hint = did_you_mean(heading, headings)
            expected = f"a heading of {self._table.path}"
            self._findings.add("column-is-mapped", place, f"found {quoted(heading)}, expected {expected}", hint)
        return found


def _mapped_outcomes(finder: _Finder, map_: TableMap, own: Mapping[str, int]) -> tuple[OutcomeColumns, ...]:
    shared = _numbers(own)
    if not map_.outcomes:
        return (OutcomeColumns(said=OutcomeMap(), columns=shared),)
    return tuple(
        OutcomeColumns(said=outcome, columns={**shared, **_numbers(finder.columns(outcome.columns))})
        for outcome in map_.outcomes
    )


def _found_outcomes(table: SheetTable, map_: TableMap, findings: Findings) -> tuple[OutcomeColumns, ...] | None:
    """Return the one outcome whose columns were recognised, None after an issue where it is none or several."""
    whole = table.whole_blocks()
    if len(whole) == 1:
        said = map_.outcomes[0] if len(map_.outcomes) == 1 else OutcomeMap(title="" if map_.outcome else whole[0].title)
        return (OutcomeColumns(said=said, columns=whole[0].columns),)
    place = table.place(table.heading_line)
    if whole:
        titles = ", ".join(quoted(block.title or "the first") for block in whole)
        message = f"found columns of several outcomes side by side ({titles}), expected a mapping that lists them"
        findings.add("column-is-mapped", place, message, _DRAFT)
        return None
    doubles = [table.headings[index] for index in table.recognised.doubles]
    known = sorted({index for block in table.recognised.blocks for index in block.columns.values()})
    part = f"only {_listed([table.headings[index] for index in known])} of its numbers" if known else "no numbers"
    message = f"found {part} recognised among {_listed(table.headings)}, expected {EXPECTED}"
    hint = f"several columns mean the same: {_listed(doubles)}" if doubles else _DRAFT
    findings.add("column-is-mapped", place, message, hint)
    return None


def _listed(headings: Sequence[str]) -> str:
    return listed([quoted(heading) for heading in headings if heading], _MOST_NAMED)


def is_passed_over(heading: str) -> bool:
    """Return whether a column says nothing of a study: P values, weights, numbers of rows."""
    return heading_of(heading).plain in PASSED_OVER
