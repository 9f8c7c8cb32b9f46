"""All pooled results: what was pooled here, and what is known only as published."""

from __future__ import annotations

from reportgen.document import Inline, Row, Table, TableCell, Text
from reportgen.model import Comparison, Outcome, PublishedEffect
from reportgen.quantities import (
    Analysis,
    PooledQuantities,
    PublishedQuantities,
    pooled_quantities,
    published_quantities,
)
from reportgen.style import Style
from reportgen.tables.cells import DASH, cell, estimate_with_interval, group_row, head, row_head
from reportgen.tables.notes import NoteBook, side_by_side
from reportgen.wording.phrases import capitalised, sentence

__all__ = ["pooled_table"]

WIDTHS = (3.2, 0.8, 1.1, 0.9, 2.1, 0.9, 0.7, 0.7)
NUMERIC = (1, 2, 5, 6, 7)
WITHOUT = "No study gave data that could be pooled."
PUBLISHED = "As published; the study data behind it are not at hand and it enters no total."
BASIS = "Rests on {}; see the results of individual studies."
DATA = {
    "derived": "derived study data",
    "reconstructed": "reconstructed study data",
    "unknown": "study data not confirmed in a source",
}


def pooled_table(analysis: Analysis) -> Table | None:
    """Return one row per outcome, by comparison; None when the review has no outcome."""
    book = NoteBook()
    letter = analysis.style.numbers.p_letter
    titles = ("Outcome", "Studies", "Participants", "Measure", "Estimate (interval)", letter, "I²", "τ²")
    body: list[Row] = []
    for comparison in analysis.review.comparisons:
        rows = [row for outcome in _outcomes(analysis, comparison) for row in _rows(analysis, outcome, book)]
        if rows:
            body += [group_row(capitalised(comparison.title), len(titles)), *rows]
    if not body:
        return None
    return Table(
        id="tbl-pooled",
        caption=(Text("All pooled results, by comparison and outcome."),),
        head=head(titles, right=NUMERIC),
        body=tuple(body),
        widths=WIDTHS,
        notes=book.notes(),
        wide=True,
        alt="Number of studies and participants, estimate with interval, P value and heterogeneity of each outcome.",
    )


def _outcomes(analysis: Analysis, comparison: Comparison) -> list[Outcome]:
    return [outcome for outcome in analysis.review.outcomes if outcome.comparison == comparison.id]


def _rows(analysis: Analysis, outcome: Outcome, book: NoteBook) -> list[Row]:
    pooled = analysis.pooled.get(outcome.id)
    shown = pooled_quantities(pooled, analysis.style) if pooled else None
    if shown:
        return [_computed(outcome, shown, analysis.style, book)]
    published = [
        _published(outcome, effect, published_quantities(effect, analysis.style), analysis.style, book)
        for effect in analysis.published(outcome)
    ]
    return published or [_without(outcome, book)]


def _computed(outcome: Outcome, shown: PooledQuantities, style: Style, book: NoteBook) -> Row:
    whence = shown.effect.estimate.provenance
    marks: list[Inline] = [] if whence == "reported" else [book.mark(Text(BASIS.format(DATA[whence])))]
    if shown.k.value == 1:
        marks.append(book.mark(Text("One study: its own result, nothing was pooled.")))
    return Row(
        cells=(
            _title(outcome, marks),
            cell(shown.k, align="right"),
            cell(shown.n_used, align="right"),
            cell(Text(outcome.measure)),
            cell(*estimate_with_interval(shown.effect, style)),
            cell(shown.p, align="right"),
            cell(shown.i2 or DASH, align="right"),
            cell(shown.tau2 or DASH, align="right"),
        )
    )


def _published(
    outcome: Outcome, effect: PublishedEffect, shown: PublishedQuantities, style: Style, book: NoteBook
) -> Row:
    marks: list[Inline] = [book.mark(Text(PUBLISHED))]
    if shown.effect is None and effect.statement:
        marks.append(book.mark(Text(sentence(effect.statement))))
    estimate = estimate_with_interval(shown.effect, style) if shown.effect else (Text("no estimate given"),)
    return Row(
        cells=(
            _title(outcome, marks),
            cell(shown.k, align="right"),
            cell(shown.n, align="right"),
            cell(Text(effect.measure or outcome.measure)),
            cell(*estimate),
            cell(shown.p, align="right"),
            cell(shown.i2 or DASH, align="right"),
            cell(DASH, align="right"),
        )
    )


def _without(outcome: Outcome, book: NoteBook) -> Row:
    mark = book.mark(Text(sentence(outcome.not_pooled_reason) or WITHOUT))
    dash = cell(DASH, align="right")
    return Row(
        cells=(
            _title(outcome, [mark]),
            dash,
            dash,
            cell(Text(outcome.measure)),
            cell(Text("not pooled")),
            dash,
            dash,
            dash,
        )
    )


def _title(outcome: Outcome, marks: list[Inline]) -> TableCell:
    time = f", {outcome.time_point}" if outcome.time_point else ""
    return row_head(Text(capitalised(outcome.title) + time), *side_by_side(marks))
