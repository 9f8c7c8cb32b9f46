"""The rows of the table of all pooled results: one an outcome, one a subgroup, one a test between subgroups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.document import Inline, Row, TableCell, Text
from reportgen.model import Outcome, PublishedEffect
from reportgen.pooling import NOTES, Pooled
from reportgen.quantities import (
    Analysis,
    PooledQuantities,
    PublishedQuantities,
    comparison_of,
    published_quantities,
    row_counts,
    shows_subtotals,
    shows_total,
    subgroup_test_quantities,
)
from reportgen.style import Style
from reportgen.tables.cells import DASH, cell, estimate_with_interval, row_head
from reportgen.tables.notes import NoteBook, side_by_side
from reportgen.wording.measures import measure_label
from reportgen.wording.numbers import NBSP
from reportgen.wording.phrases import capitalised, joined, sentence
from reportgen.wording.relations import interval, relation

__all__ = ["I2_FROM", "Sheet", "outcome_rows"]

INDENT = NBSP * 3
"""What stands before the name of a subgroup."""

I2_FROM = {
    "Q": "I² = (Q − df)/Q.",
    "tau2": "I² is worked out from τ² and the typical variance within studies.",
}
WITHOUT = "No study gave data that could be pooled."
NOT_POOLED = "The results of the studies are shown and not pooled."
PUBLISHED = "As published; the study data behind it are not at hand and it enters no total."
REPEATED = (
    "A study with several results here counts once among the studies; the participants of all its results are added up."
)
BASIS = "Rests on {}; see the results of individual studies."
DATA = {
    "derived": "derived study data",
    "reconstructed": "reconstructed study data",
    "unknown": "study data not confirmed in a source",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What all rows need: results as printed, the notes, and which columns and notes there are.

    `shown` holds totals by outcome id, `parts` the results of subgroups by outcome id and name. `i2_from` are the ways
    in which the I² of these results were worked out. `hows` says how each outcome was pooled, and `usual` how most
    were; both are empty where nothing was pooled.
    """

    analysis: Analysis
    shown: Mapping[str, PooledQuantities]
    parts: Mapping[tuple[str, str], PooledQuantities]
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

    def blank(self, title: TableCell, counts: Sequence[Inline], measure: str, said: str) -> Row:
        """Return a row that says in a few words why there is no estimate; `counts` are studies and participants."""
        dash = cell(DASH, align="decimal")
        counted = (cell(count, align="decimal") for count in counts)
        return self.row(title, *counted, cell(Text(measure)), cell(Text(said)), cell(DASH), dash, dash, dash)


def outcome_rows(sheet: Sheet, outcome: Outcome) -> Iterator[Row]:
    """Yield the rows of an outcome: its total or why there is none, then its subgroups."""
    pooled = sheet.analysis.pooled.get(outcome.id)
    published = sheet.analysis.published(outcome)
    if shown := sheet.shown.get(outcome.id):
        yield _computed(sheet, outcome, shown, _title(sheet, outcome))
    elif published:
        for effect in published:
            yield _published(sheet, outcome, effect, published_quantities(effect, sheet.style))
    elif pooled is not None and not shows_total(outcome):
        yield _without_total(sheet, pooled)
    else:
        yield _without(sheet, outcome)
    if pooled is not None and shows_subtotals(pooled):
        yield from _subgroups(sheet, pooled)


def _subgroups(sheet: Sheet, pooled: Pooled) -> Iterator[Row]:
    outcome = pooled.effects.outcome
    for name, part in pooled.subgroups:
        title = (Text(f"{INDENT}{name or 'Subgroup not stated'}"),)
        if shown := sheet.parts.get((outcome.id, name)):
            yield _computed(sheet, outcome, shown, title)
        else:
            counts = (row_counts(part, sheet.style).studies, DASH)
            yield sheet.blank(row_head(*title), counts, measure_label(outcome.measure), "not estimable")
    if test := subgroup_test_quantities(pooled, sheet.style):
        style = sheet.style.numbers
        chi2 = joined((relation("Chi²", test.chi2, style), relation("df", test.df, style)), gap=", ")
        dash = cell(DASH, align="decimal")
        yield sheet.row(
            row_head(Text(f"{INDENT}Test between subgroups")),
            *(dash, dash, cell(DASH)),
            cell(*chi2),
            cell(DASH),
            cell(test.p, align="decimal"),
            cell(test.i2, align="decimal"),
            dash,
        )


def _computed(sheet: Sheet, outcome: Outcome, shown: PooledQuantities, title: Sequence[Inline]) -> Row:
    book = sheet.book
    marks = [book.mark(Text(note)) for note in _said(sheet, outcome, shown)]
    told = shown.i2 is not None and len(sheet.i2_from) > 1
    i2 = [shown.i2 or DASH, *([book.mark(Text(I2_FROM[shown.i2_from]))] if told else [])]
    return sheet.row(
        row_head(*title, *side_by_side(marks)),
        cell(shown.k, align="decimal"),
        cell(shown.n_used, align="decimal"),
        cell(Text(measure_label(outcome.measure))),
        cell(*estimate_with_interval(shown.effect, sheet.style), align="decimal"),
        cell(*interval(*shown.prediction, sheet.style.numbers), align="decimal") if shown.prediction else cell(DASH),
        cell(shown.p or DASH, align="decimal"),
        cell(*i2, align="decimal"),
        cell(shown.tau2 or DASH, align="decimal"),
    )


def _said(sheet: Sheet, outcome: Outcome, shown: PooledQuantities) -> Iterator[str]:
    """Yield what is noted of a result: its basis, how it was pooled, what must be known besides."""
    whence = shown.effect.estimate.provenance
    if whence != "reported":
        yield BASIS.format(DATA[whence])
    if shown.results.value == 1:
        yield "One study: its own result, nothing was pooled."
    elif sheet.hows.get(outcome.id, sheet.usual) != sheet.usual:
        yield sheet.hows[outcome.id]
    if shown.results.value != shown.k.value:
        yield REPEATED
    yield from (sentence(NOTES[code]) for code in shown.notes)


def _published(sheet: Sheet, outcome: Outcome, effect: PublishedEffect, shown: PublishedQuantities) -> Row:
    marks: list[Inline] = [sheet.book.mark(Text(PUBLISHED))]
    if shown.effect is None and effect.statement:
        marks.append(sheet.book.mark(Text(sentence(effect.statement))))
    estimate = estimate_with_interval(shown.effect, sheet.style) if shown.effect else (Text("no estimate given"),)
    return sheet.row(
        row_head(*_title(sheet, outcome), *side_by_side(marks)),
        cell(shown.k, align="decimal"),
        cell(shown.n, align="decimal"),
        cell(Text(measure_label(effect.measure or outcome.measure))),
        cell(*estimate, align="decimal"),
        cell(DASH),
        cell(shown.p, align="decimal"),
        cell(shown.i2 or DASH, align="decimal"),
        cell(DASH, align="decimal"),
    )


def _without_total(sheet: Sheet, pooled: Pooled) -> Row:
    outcome = pooled.effects.outcome
    counts = row_counts(pooled, sheet.style)
    divided = shows_subtotals(pooled)
    notes = [] if divided else [NOT_POOLED]
    notes += [REPEATED] if counts.results.value != counts.studies.value else []
    marks = side_by_side(sheet.book.mark(Text(note)) for note in notes)
    title = row_head(*_title(sheet, outcome), *marks)
    said = "no total" if divided else "not pooled"
    return sheet.blank(title, (counts.studies, counts.n or DASH), measure_label(outcome.measure), said)


def _without(sheet: Sheet, outcome: Outcome) -> Row:
    mark = sheet.book.mark(Text(sentence(outcome.not_pooled_reason) or WITHOUT))
    title = row_head(*_title(sheet, outcome), mark)
    return sheet.blank(title, (DASH, DASH), measure_label(outcome.measure), "not pooled")


def _title(sheet: Sheet, outcome: Outcome) -> tuple[Inline, ...]:
    """Return number, title and time point of an outcome, and its sides where they are its own."""
    review = sheet.analysis.review
    number = f"{outcome.number} " if outcome.number else ""
    time = f", {outcome.time_point}" if outcome.time_point else ""
    comparison = comparison_of(review, outcome)
    differs = comparison != review.comparison(outcome.comparison)
    sides = f" ({comparison.experimental} against {comparison.comparator})" if differs else ""
    return (Text(f"{number}{capitalised(outcome.title)}{time}{sides}"),)
