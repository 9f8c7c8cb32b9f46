"""Results of individual studies: the data of each side, the effect and the weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from reportgen.document import Inline, Number, Row, Table, Text
from reportgen.effects import MEASURES
from reportgen.model import Outcome
from reportgen.pooling import Pooled
from reportgen.quantities import Analysis, StudyQuantities, comparison_of, derivation_notes, study_quantities
from reportgen.style import Style
from reportgen.tables.cells import DASH, NOT_REPORTED, cell, estimate_with_interval, group_row, head, row_head
from reportgen.tables.notes import NoteBook, side_by_side
from reportgen.wording.measures import measure_label
from reportgen.wording.numbers import NBSP
from reportgen.wording.phrases import capitalised, sentence, weave

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
    return Table(
        id="tbl-individual",
        caption=(Text(f"Results of individual studies. {_key(analysis)}"),),
        head=head(TITLES, right=(1, 2, 4)),
        body=tuple(body),
        widths=WIDTHS,
        notes=book.notes(),
        alt="Data of both arms, effect with interval and weight of each study, for each outcome.",
    )


def _rows(pooled: Pooled, analysis: Analysis, book: NoteBook) -> Iterator[Row]:
    """Yield a row a result; where a study may have several, each subgroup has a row that names it."""
    studies = study_quantities(pooled, analysis.studies, analysis.style)
    own = any(result.subgroup for study in studies for result in study.row.results)
    for name, members in groupby(studies, key=lambda study: study.row.subgroup if own else ""):
        if own:
            yield group_row(f"{NBSP * 3}{name or 'Subgroup not stated'}", len(TITLES))
        yield from (_row(study, analysis.style, book) for study in members)


def _key(analysis: Analysis) -> str:
    """Return how the data of an arm are to be read."""
    columns = {column for pooled in analysis.pooled.values() for column in MEASURES[pooled.effects.measure].arm_columns}
    parts = ["Events are given as events/participants", "scores as mean (standard deviation), participants"]
    parts += ["rates as events/person-time"] if "time" in columns else []
    parts += ["correlations as coefficient, participants"] if "r" in columns else []
    return f"{', '.join(parts)}."


def _title(analysis: Analysis, outcome: Outcome) -> str:
    comparison = comparison_of(analysis.review, outcome)
    number = f"{outcome.number} " if outcome.number else ""
    time = f", {outcome.time_point}" if outcome.time_point else ""
    whose = comparison.experimental if MEASURES[outcome.measure].sides == 1 else comparison.title
    own = comparison != analysis.review.comparison(outcome.comparison) and MEASURES[outcome.measure].sides == 2
    sides = f", {comparison.experimental} against {comparison.comparator}" if own else ""
    return f"{number}{capitalised(outcome.title)}{time}: {whose}{sides} ({measure_label(outcome.measure)})"


def _row(study: StudyQuantities, style: Style, book: NoteBook) -> Row:
    return Row(
        cells=(
            row_head(study.name, *_provenance_marks(study, book)),
            cell(*_arm(study.experimental), align="right"),
            cell(*_arm(study.comparator), align="right"),
            cell(*_effect(study, style, book), align="decimal"),
            cell(study.weight or DASH, align="decimal"),
        )
    )


def _provenance_marks(study: StudyQuantities, book: NoteBook) -> tuple[Inline, ...]:
    """Return the marks of what is not as reported among the rows and cells behind a study, and of what was derived."""
    whence = [
        attribution
        for result in study.row.results
        for attribution in (result.attribution, *(cell.attribution for cell in result.data.values()))
    ]
    marks = dict.fromkeys(mark for a in whence for mark in book.provenance(a.provenance, a.note))
    return side_by_side(dict.fromkeys((*marks, *(book.mark(Text(note)) for note in derivation_notes(study.row)))))


def _arm(data: Mapping[str, Number]) -> tuple[Inline | None, ...]:
    if "time" in data:
        return weave("{events}/{time}", events=data.get("events") or NOT_REPORTED, time=data["time"])
    if "r" in data:
        return weave("{r}, {n}", r=data["r"], n=data.get("n") or NOT_REPORTED)
    if "events" in data:
        return weave("{events}/{n}", events=data["events"], n=data.get("n") or NOT_REPORTED)
    if "mean" in data:
        sd, n = (data.get(column) or NOT_REPORTED for column in ("sd", "n"))
        return weave("{mean} ({sd}), {n}", mean=data["mean"], sd=sd, n=n)
    return tuple(data.values()) or (DASH,)


def _effect(study: StudyQuantities, style: Style, book: NoteBook) -> tuple[Inline, ...]:
    reason = book.mark(Text(sentence(study.reason))) if study.reason else None
    if study.row.state == "left_out":
        return weave("left out{mark}", mark=reason)
    if study.effect is None:
        return weave("not estimable{mark}", mark=reason)
    return estimate_with_interval(study.effect, style)
