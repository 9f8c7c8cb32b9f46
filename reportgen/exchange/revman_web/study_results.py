"""Results study by study: those that no analysis of the package gives become outcomes that are not pooled."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.effects import MEASURES
from reportgen.exchange.analyses import Analyses
from reportgen.exchange.imported import Remark
from reportgen.exchange.naming import Names, slug, title_in_sentence
from reportgen.exchange.revman.plain import plain_lines
from reportgen.exchange.revman.records import Record, Table
from reportgen.exchange.revman.studies import Roll
from reportgen.exchange.revman.study_columns import ARM_COLUMNS, EFFECT_COLUMNS, RATIO_COLUMNS
from reportgen.foreign.phrases import listed
from reportgen.model import Arm, Attribution, Cell, Comparison, Outcome, Plan, Result

__all__ = ["StudyRow", "study_rows", "with_unpooled"]

_RATIOS = frozenset({"risk ratio", "odds ratio", "peto odds ratio", "hazard ratio", "rate ratio", "rr", "or", "hr"})
_NOT_POOLED = "no analysis of the imported review pools it"
_DOUBTFUL_BESIDE = {"sd": ("se", "ci_low", "ci_high", "t", "p"), "se": ("ci_low", "ci_high", "t", "p")}


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRow:
    """One row of results: `versus` is empty for data of one arm. `measure` stands as in the table."""

    study: str
    outcome: str
    arm: str
    versus: str
    measure: str
    continuous: bool
    ratio: bool
    data: Mapping[str, Cell[float]]
    note: str
    record: Record

    def result(self, outcome: str, subgroup: str = "") -> Result:
        """Return the row as a result of an outcome of the review."""
        attribution = Attribution(note=self.note)
        return Result(
            study=self.study,
            outcome=outcome,
            time_point="",
            analysis_set="",
            arm=self.arm,
            versus=self.versus,
            data={name: replace(cell, attribution=attribution) for name, cell in self.data.items()},
            origin=self.record.origin("Study"),
            subgroup=subgroup,
            attribution=attribution,
        )


def study_rows(table: Table | None, roll: Roll) -> Iterator[StudyRow]:
    """Yield the rows of included studies that name an outcome and an arm and hold a number."""
    for record in table.records if table is not None else ():
        row = _row(record, roll.id(record))
        if row.study and row.outcome and row.arm and row.data:
            yield row


def _row(record: Record, study: str) -> StudyRow:
    measure, versus = record.text("Effect measure"), record.text("Reference arm")
    known = MEASURES.get(measure)
    ratio = bool(versus) and (measure.casefold() in _RATIOS or (known is not None and known.scale == "log"))
    columns = ARM_COLUMNS if not versus else RATIO_COLUMNS if ratio else EFFECT_COLUMNS
    data = {name: cell for name, heading in columns.items() if (cell := _cell(record, heading)) is not None}
    if ratio and "estimate" not in data and (log := record.number("Mean")) is not None and abs(log) < 30:
        data["estimate"] = Cell(math.exp(log), record.origin("Mean"), format(math.exp(log), ".17g"))
    return StudyRow(
        study=study,
        outcome=record.text("Outcome"),
        arm=record.text("Arm"),
        versus=versus,
        measure=measure,
        continuous=record.text("Data type").casefold() == "continuous",
        ratio=ratio,
        data=data,
        note=plain_lines(record.raw("Footnotes")),
        record=record,
    )


def _cell(record: Record, heading: str) -> Cell[float] | None:
    value = record.number(heading)
    return None if value is None else Cell(value, record.origin(heading), record.text(heading).replace("−", "-"))


def with_unpooled(analyses: Analyses, rows: Sequence[StudyRow], plan: Plan, *, as_named: bool) -> Analyses:
    """Return analyses with an outcome that is not pooled for each name that `rows` have, and the arms they need.

    `plan` is that of the review. `as_named` leaves titles as they stand. What could not be loaded is left out.
    """
    made = _Unpooled(analyses, plan, as_named=as_named)
    for name in dict.fromkeys(row.outcome for row in rows):
        made.take(name, [row for row in rows if row.outcome == name])
    if not made.names:
        return made.analyses
    text = f"Outcomes whose results of studies no analysis pools came in as not pooled: {listed(made.names)}."
    remark = Remark(topic="outcomes", text=text, origin=rows[0].record.origin("Outcome"))
    return replace(made.analyses, remarks=(*made.analyses.remarks, remark))


class _Unpooled:
    """Takes results that no analysis gives into analyses, outcome by outcome."""

    def __init__(self, analyses: Analyses, plan: Plan, *, as_named: bool) -> None:
        self.analyses = analyses
        self.names: list[str] = []
        self._plan = plan
        self._as_named = as_named
        self._ids = Names(outcome.id for outcome in analyses.outcomes)

    def take(self, name: str, rows: Sequence[StudyRow]) -> None:
        """Add the outcome with its results, unless there is nothing sound among them."""
        measure = _measure(rows)
        results: dict[tuple[str, str, str], Result] = {}
        comparison = self._comparison(rows)
        id_ = self._ids.fresh(slug(name) or "outcome", "-")
        for row in rows:
            sound = row if self._as_named else _sound(row, measure)
            if sound.data and (row.study, row.arm, row.versus) not in results:
                results[row.study, row.arm, row.versus] = sound.result(id_)
        if not results:
            return
        self._add_arms(rows)
        origin = rows[0].record.origin("Outcome")
        outcome = Outcome(
            id=id_,
            title=name if self._as_named else title_in_sentence(name),
            comparison=comparison.id,
            measure=measure,
            better="lower",
            origin=origin,
            plan=self._plan,
            figure=id_,
            pooled=False,
            not_pooled_reason=_NOT_POOLED,
        )
        self.names.append(name)
        held = self.analyses
        self.analyses = replace(
            held,
            outcomes=(*held.outcomes, outcome),
            results=(*held.results, *results.values()),
            with_data=held.with_data | {study for study, _, _ in results},
        )

    def _comparison(self, rows: Sequence[StudyRow]) -> Comparison:
        """Return the comparison that arms of the rows take part in, else the first; one is made where there is none."""
        held = self.analyses
        if not held.comparisons:
            made = Comparison(
                id="cmp-1",
                title="Results of studies",
                experimental="Experimental",
                comparator="Control",
                origin=rows[0].record.origin("Outcome"),
                number="1",
            )
            self.analyses = replace(held, comparisons=(made,))
            return made
        named = {(row.study, arm) for row in rows for arm in (row.arm, row.versus)}
        roles = [role for arm in held.arms if (arm.study, arm.id) in named for role in arm.roles]
        return next((one for one in held.comparisons if one.id in roles), held.comparisons[0])

    def _add_arms(self, rows: Sequence[StudyRow]) -> None:
        known = {(arm.study, arm.id) for arm in self.analyses.arms}
        added: dict[tuple[str, str], Arm] = {}
        for row in rows:
            for name in filter(None, (row.arm, row.versus)):
                origin = row.record.origin("Arm")
                arm = Arm(
                    study=row.study, id=name, label=name, n=Cell(None, origin), randomised=True, roles={}, origin=origin
                )
                added.setdefault((row.study, name), arm)
        new = [arm for key, arm in added.items() if key not in known]
        self.analyses = replace(self.analyses, arms=(*self.analyses.arms, *new))


def _measure(rows: Sequence[StudyRow]) -> str:
    """Return a measure that can hold the rows: their own where they are effects, else one of their type of data."""
    arms = [row for row in rows if not row.versus]
    if arms:
        return "MD" if any(row.continuous or "mean" in row.data for row in arms) else "RR"
    named = MEASURES.get(rows[0].measure)
    if named is not None and all(row.measure == rows[0].measure for row in rows) and named.sides != 1:
        return named.id
    return "GENLOG" if all(row.ratio for row in rows) else "GEN"


def _sound(row: StudyRow, measure: str) -> StudyRow:
    """Return the row with what a review can hold: whole counts, spreads above 0, each thing said once."""
    data = dict(row.data)
    wanted = set(EFFECT_COLUMNS) if row.versus else {*MEASURES[measure].arm_columns, "n", "se"}
    for name, cell in row.data.items():
        value = cell.value or 0.0
        count = name in {"events", "n"} and (value < 0 or value != int(value) or (name == "n" and not value))
        spread = name in {"sd", "se"} and value <= 0
        ratio = row.ratio and name in {"estimate", "ci_low", "ci_high"} and value <= 0
        if count or spread or ratio or name not in wanted:
            data.pop(name)
    if {"events", "n"} <= data.keys() and (data["events"].value or 0) > (data["n"].value or 0):
        data.pop("events")
    for name, others in _DOUBTFUL_BESIDE.items():
        for other in others if name in data else ():
            data.pop(other, None)
    if row.versus and "estimate" not in data:
        data = {}
    return replace(row, data=data)
