"""Which outcome each row of a table belongs to, and what is known of these outcomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.naming import Names, slug, title_in_sentence
from reportgen.exchange.wide.completeness import kinds_of
from reportgen.exchange.wide.entries import FieldRow, field_rows
from reportgen.exchange.wide.fields import SIDES, study_column
from reportgen.exchange.wide.inference import measure_told
from reportgen.exchange.wide.layout import Layout, OutcomeColumns
from reportgen.exchange.wide.mapping import TableMap
from reportgen.exchange.wide.measures import Chosen, chosen_measure, measure_named
from reportgen.exchange.wide.table import SheetTable
from reportgen.load.findings import Findings, quoted

__all__ = ["Entry", "OutcomeRows", "outcomes_of"]

_UNNAMED = "outcome"
_MOST_COMPARED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of a table for one outcome: its study, what tells it apart, the names of its arms, and its numbers."""

    study: str
    subgroup: str
    time_point: str
    analysis_set: str
    arms: tuple[str, str]
    said: Mapping[str, str]
    row: FieldRow

    @property
    def key(self) -> tuple[str, ...]:
        """Return what only one row of an outcome may have."""
        return (self.study, self.subgroup, self.time_point, self.analysis_set, *self.arms)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRows:
    """An outcome with its rows; `time_point` is filled in where it is one of several at which studies were measured.

    The measure is `assumed` where nothing names it.
    """

    id: str
    title: str
    measure: str
    assumed: bool
    better: Literal["higher", "lower"]
    unit: str
    instrument: str
    time_point: str
    entries: tuple[Entry, ...]
    place: Origin


def outcomes_of(
    table: SheetTable,
    layout: Layout,
    names: Sequence[str],
    map_: TableMap,
    measure: str,
    findings: Findings,
    remarks: list[Remark],
) -> tuple[OutcomeRows, ...]:
    """Return the outcomes in the order in which the table names them; `measure` is what the user said besides."""
    blocks = field_rows(table, [block.columns for block in layout.outcomes], findings, remarks)
    parts: list[OutcomeRows] = []
    for block, rows in zip(layout.outcomes, blocks, strict=True):
        groups: dict[str, list[Entry]] = {}
        for (_, cells), study, row in zip(table.rows, names, rows, strict=True):
            entry = _entry(layout, block, cells, study, row)
            title = block.said.title or entry.said.get("outcome") or map_.outcome or _UNNAMED
            groups.setdefault(title, []).append(entry)
        if _UNNAMED in groups:
            text = f"The outcome is called {quoted(_UNNAMED)}, since nothing names it (`title` in review.yaml)."
            remarks.append(Remark(topic="outcomes", text=text, origin=table.place(table.heading_line)))
        told = _Telling(table, layout, block, map_, measure, findings, remarks)
        for title, entries in groups.items():
            parts += told.outcomes(title, entries)
    return _with_ids(parts)


def _entry(layout: Layout, block: OutcomeColumns, cells: Sequence[str], study: str, row: FieldRow) -> Entry:
    texts = {name: cells[index] for name, index in layout.general.items()}
    return Entry(
        study=study,
        subgroup=texts.get("subgroup", ""),
        time_point=block.said.time_point or texts.get("time_point", ""),
        analysis_set=texts.get("analysis_set", ""),
        arms=(texts.get("arm_experimental", ""), texts.get("arm_comparator", "")),
        said=texts,
        row=row,
    )


class _Telling:
    """Finds out what is known of one outcome."""

    def __init__(
        self,
        table: SheetTable,
        layout: Layout,
        block: OutcomeColumns,
        map_: TableMap,
        measure: str,
        findings: Findings,
        remarks: list[Remark],
    ) -> None:
        self._table, self._layout, self._block, self._map = table, layout, block, map_
        self._user, self._findings, self._remarks = measure, findings, remarks
        self._place = table.place(table.heading_line)
        self._cells = dict(table.rows)

    def outcomes(self, title: str, entries: Sequence[Entry]) -> list[OutcomeRows]:
        """Return the outcome, once for each time point where a study was measured at several."""
        entries = self._single(entries)
        unit = self._block.said.unit or self._map.unit or self._only("unit", entries) or self._unit_below()
        measure = self._measure(title, entries, unit)
        whole = OutcomeRows(
            id="",
            title=title_in_sentence(title),
            measure=measure.id if measure else "",
            assumed=measure is not None and measure.assumed,
            better=self._better(title, entries),
            unit=unit if measure and measure.id in {"MD", "ROM"} else "",
            instrument=self._only("instrument", entries),
            time_point="",
            entries=tuple(entries),
            place=entries[0].row.origin(),
        )
        return self._by_time(whole) if measure else []

    def _measure(self, title: str, entries: Sequence[Entry], unit: str) -> Chosen | None:
        filled = frozenset(name for entry in entries for name in entry.row.filled())
        if not kinds_of(dict.fromkeys(filled, -1)):  # numbers that nobody knows still have their columns
            filled = frozenset(name for entry in entries for name in entry.row.columns)
        written = self._only("measure", entries)
        said = self._user or self._block.said.measure or self._map.measure or measure_named(written)
        if written and not said:
            index = self._layout.general["measure"]
            message = f"found the measure {quoted(written)}, expected one of `reportgen list measures`"
            self._findings.add("measure-is-known", self._table.place(entries[0].row.line, index), message)
            return None
        told = "" if said or self._layout.measure else self._told(title, entries, filled)
        return chosen_measure(
            title,
            filled,
            said=said or told,
            hinted=self._layout.measure,
            unit=unit,
            place=self._place,
            findings=self._findings,
            remarks=self._remarks,
        )

    def _told(self, title: str, entries: Sequence[Entry], filled: frozenset[str]) -> str:
        """Return the measure that effects beside the data of arms are of, empty where there are none or it is open."""
        if not filled & {"y", "estimate"}:
            return ""
        told = measure_told([entry.row for entry in entries[:_MOST_COMPARED]], kinds_of(dict.fromkeys(filled, -1)))
        if told:
            text = f"The measure of {quoted(title)} is {told}: the effects given are those of the data of arms."
            self._remarks.append(Remark(topic="outcomes", text=text, origin=self._place))
        return told

    def _only(self, name: str, entries: Sequence[Entry]) -> str:
        """Return what all rows of the outcome say in a column, empty where they differ; an issue for a measure."""
        found = {entry.said[name]: entry for entry in reversed(entries) if entry.said.get(name)}
        if len(found) > 1 and name == "measure":
            shown = ", ".join(quoted(text) for text in reversed(found))
            index, entry = self._layout.general[name], next(iter(found.values()))
            message = f"found several measures of one outcome ({shown}), expected one"
            hint = "say which with the measure, or give each an outcome of its own"
            if not self._user:
                self._findings.add("measure-is-known", self._table.place(entry.row.line, index), message, hint)
        return next(iter(found)) if len(found) == 1 else ""

    def _unit_below(self) -> str:
        """Return the unit that a row below the headings gives for the means."""
        columns = self._block.columns
        found = {self._table.units.get(columns[name], "") for name in columns if name.startswith("mean_")}
        return next(iter(found)) if len(found) == 1 else ""

    def _better(self, title: str, entries: Sequence[Entry]) -> Literal["higher", "lower"]:
        said = self._block.said.better or self._map.better or self._only("better", entries).casefold()
        if said in {"higher", "lower"}:
            return "higher" if said == "higher" else "lower"
        text = f"Lower was taken for better in {quoted(title)}: nothing says so (`better` in review.yaml)."
        self._remarks.append(Remark(topic="outcomes", text=text, origin=self._place))
        return "lower"

    def _by_time(self, whole: OutcomeRows) -> list[OutcomeRows]:
        times: dict[str, set[str]] = {}
        for entry in whole.entries:
            times.setdefault(entry.study, set()).add(entry.time_point)
        if all(len(found) == 1 for found in times.values()):
            return [whole]
        every = list(dict.fromkeys(entry.time_point for entry in whole.entries))
        text = f"Studies were measured at several time points: {quoted(whole.title)} became {len(every)} outcomes."
        self._remarks.append(Remark(topic="outcomes", text=text, origin=whole.place))
        return [
            replace(
                whole,
                title=f"{whole.title}, {time}" if time else whole.title,
                time_point=time,
                entries=tuple(entry for entry in whole.entries if entry.time_point == time),
            )
            for time in every
        ]

    def _single(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the entries without those that are not told apart from one before, after an issue for each of them."""
        first: dict[tuple[str, ...], Entry] = {}
        general = self._layout.general
        missing = [name for name in ("outcome", "subgroup", "time_point", "analysis_set") if name not in general]
        for entry in entries:
            before = first.setdefault(entry.key, entry)
            if before is entry or not entry.study or self._block is not self._layout.outcomes[0]:
                continue  # outcomes side by side have the same rows
            message = f"found {quoted(entry.study)} again (first in line {before.row.line}), expected one row a study"
            hint = f"map the column that tells its rows apart, as {', '.join(missing)}" if missing else ""
            telling = self._telling(before, entry)
            hint += f"; they differ in {', '.join(map(quoted, telling))}" if hint and telling else ""
            one_group = not any(name.endswith(SIDES) for name in self._block.columns)
            hint += "; if each row is an arm, put both arms of a study into one row" if hint and one_group else ""
            index = study_column(general)
            self._findings.add("column-is-mapped", self._table.place(entry.row.line, index), message, hint)
        return list(first.values())

    def _telling(self, one: Entry, two: Entry) -> list[str]:
        """Return headings of columns without numbers of their own in which two rows differ."""
        a, b = self._cells[one.row.line], self._cells[two.row.line]
        candidates = [*self._layout.others, *self._layout.characteristics.values()]
        return [self._table.headings[index] for index in sorted(candidates) if a[index] != b[index]][:6]


def _with_ids(parts: Sequence[OutcomeRows]) -> tuple[OutcomeRows, ...]:
    """Return outcomes with ids made of their titles, each its own."""
    ids = Names()
    return tuple(replace(part, id=ids.fresh(slug(part.title) or "outcome", "-")) for part in parts)
