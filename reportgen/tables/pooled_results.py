"""All pooled results: what was pooled here, and what is known only as published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from reportgen.document import Inline, Note, Row, Table, TableCell, Text
from reportgen.model import Comparison, Outcome, Plan, PublishedEffect
from reportgen.pooling import ESTIMATORS, INTERVALS, NOTES
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
from reportgen.wording import numbers
from reportgen.wording.measures import measure_label
from reportgen.wording.phrases import capitalised, sentence
from reportgen.wording.relations import interval

__all__ = ["pooled_table"]

WIDTHS = (3.2, 0.8, 1.1, 0.9, 2.1, 1.4, 0.9, 0.7, 0.7)
I2_FROM = {
    "Q": "I² = (Q − df)/Q.",
    "tau2": "I² is worked out from τ² and the typical variance within studies.",
}
WITHOUT = "No study gave data that could be pooled."
PUBLISHED = "As published; the study data behind it are not at hand and it enters no total."
BASIS = "Rests on {}; see the results of individual studies."
DATA = {
    "derived": "derived study data",
    "reconstructed": "reconstructed study data",
    "unknown": "study data not confirmed in a source",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What all rows need: results as printed by outcome id, the notes, and which columns and notes there are.

    `i2_from` are the ways in which the I² of these results were worked out. `hows` says of each result how it was
    pooled, and `usual` of most; both are empty if all were pooled alike.
    """

    analysis: Analysis
    shown: Mapping[str, PooledQuantities]
    book: NoteBook
    predicted: bool
    i2_from: frozenset[str]
    hows: Mapping[str, str]
    usual: str

    @property
    def style(self) -> Style:
        """Return the style."""
        return self.analysis.style

    def row(self, title: TableCell, *cells: TableCell) -> Row:
        """Return a row; the cells are studies, participants, measure, estimate, prediction interval, P, I², τ²."""
        kept = cells if self.predicted else (*cells[:4], *cells[5:])
        return Row(cells=(title, *kept))


def pooled_table(analysis: Analysis) -> Table | None:
    """Return one row per outcome, by comparison; None when the review has no outcome."""
    sheet = _sheet(analysis)
    columns = _head(sheet)
    body: list[Row] = []
    for comparison in analysis.review.comparisons:
        rows = [row for outcome in _outcomes(analysis, comparison) for row in _rows(sheet, outcome)]
        if rows:
            body += [group_row(capitalised(comparison.title), len(columns.cells)), *rows]
    if not body:
        return None
    return Table(
        id="tbl-pooled",
        caption=(Text("All pooled results, by comparison and outcome."),),
        head=columns,
        body=tuple(body),
        widths=WIDTHS if sheet.predicted else (*WIDTHS[:5], *WIDTHS[6:]),
        notes=(*_usual(sheet), *sheet.book.notes()),
        wide=True,
        alt="Number of studies and participants, estimate with interval, P value and heterogeneity of each outcome.",
    )


def _sheet(analysis: Analysis) -> _Sheet:
    found = ((id_, pooled_quantities(pooled, analysis.style)) for id_, pooled in analysis.pooled.items())
    shown = {id_: quantities for id_, quantities in found if quantities is not None}
    plans = {id_: analysis.pooled[id_].plan for id_ in shown}
    several_levels = len({plan.level for plan in plans.values()}) > 1
    hows = {id_: _how(plan, with_level=several_levels) for id_, plan in plans.items()}
    return _Sheet(
        analysis=analysis,
        shown=shown,
        book=NoteBook(),
        predicted=any(quantities.prediction for quantities in shown.values()),
        i2_from=frozenset(quantities.i2_from for quantities in shown.values() if quantities.i2),
        hows=hows if len(set(hows.values())) > 1 else {},
        usual=Counter(hows.values()).most_common(1)[0][0] if len(set(hows.values())) > 1 else "",
    )


def _usual(sheet: _Sheet) -> tuple[Note, ...]:
    """Return the note on how most results were pooled; rows that depart from it have one of their own."""
    text = f"Where no note says otherwise: {sheet.usual[:1].lower()}{sheet.usual[1:]}"
    return (Note(mark="", children=(Text(text),)),) if sheet.usual else ()


def _how(plan: Plan, *, with_level: bool) -> str:
    """Return model, estimator and interval in words, for a note."""
    level = f", level {numbers.level(plan.level)}" if with_level else ""
    if plan.model != "random":
        return f"Common-effect model{level}."
    tau2, interval = ESTIMATORS[plan.tau2].label, INTERVALS[plan.interval].label
    return f"Random-effects model, τ² by {tau2}, interval {interval}{level}."


def _head(sheet: _Sheet) -> Row:
    letter = sheet.style.numbers.p_letter
    titles = ["Outcome", "Studies", "Participants", "Measure", "Estimate (interval)", letter, "I²", "τ²"]
    if sheet.predicted:
        titles.insert(5, "Prediction interval")
    right = [i for i, title in enumerate(titles) if title in {"Studies", "Participants", letter, "I²", "τ²"}]
    row = head(titles, right=right)
    if len(sheet.i2_from) != 1:
        return row
    mark = sheet.book.mark(Text(I2_FROM[next(iter(sheet.i2_from))]))
    cells = (
        replace(cell_, children=(Text(f"I²{numbers.NBSP}"), mark)) if title == "I²" else cell_
        for title, cell_ in zip(titles, row.cells, strict=True)
    )
    return Row(cells=tuple(cells))


def _outcomes(analysis: Analysis, comparison: Comparison) -> list[Outcome]:
    return [outcome for outcome in analysis.review.outcomes if outcome.comparison == comparison.id]


def _rows(sheet: _Sheet, outcome: Outcome) -> list[Row]:
    if shown := sheet.shown.get(outcome.id):
        return [_computed(sheet, outcome, shown)]
    published = [
        _published(sheet, outcome, effect, published_quantities(effect, sheet.style))
        for effect in sheet.analysis.published(outcome)
    ]
    return published or [_without(sheet, outcome)]


def _computed(sheet: _Sheet, outcome: Outcome, shown: PooledQuantities) -> Row:
    book = sheet.book
    whence = shown.effect.estimate.provenance
    said = [] if whence == "reported" else [BASIS.format(DATA[whence])]
    if shown.k.value == 1:
        said.append("One study: its own result, nothing was pooled.")
    elif sheet.hows.get(outcome.id, sheet.usual) != sheet.usual:
        said.append(sheet.hows[outcome.id])
    said += [sentence(NOTES[code]) for code in shown.notes]
    title = _title(outcome, [book.mark(Text(note)) for note in said])
    told = shown.i2 is not None and len(sheet.i2_from) > 1
    i2 = [shown.i2 or DASH, *([book.mark(Text(I2_FROM[shown.i2_from]))] if told else [])]
    return sheet.row(
        title,
        cell(shown.k, align="right"),
        cell(shown.n_used, align="right"),
        cell(Text(measure_label(outcome.measure))),
        cell(*estimate_with_interval(shown.effect, sheet.style)),
        cell(*interval(*shown.prediction, sheet.style.numbers)) if shown.prediction else cell(DASH),
        cell(shown.p or DASH, align="right"),
        cell(*i2, align="right"),
        cell(shown.tau2 or DASH, align="right"),
    )


def _published(sheet: _Sheet, outcome: Outcome, effect: PublishedEffect, shown: PublishedQuantities) -> Row:
    marks: list[Inline] = [sheet.book.mark(Text(PUBLISHED))]
    if shown.effect is None and effect.statement:
        marks.append(sheet.book.mark(Text(sentence(effect.statement))))
    estimate = estimate_with_interval(shown.effect, sheet.style) if shown.effect else (Text("no estimate given"),)
    return sheet.row(
        _title(outcome, marks),
        cell(shown.k, align="right"),
        cell(shown.n, align="right"),
        cell(Text(measure_label(effect.measure or outcome.measure))),
        cell(*estimate),
        cell(DASH),
        cell(shown.p, align="right"),
        cell(shown.i2 or DASH, align="right"),
        cell(DASH, align="right"),
    )


def _without(sheet: _Sheet, outcome: Outcome) -> Row:
    mark = sheet.book.mark(Text(sentence(outcome.not_pooled_reason) or WITHOUT))
    dash = cell(DASH, align="right")
    return sheet.row(
        _title(outcome, [mark]),
        dash,
        dash,
        cell(Text(measure_label(outcome.measure))),
        cell(Text("not pooled")),
        cell(DASH),
        dash,
        dash,
        dash,
    )


def _title(outcome: Outcome, marks: list[Inline]) -> TableCell:
    time = f", {outcome.time_point}" if outcome.time_point else ""
    return row_head(Text(capitalised(outcome.title) + time), *side_by_side(marks))
