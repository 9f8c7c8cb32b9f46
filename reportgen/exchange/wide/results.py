"""Rows of outcomes become the arms and results of a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.effects import MEASURES
from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.wide.fields import SIDES
from reportgen.exchange.wide.numbers import Data, arm_data, effect_data, gives_arms
from reportgen.exchange.wide.outcomes import Entry, OutcomeRows
from reportgen.foreign.phrases import counted
from reportgen.load.cross_reported import check_agreement
from reportgen.load.findings import Findings, quoted
from reportgen.model import Arm, Cell, Result, Role

__all__ = ["Results", "results_of"]


@dataclass(slots=True, kw_only=True)
class Results:
    """The arms and results of all studies, and which studies have a number."""

    arms: dict[tuple[str, str], Arm] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    with_numbers: set[str] = field(default_factory=set)


def results_of(
    outcomes: Sequence[OutcomeRows],
    comparison: str,
    names: tuple[str, str],
    level: float,
    findings: Findings,
    remarks: list[Remark],
) -> Results:
    """Return arms and results; `names` are those of the sides, where a row does not name its arms."""
    maker = _Maker(comparison, names, level, findings)
    for outcome in outcomes:
        for entry in outcome.entries:
            maker.add(outcome, entry)
    remarks += maker.remarks()
    return maker.made


class _Maker:
    """Adds row by row; an arm that is compared with several others stands once."""

    def __init__(self, comparison: str, names: tuple[str, str], level: float, findings: Findings) -> None:
        self.made = Results()
        self._comparison, self._names, self._level, self._findings = comparison, names, level, findings
        self._rows: dict[tuple[str, ...], Result] = {}
        self._beside: list[Origin] = []
        self._empty: list[Origin] = []
        self._open: list[Origin] = []

    def add(self, outcome: OutcomeRows, entry: Entry) -> None:
        """Add the arms and results of one row: the data of its arms, else its effect."""
        measure = MEASURES[outcome.measure]
        whole = gives_arms(entry.row, outcome.measure)
        effect: Data = {}
        if whole and entry.row.filled() & {"estimate", "y"}:
            self._beside.append(entry.row.origin())
        elif outcome.assumed and measure.sides:
            self._open += [entry.row.origin()] if entry.row.filled() & {"estimate", "y"} else []
        elif not whole and measure.sides != 1:
            effect = effect_data(entry.row, outcome.measure, self._findings)
        arms = self._arms(entry, sides=1 if measure.sides == 1 else 2)
        if effect:
            self._result(outcome, entry, (arms[0], arms[1]), effect)
            return
        sides = SIDES if measure.sides == 2 else ((None,) if measure.sides == 1 else ())
        data = [arm_data(entry.row, outcome.measure, side, self._findings) for side in sides]
        if not any(data):
            self._empty.append(entry.row.origin())
            return
        for arm, found in zip(arms, data, strict=True):
            self._result(outcome, entry, (arm, ""), found)

    def _arms(self, entry: Entry, *, sides: int) -> tuple[str, ...]:
        names = tuple(own or usual for own, usual in zip(entry.arms, self._names, strict=True))[:sides]
        roles: tuple[Role, ...] = ("experimental", "comparator")
        for name, role in zip(names, roles, strict=False):
            known = self.made.arms.get((entry.study, name))
            if known is not None and known.roles[self._comparison] != role:
                message = f"found {quoted(name)} on both sides in {quoted(entry.study)}, expected one side an arm"
                self._findings.add("arms-match-comparison", entry.row.origin(), message)
            elif known is None:
                self.made.arms[entry.study, name] = Arm(
                    study=entry.study,
                    id=name,
                    label=name,
                    n=Cell(None, entry.row.origin()),
                    randomised=True,
                    roles={self._comparison: role},
                    origin=entry.row.origin(),
                )
        return names

    def _result(self, outcome: OutcomeRows, entry: Entry, arms: tuple[str, str], data: Data) -> None:
        result = Result(
            study=entry.study,
            outcome=outcome.id,
            time_point=entry.time_point,
            analysis_set=entry.analysis_set,
            subgroup=entry.subgroup,
            arm=arms[0],
            versus=arms[1],
            data={name: cell for name, cell in data.items() if cell.value is not None},
            origin=entry.row.origin(),
        )
        check_agreement(result, MEASURES[outcome.measure], level=self._level, findings=self._findings)
        if result.data:
            self.made.with_numbers.add(entry.study)
        key = (result.study, result.outcome, result.time_point, result.analysis_set, result.subgroup, *arms)
        before = self._rows.setdefault(key, result)
        if before is result:
            self.made.results.append(result)
        elif _values(before.data) != _values(result.data):
            message = f"found other numbers for {quoted(arms[0])} of {quoted(entry.study)} than in line "
            message += f"{before.origin.line}, expected the same numbers of the same arm"
            self._findings.add("row-is-unique", result.origin, message)

    def remarks(self) -> list[Remark]:
        """Return what was noticed on the way."""
        found = []
        if self._beside:
            rows = counted(len(self._beside), "row")
            text = f"Effects beside the data of arms were left out, since they follow from them: {rows}."
            found.append(Remark(topic="results", text=text, origin=self._beside[0]))
        if self._open:
            rows = counted(len(self._open), "row")
            text = f"Effects of a measure that nothing names were left out: {rows}. Name the measure."
            found.append(Remark(topic="results", text=text, origin=self._open[0]))
        if self._empty:
            text = f"Rows without numbers gave no results: {counted(len(self._empty), 'row')}."
            found.append(Remark(topic="results", text=text, origin=self._empty[0]))
        return found


def _values(data: Mapping[str, Cell[float]]) -> dict[str, float | None]:
    return {name: cell.value for name, cell in data.items()}
