"""Results of individual studies: the data of each side, the effect and the weight."""

from __future__ import annotations

from reportgen.document import Inline, Number, Row, Table, Text
from reportgen.model import Outcome
from reportgen.pooling import Pooled
from reportgen.quantities import Analysis, StudyQuantities, study_quantities
from reportgen.tables.cells import cell, group_row, head, row_head
from reportgen.tables.notes import NoteBook
from reportgen.wording.phrases import capitalised, weave

__all__ = ["individual_table"]

TITLES = ("Study", "Intervention", "Comparator", "Effect (interval)", "Weight")
WIDTHS = (2.0, 2.0, 2.0, 2.4, 0.9)


def individual_table(analysis: Analysis) -> Table | None:
    """Return a row per study and outcome that is pooled here, grouped by outcome; None without any."""
    book = NoteBook()
    body: list[Row] = []
    for outcome in analysis.review.outcomes:
        pooled = analysis.pooled.get(outcome.id)
        if pooled and pooled.effects.rows:
            body.append(group_row(_title(analysis, outcome), len(TITLES)))
            body += _rows(pooled, analysis, book)
    if not body:
        return None
    general = "Events are given as events/participants, scores as mean (standard deviation), participants."
    return Table(
        id="tbl-individual",
        caption=(Text(f"Results of individual studies. {general}"),),
        head=head(TITLES, right=(1, 2, 4)),
        body=tuple(body),
        widths=WIDTHS,
        notes=book.notes(),
        wide=False,
        alt="Data of both arms, effect with interval and weight of each study, for each outcome.",
    )


def _title(analysis: Analysis, outcome: Outcome) -> str:
    comparison = analysis.review.comparison(outcome.comparison)
    time = f", {outcome.time_point}" if outcome.time_point else ""
    return f"{capitalised(outcome.title)}{time}: {comparison.title} ({outcome.measure})"


def _rows(pooled: Pooled, analysis: Analysis, book: NoteBook) -> list[Row]:
    return [_row(study, book) for study in study_quantities(pooled, analysis.studies, analysis.style)]


def _row(study: StudyQuantities, book: NoteBook) -> Row:
    marks: list[Inline] = []
    for note in dict.fromkeys((r.attribution.provenance, r.attribution.note) for r in study.row.results):
        marks += book.provenance(*note)
    return Row(
        cells=(
            row_head(study.name, *_spaced(marks)),
            cell(*_arm(study.experimental), align="right"),
            cell(*_arm(study.comparator), align="right"),
            cell(*_effect(study, book)),
            cell(study.weight or Text("–"), align="right"),
        )
    )


def _spaced(marks: list[Inline]) -> list[Inline]:
    spaced: list[Inline] = []
    for mark in dict.fromkeys(marks):
        spaced += [mark] if not spaced else [Text("\u202f"), mark]
    return spaced


def _arm(data: dict[str, Number] | object) -> tuple[Inline | None, ...]:
    if not isinstance(data, dict) or not data:
        return (Text("–"),)
    if "events" in data:
        return weave("{events}/{n}", events=data["events"], n=data.get("n"))
    if "mean" in data:
        return weave("{mean} ({sd}), {n}", mean=data["mean"], sd=data.get("sd"), n=data.get("n"))
    return tuple(data.values()) or (None,)


def _effect(study: StudyQuantities, book: NoteBook) -> tuple[Inline, ...]:
    if study.effect is None:
        reason = book.mark(Text(f"{capitalised(study.reason).rstrip('.')}.")) if study.reason else None
        return weave("not estimable{mark}", mark=reason)
    effect = study.effect
    return weave("{estimate} ({low} to {high})", estimate=effect.estimate, low=effect.ci_low, high=effect.ci_high)
