"""Outcomes with one result at most, as a small table in the text: a sentence each would tell a reader no more."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.compose.facts.findings import full_name
from reportgen.document import Inline, Row, Table, TableCell, Text
from reportgen.effects import EffectRow
from reportgen.model import Outcome
from reportgen.quantities import (
    Analysis,
    StudyQuantities,
    counted,
    pooled_quantities,
    row_counts,
    study_quantities,
)
from reportgen.wording.measures import measure_label
from reportgen.wording.numbers import NBSP
from reportgen.wording.phrases import capitalised, plural, weave
from reportgen.wording.relations import interval

__all__ = ["single_results_table"]

TITLES = ("Outcome", "Study", "Participants", "Result (interval)")
WIDTHS = (3.2, 1.7, 1.2, 2.6)
NOTHING = Text("–")


def single_results_table(analysis: Analysis, outcomes: Sequence[Outcome]) -> Table:
    """Return a row for each of the outcomes: its study with its result, or the reason why there is none."""
    right = {"Participants"}
    heads = (
        TableCell(children=(Text(title),), scope="col", align="right" if title in right else "left") for title in TITLES
    )
    return Table(
        id="",
        caption=(),
        head=Row(cells=tuple(heads)),
        body=tuple(_row(analysis, outcome) for outcome in outcomes),
        widths=WIDTHS,
        alt="Outcomes with one result at most, each with its study and result.",
    )


def _row(analysis: Analysis, outcome: Outcome) -> Row:
    number = f"{outcome.number} " if outcome.number else ""
    name = TableCell(children=(Text(f"{number}{capitalised(full_name(outcome))}"),), scope="row")
    pooled = analysis.pooled.get(outcome.id)
    if pooled is None:
        return _without(name, (NOTHING,), _reason(outcome.not_pooled_reason, "not pooled"))
    studies = study_quantities(pooled, analysis.studies, analysis.style)
    if pooled.k == 0:
        reason = _reason(_one_reason([study.row for study in studies]), "not estimable")
        return _without(name, _who(analysis, outcome, studies), reason)
    (study,) = (one for one in studies if one.row.state == "used")
    shown = pooled_quantities(pooled, analysis.style)
    n = shown.n_used if shown else row_counts(pooled, analysis.style).n
    result = _result(analysis, outcome, study)
    people = TableCell(children=(n or Text("not reported"),), align="right")
    return Row(cells=(name, TableCell(children=(study.name,)), people, TableCell(children=result)))


def _who(analysis: Analysis, outcome: Outcome, studies: Sequence[StudyQuantities]) -> tuple[Inline, ...]:
    """Return the study that has no estimate, or how many there are."""
    names = tuple(dict.fromkeys(study.name for study in studies))
    if len(names) < 2:
        return names or (NOTHING,)
    inputs = tuple(dict.fromkeys(origin for study in studies for origin in study.row.inputs))
    number = counted(len(names), "studies", f"outcome/{outcome.id}/not_estimable", inputs, analysis.style)
    return plural(number, "study", "studies")


def _without(name: TableCell, who: tuple[Inline, ...], said: str) -> Row:
    nobody = TableCell(children=(NOTHING,), align="right")
    return Row(cells=(name, TableCell(children=who), nobody, TableCell(children=(Text(said),))))


def _result(analysis: Analysis, outcome: Outcome, study: StudyQuantities) -> tuple[Inline, ...]:
    if study.effect is None:
        return (NOTHING,)
    return weave(
        "{measure}{gap}{estimate} ({limits})",
        measure=measure_label(outcome.measure),
        gap=NBSP,
        estimate=study.effect.estimate,
        limits=interval(study.effect.ci_low, study.effect.ci_high, analysis.style.numbers),
    )


def _reason(reason: str, otherwise: str) -> str:
    plain = reason.strip().rstrip(".")
    return f"{otherwise}: {plain}" if plain else otherwise


def _one_reason(rows: Sequence[EffectRow]) -> str:
    """Return the reason that all rows share, or nothing."""
    found = {row.reason for row in rows}
    return found.pop() if len(found) == 1 else "" if rows else "no study gave data"
