"""The rows of a summary of findings: one an outcome, also where no study gives data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.document import Datum, Inline, LineBreak, Number, Row, Text, plain_text
from reportgen.model import Certainty, Outcome, PublishedEffect
from reportgen.quantities import (
    AbsoluteEffect,
    Analysis,
    EffectQuantities,
    comparison_of,
    finding_of,
    pooled_quantities,
    published_finding,
    published_quantities,
    row_counts,
    shows_subtotals,
    size_of,
)
from reportgen.tables.cells import DASH, cell, row_head
from reportgen.tables.findings_cells import Book, absolute_cells, certainty_cell, needed_line, relative_cell
from reportgen.tables.pooled_rows import PUBLISHED
from reportgen.wording import statements
from reportgen.wording.certainty import state_with_certainty
from reportgen.wording.phrases import Phrase, capitalised, plural, sentence, weave
from reportgen.wording.statements import direction_in_doubt

__all__ = ["Finding", "finding_row"]

NOBODY = "No study reported this outcome."
UNUSABLE = "No study gave data that could be pooled."
UNPOOLED = "The results of the studies were not pooled."
OTHERS = "Not counted are studies that give no estimate, such as those without events in both groups."
DIVIDED = "Results are given by subgroup, without a total."
BETTER = {"higher": "higher is better", "lower": "lower is better"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A row, and what the notes below the table must explain of it: measure, letters of numbers needed to treat."""

    row: Row
    measure: str = ""
    absolute: AbsoluteEffect | None = None
    certainty: Certainty | None = None
    letters: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    """What a row shows of a result, pooled here or published; `others` if studies without an estimate are left out."""

    effect: EffectQuantities
    measure: str
    k: Number | None
    n: Number | None
    results: int | None = None
    published: PublishedEffect | None = None
    others: bool = False


def finding_row(book: Book, outcome: Outcome) -> Finding:
    """Return the row of an outcome: its effect, or why there is none."""
    result = _result(book.analysis, outcome)
    return _without(book, outcome) if result is None else _with(book, outcome, result)


def _result(analysis: Analysis, outcome: Outcome) -> _Result | None:
    pooled = analysis.pooled.get(outcome.id)
    if pooled and (shown := pooled_quantities(pooled, analysis.style)):
        others = any(row.state == "not_estimable" for row in pooled.effects.rows)
        return _Result(
            effect=shown.effect,
            measure=outcome.measure,
            k=shown.k,
            n=shown.n_used,
            results=pooled.k,
            others=others,
        )
    for published in analysis.published(outcome):
        printed = published_quantities(published, analysis.style)
        if printed.effect:
            measure = published.measure or outcome.measure
            return _Result(effect=printed.effect, measure=measure, k=printed.k, n=printed.n, published=published)
    return None


def _with(book: Book, outcome: Outcome, result: _Result) -> Finding:
    analysis = book.analysis
    certainty = analysis.review.certainty_of(outcome.id)
    marks = [book.notes.mark(Text(PUBLISHED))] if result.published else []
    title = row_head(*_title(analysis, outcome), *marks)
    without, with_, absolute = absolute_cells(book, outcome, result.effect, result.measure)
    finding = _finding(analysis, outcome, result)
    doubtful = direction_in_doubt(finding)  # then nobody can tell benefit from harm
    needed = needed_line(absolute.needed) if absolute and absolute.needed and not doubtful else ()
    row = Row(
        cells=(
            title,
            cell(*without),
            cell(*with_),
            cell(*relative_cell(book, result.measure, result.effect)),
            cell(*_counts(result.n, result.k), *([book.notes.mark(Text(OTHERS))] if result.others else [])),
            cell(*certainty_cell(book, certainty)),
            cell(*_statement(finding, outcome, result.measure, certainty), *((LineBreak(), *needed) if needed else ())),
        )
    )
    letters = plain_text(needed)
    return Finding(row=row, measure=result.measure, absolute=absolute, certainty=certainty, letters=letters)


def _finding(analysis: Analysis, outcome: Outcome, result: _Result) -> statements.Finding:
    if result.published:
        return published_finding(analysis, outcome, result.published, result.effect, result.k)
    return replace(finding_of(analysis, outcome, result.effect), k=result.results)


def _statement(finding: statements.Finding, outcome: Outcome, measure: str, certainty: Certainty | None) -> Phrase:
    if certainty is None or certainty.word is None or finding.null is None:
        return statements.state_finding(finding)
    size = size_of(finding, outcome, measure)
    return state_with_certainty(replace(finding, published=False), certainty.word, size, compared=False)


def _counts(n: Number | None, k: Number | None) -> Phrase:
    """Return "835 (7 studies)"."""
    studies = plural(k, "study", "studies") if k else (Text("number of studies not reported"),)
    return weave("{n}{gap}({studies})", n=n or "not reported", gap=LineBreak(), studies=studies)


def _title(analysis: Analysis, outcome: Outcome) -> tuple[Inline, ...]:
    """Return title and time point, and in further lines the sides if they are its own, instrument, range, direction."""
    parts: list[Inline] = [Text(capitalised(outcome.title))]
    if outcome.time_point:
        parts += [LineBreak(), Text(f"Time: {outcome.time_point}")]
    comparison = comparison_of(analysis.review, outcome)
    if comparison != analysis.review.comparison(outcome.comparison):
        parts += [LineBreak(), Text(f"{comparison.experimental} against {comparison.comparator}")]
    if scale := _scale(analysis, outcome):
        parts += [LineBreak(), *scale]
    return tuple(parts)


def _scale(analysis: Analysis, outcome: Outcome) -> Phrase:
    if not (outcome.instrument or outcome.range):
        return ()
    told: list[Phrase] = [(Text(outcome.instrument or "Scale"),)]
    if outcome.range:
        low, high = (_end(analysis, outcome, i) for i in (0, 1))
        told.append(weave("{low} to {high}", low=low, high=high))
    told.append((Text(BETTER[outcome.better]),))
    return weave(
        "{told}", told=tuple(part for i, one in enumerate(told) for part in ((Text(", "), *one) if i else one))
    )


def _end(analysis: Analysis, outcome: Outcome, end: int) -> Datum:
    """Return an end of the range of an instrument."""
    index = [one.id for one in analysis.review.outcomes].index(outcome.id)
    place = analysis.review.origins.get(f"outcomes.{index}.range.{end}")
    value = outcome.range[end] if outcome.range else 0.0
    inputs = (place,) if place else ()
    return Datum(text=f"{value:g}".replace("-", "−"), subject=f"outcome/{outcome.id}/range", inputs=inputs)


def _without(book: Book, outcome: Outcome) -> Finding:
    """Return the row of an outcome without an estimate: what is known of it, and why there is none."""
    analysis = book.analysis
    pooled = analysis.pooled.get(outcome.id)
    counts: Phrase = (DASH,)
    reported = any(result.outcome == outcome.id for result in analysis.review.results)
    if pooled and pooled.k:
        found = row_counts(pooled, analysis.style)
        counts = _counts(found.n, found.studies)
        said = DIVIDED if shows_subtotals(pooled) else UNPOOLED
    elif statement := next((one.statement for one in analysis.published(outcome) if one.statement), ""):
        said = sentence(statement)
    elif not reported:
        said = NOBODY
    else:
        said = UNUSABLE if outcome.pooled else sentence(outcome.not_pooled_reason or UNPOOLED)
    certainty = analysis.review.certainty_of(outcome.id)
    known = certainty is not None and certainty.word is not None
    title, dash = row_head(*_title(analysis, outcome)), cell(DASH)
    judged = cell(*certainty_cell(book, certainty)) if known or counts != (DASH,) else dash
    row = Row(cells=(title, dash, dash, dash, cell(*counts), judged, cell(Text(said))))
    return Finding(row=row, certainty=certainty if known else None)
