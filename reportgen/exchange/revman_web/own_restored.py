"""What a package that was exported here tells beyond RevMan's own: titles, words, digits and results as entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.effects import MEASURES
from reportgen.exchange.analyses import Analyses
from reportgen.exchange.revman.records import Record, Table
from reportgen.exchange.revman.study_columns import MEASURE_WORDS, result_name
from reportgen.exchange.revman.words import default_words
from reportgen.exchange.revman_web.own_arms import OwnArms
from reportgen.exchange.revman_web.study_results import StudyRow
from reportgen.model import Cell, Comparison, Outcome, Result

__all__ = ["restored", "unclaimed"]

_GENERIC = frozenset({"GEN", "GENLOG"})
_SIDES = 2


def restored(
    analyses: Analyses, settings: Table, data: Table, arms: Table | None, rows: Sequence[StudyRow]
) -> Analyses:
    """Return analyses as they were before they were exported, as far as the package tells."""
    records = {f"{r.text('Analysis group')}.{r.text('Analysis number')}": r for r in settings.records}
    usual = {outcome.comparison: records[outcome.number] for outcome in analyses.outcomes if outcome.number in records}
    comparisons = tuple(_comparison(one, usual.get(one.id)) for one in analyses.comparisons)
    named = {one.id: one for one in comparisons}
    before = {one.id: one for one in analyses.comparisons}
    outcomes = tuple(
        _outcome(one, records[one.number], before[one.comparison], named[one.comparison])
        if one.number in records
        else one
        for one in analyses.outcomes
    )
    texts = _texts(data)
    entered = tuple(_as_entered(result, texts) for result in analyses.results)
    own = OwnArms(arms, comparisons, analyses.arms)
    results = tuple(_results(entered, {one.id: one for one in outcomes}, rows, own))
    return replace(
        analyses, comparisons=comparisons, outcomes=outcomes, results=results, arms=own.all_of(analyses.arms, results)
    )


def unclaimed(rows: Sequence[StudyRow], analyses: Analyses) -> list[StudyRow]:
    """Return the rows that belong to no outcome of the analyses."""
    subgroups: dict[str, set[str]] = {outcome.id: {""} for outcome in analyses.outcomes}
    for result in analyses.results:
        subgroups[result.outcome].add(result.subgroup)
    names = {result_name(one.title, subgroup) for one in analyses.outcomes for subgroup in subgroups[one.id]}
    return [row for row in rows if row.outcome not in names]


def _comparison(comparison: Comparison, record: Record | None) -> Comparison:
    if record is None:
        return comparison
    sides = (record.text("Experimental intervention"), record.text("Control intervention"))
    return replace(comparison, experimental=sides[0], comparator=sides[1]) if all(sides) else comparison


def _outcome(outcome: Outcome, record: Record, before: Comparison, usual: Comparison) -> Outcome:
    sides = (outcome.experimental or before.experimental, outcome.comparator or before.comparator)
    named = (record.text("Experimental group label") or sides[0], record.text("Control group label") or sides[1])
    words = MEASURE_WORDS.get(record.text("Effect measure"), outcome.measure)
    found = replace(
        outcome,
        title=record.text("Outcome") or outcome.title,
        measure=words if outcome.measure in _GENERIC else outcome.measure,
        experimental=named[0] if named[0] != usual.experimental else "",
        comparator=named[1] if named[1] != usual.comparator else "",
    )
    return _with_words(found, named)


def _with_words(outcome: Outcome, sides: tuple[str, str]) -> Outcome:
    """Return the outcome without the words under its graph that the export put there for it."""
    axis = outcome.axis
    if axis is None:
        return outcome
    for better in ("lower", "higher"):
        if (axis.left, axis.right) == default_words(better, *sides):
            bare = replace(axis, left="", right="")
            return replace(outcome, better=better, axis=bare if axis.high is not None else None)
    return outcome


def _texts(data: Table) -> Mapping[tuple[int, int], str]:
    return {
        (record.line, column): record.cells[name]
        for record in data.records
        for name, column in record.columns.items()
        if name in record.cells
    }


def _as_entered(result: Result, texts: Mapping[tuple[int, int], str]) -> Result:
    """Return a result with the digits that stand in the table; numbers that were worked out stay."""
    return replace(result, data={name: _cell(cell, texts) for name, cell in result.data.items()})


def _cell(cell: Cell[float], texts: Mapping[tuple[int, int], str]) -> Cell[float]:
    text = texts.get((cell.origin.line, cell.origin.column or 0), "")
    try:
        same = float(text) == cell.value
    except ValueError:
        return cell
    return replace(cell, text=text) if same else cell


def _results(
    results: Sequence[Result], outcomes: Mapping[str, Outcome], rows: Sequence[StudyRow], own: OwnArms
) -> Iterator[Result]:
    """Yield the results of analyses, those of a study in an outcome as it was entered where its rows hold as much."""
    groups: dict[tuple[str, str, str], list[Result]] = {}
    for result in results:
        groups.setdefault((result.outcome, result.study, result.subgroup), []).append(result)
    for (id_, study, subgroup), given in groups.items():
        outcome = outcomes[id_]
        name = result_name(outcome.title, subgroup)
        named = [row for row in rows if row.study == study and row.outcome == name]
        found = _of_one(row for row in named if own.may_take_part(row, outcome.comparison))
        renamed = [own.renamed(result, outcome.comparison) for result in given]
        faces = own.faces(found, outcome.comparison, effects_only=not MEASURES[outcome.measure].sides)
        if faces and (_covers(found, renamed) or all(_fits(row, outcome) for row in found)):
            yield from (row.result(id_, subgroup) for row in found)
        else:
            yield from renamed


def _covers(rows: Sequence[StudyRow], results: Sequence[Result]) -> bool:
    """Return whether the rows hold all data that the analysis has of each arm, or of the effect."""
    held = {(row.arm, row.versus): row.data.keys() for row in rows}
    return all(one.data.keys() <= held.get((one.arm, one.versus), set()) for one in results)


def _of_one(rows: Iterable[StudyRow]) -> Sequence[StudyRow]:
    """Return the rows without repeats; none where outcomes of one title have different rows of an arm."""
    found: dict[tuple[str, str], StudyRow] = {}
    for row in rows:
        first = found.setdefault((row.arm, row.versus), row)
        if (first.data, first.note) != (row.data, row.note):
            return ()
    return tuple(found.values())


def _fits(row: StudyRow, outcome: Outcome) -> bool:
    """Return whether a row holds all that the measure of its outcome reads."""
    if row.versus:
        spread = "se" in row.data or {"ci_low", "ci_high"} <= row.data.keys() or {"p", "t"} & row.data.keys()
        return "estimate" in row.data and bool(spread)
    measure = MEASURES[outcome.measure]
    needed = set(measure.arm_columns) - {"sd"} if measure.sides == _SIDES else {"n"}
    return needed <= row.data.keys()
