"""All pooled results: what was pooled here, and what is known only as published."""

from __future__ import annotations

from reportgen.document import Inline, Number, Row, Table, TableCell, Text
from reportgen.model import Comparison, Outcome
from reportgen.quantities import (
    Analysis,
    EffectQuantities,
    PooledQuantities,
    PublishedQuantities,
    pooled_quantities,
    published_quantities,
)
from reportgen.tables.cells import cell, group_row, head, row_head
from reportgen.tables.notes import NoteBook
from reportgen.wording.phrases import capitalised, weave

__all__ = ["pooled_table"]

TITLES = ("Outcome", "Studies", "Participants", "Measure", "Estimate (interval)", "P", "I²", "τ²")
WIDTHS = (3.2, 0.8, 1.1, 0.9, 2.1, 0.9, 0.7, 0.7)
NUMERIC = (1, 2, 5, 6, 7)
DASH = Text("–")


def pooled_table(analysis: Analysis) -> Table | None:
    """Return one row per outcome, by comparison; None when the review has no outcome with a result."""
    book = NoteBook()
    body: list[Row] = []
    for comparison in analysis.review.comparisons:
        rows = [row for outcome in _outcomes(analysis, comparison) for row in _rows(analysis, outcome, book)]
        if rows:
            body += [group_row(capitalised(comparison.title), len(TITLES)), *rows]
    if not body:
        return None
    return Table(
        id="tbl-pooled",
        caption=(Text("All pooled results, by comparison and outcome."),),
        head=head(TITLES, right=NUMERIC),
        body=tuple(body),
        widths=WIDTHS,
        notes=book.notes(),
        wide=True,
        alt="Number of studies and participants, estimate with interval, P value and heterogeneity of each outcome.",
    )


def _outcomes(analysis: Analysis, comparison: Comparison) -> list[Outcome]:
    return [outcome for outcome in analysis.review.outcomes if outcome.comparison == comparison.id]


def _rows(analysis: Analysis, outcome: Outcome, book: NoteBook) -> list[Row]:
    rows: list[Row] = []
    pooled = analysis.pooled.get(outcome.id)
    shown = pooled_quantities(pooled, analysis.style) if pooled else None
    if pooled and shown:
        rows.append(_computed(outcome, shown, pooled.k, book))
    else:
        rows += [_published(outcome, published_quantities(p, analysis.style), book) for p in analysis.published(outcome)]
    return rows or [_without(outcome, book)]


def _computed(outcome: Outcome, shown: PooledQuantities, k: int, book: NoteBook) -> Row:
    marks: list[Inline] = list(book.provenance(shown.effect.estimate.provenance, _basis(shown)))
    if k == 1:
        marks.append(book.mark(Text("One study: its own result, nothing was pooled.")))
    return Row(
        cells=(
            _title(outcome, *marks),
            cell(shown.k, align="right"),
            cell(shown.n, align="right"),
            cell(Text(outcome.measure)),
            cell(*_interval(shown.effect)),
            cell(shown.p, align="right"),
            cell(shown.i2 or DASH, align="right"),
            cell(shown.tau2 or DASH, align="right"),
        )
    )


def _published(outcome: Outcome, shown: PublishedQuantities, book: NoteBook) -> Row:
    mark = book.mark(Text("As published; the study data behind it are not at hand and it enters no total."))
    effect = _interval(shown.effect) if shown.effect else (Text("no estimate given"),)
    return Row(
        cells=(
            _title(outcome, mark),
            cell(shown.k, align="right"),
            cell(shown.n, align="right"),
            cell(Text(outcome.measure)),
            cell(*effect),
            cell(shown.p, align="right"),
            cell(shown.i2 or DASH, align="right"),
            cell(DASH, align="right"),
        )
    )


def _without(outcome: Outcome, book: NoteBook) -> Row:
    reason = outcome.not_pooled_reason or "no study gave data that could be pooled"
    mark = book.mark(Text(f"{capitalised(reason).rstrip('.')}."))
    cells = [cell(DASH, align="right") for _ in TITLES[1:]]
    cells[2] = cell(Text(outcome.measure))
    cells[3] = cell(Text("not pooled"))
    return Row(cells=(_title(outcome, mark), *cells))


def _title(outcome: Outcome, *marks: Inline) -> TableCell:
    time = f", {outcome.time_point}" if outcome.time_point else ""
    return row_head(Text(capitalised(outcome.title) + time), *marks)


def _interval(effect: EffectQuantities) -> tuple[Inline, ...]:
    return weave("{estimate} ({low} to {high})", estimate=effect.estimate, low=effect.ci_low, high=effect.ci_high)


def _basis(shown: PooledQuantities) -> str:
    estimate: Number = shown.effect.estimate
    return f"the study data behind it are {estimate.provenance}; see the results of individual studies"


