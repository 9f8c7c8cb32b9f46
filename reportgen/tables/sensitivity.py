"""Sensitivity analyses: each result as planned, then how it comes out otherwise pooled or without some studies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.document import Inline, Row, Table, TableCell, Text
from reportgen.model import Outcome, Plan
from reportgen.pooling import ESTIMATORS, INTERVALS, METHODS, NOTES
from reportgen.quantities import (
    Analysis,
    PooledQuantities,
    Variation,
    VariedQuantities,
    domains_and_levels,
    sensitivity_outcomes,
    sensitivity_results,
)
from reportgen.tables.cells import DASH, cell, estimate_with_interval, group_row, head, row_head
from reportgen.tables.notes import NoteBook, side_by_side
from reportgen.tables.pooled_rows import I2_FROM, REPEATED
from reportgen.wording.measures import measure_label
from reportgen.wording.numbers import NBSP
from reportgen.wording.phrases import capitalised, listed, sentence, weave

__all__ = ["sensitivity_table"]

WIDTHS = (3.6, 0.8, 1.1, 2.1, 0.9, 0.7, 0.8)
ALONE = "One study: its own result, nothing was pooled."
MODELS = {"random": "Random effects", "common": "Common effect"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What all rows need; `i2_from` is the way in which most I² were worked out."""

    analysis: Analysis
    book: NoteBook
    i2_from: str


def sensitivity_table(analysis: Analysis) -> Table | None:
    """Return the sensitivity analyses by outcome; None where the review asks for none or has nothing to analyse."""
    results = {outcome: sensitivity_results(analysis, outcome) for outcome in _sorted(analysis)}
    if not results:
        return None
    ways = Counter(
        one.shown.i2_from for found in results.values() for one in found if one.shown and one.shown.i2 is not None
    )
    usual = max(ways, key=lambda way: ways[way], default="")
    sheet = _Sheet(analysis=analysis, book=NoteBook(), i2_from=usual)
    columns = _head(sheet)
    body: list[Row] = []
    for outcome, found in results.items():
        body.append(group_row(_title(analysis, outcome), len(columns.cells)))
        body += _rows(sheet, found)
    return Table(
        id="tbl-sensitivity",
        caption=(Text("Sensitivity analyses, by outcome."),),
        head=columns,
        body=tuple(body),
        widths=WIDTHS,
        notes=sheet.book.notes(),
        wide=True,
        alt="Studies, participants, estimate with interval, P value and heterogeneity of each analysis of an outcome.",
    )


def _sorted(analysis: Analysis) -> list[Outcome]:
    """Return the outcomes that are analysed, those of one comparison together."""
    order = [comparison.id for comparison in analysis.review.comparisons]
    return sorted(sensitivity_outcomes(analysis), key=lambda outcome: order.index(outcome.comparison))


def _title(analysis: Analysis, outcome: Outcome) -> str:
    """Return comparison, where there are several, number, name, time point and measure of an outcome."""
    review = analysis.review
    whose = f"{review.comparison(outcome.comparison).title}: " if len(review.comparisons) > 1 else ""
    number = f"{outcome.number} " if outcome.number else ""
    time = f", {outcome.time_point}" if outcome.time_point else ""
    title = outcome.title if whose else capitalised(outcome.title)
    return f"{number}{capitalised(whose)}{title}{time} ({measure_label(outcome.measure)})"


def _head(sheet: _Sheet) -> Row:
    letter = sheet.analysis.style.numbers.p_letter
    titles = ["Analysis", "Studies", "Participants", "Estimate (interval)", letter, "I²", "τ²"]
    row = head(titles, right=[1, 2, 4, 5, 6])
    if not sheet.i2_from:
        return row
    mark = sheet.book.mark(Text(I2_FROM[sheet.i2_from]))
    i2 = replace(row.cells[5], children=(Text(f"I²{NBSP}"), mark))
    return Row(cells=(*row.cells[:5], i2, row.cells[6]))


def _rows(sheet: _Sheet, found: Sequence[Variation]) -> Iterator[Row]:
    for one in found:
        marks = [sheet.book.mark(*note) for note in _notes(sheet, one)]
        marks.sort(key=lambda mark: (len(mark.mark), mark.mark))
        title = row_head(*_label(one), *side_by_side(marks))
        if one.kind == "high-risk" and not one.studies:
            yield _blank(title, "no study is at high risk of bias")
        elif one.shown is None:
            yield _blank(title, "no study remains")
        else:
            yield _result(sheet, title, one.shown)
    if found[0].pooled.k == 1 and len(found) == 1:
        yield _blank(row_head(Text("Other analyses")), "not possible with one study")


def _result(sheet: _Sheet, title: TableCell, shown: PooledQuantities | VariedQuantities) -> Row:
    i2: list[Inline] = [shown.i2 or DASH]
    if shown.i2 is not None and shown.i2_from != sheet.i2_from:
        i2.append(sheet.book.mark(Text(I2_FROM[shown.i2_from])))
    return Row(
        cells=(
            title,
            cell(shown.k, align="decimal"),
            cell(shown.n_used, align="decimal"),
            cell(*estimate_with_interval(shown.effect, sheet.analysis.style), align="decimal"),
            cell(shown.p or DASH, align="decimal"),
            cell(*i2, align="decimal"),
            cell(shown.tau2 or DASH, align="decimal"),
        )
    )


def _blank(title: TableCell, said: str) -> Row:
    dash = cell(DASH, align="decimal")
    return Row(cells=(title, dash, dash, cell(Text(said)), dash, dash, dash))


def _label(one: Variation) -> tuple[Inline, ...]:
    match one.kind:
        case "planned":
            return (Text(f"As analysed: {_lower(_model(one.plan))}"),)
        case "model":
            return (Text(_model(one.plan)),)
        case "tau2":
            return (Text(f"Random effects, τ² by {ESTIMATORS[one.plan.tau2].label}"),)
        case "high-risk":
            return (Text("Without studies at high risk of bias"),)
        case _:
            return weave("Omitting {study}", study=one.studies[0])


def _model(plan: Plan) -> str:
    """Return "Random effects, τ² by REML" or "Common effect, Mantel-Haenszel"."""
    how = f"τ² by {ESTIMATORS[plan.tau2].label}" if plan.model == "random" else METHODS[plan.method].title
    return f"{MODELS[plan.model]}, {_lower(how) if plan.method == 'inverse-variance' else how}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _notes(sheet: _Sheet, one: Variation) -> Iterator[tuple[Inline, ...]]:
    """Yield what is noted of an analysis: its interval, who is at high risk and who was left out, what to know."""
    if one.kind == "planned" and one.plan.model == "random":
        yield (Text(f"Interval: {INTERVALS[one.plan.interval].title}."),)
    if one.kind == "high-risk":
        yield _high_risk(sheet.analysis)
        if one.studies:
            yield weave("Left out: {studies}.", studies=listed([(name,) for name in one.studies]))
        if one.unjudged:
            names = listed([(name,) for name in one.unjudged])
            yield weave("Kept, with no judgement in some of these domains: {names}.", names=names)
    if one.shown is None or (one.kind == "high-risk" and not one.studies):
        return
    if one.shown.results.value == 1:
        yield (Text(ALONE),)
    elif one.shown.results.value != one.shown.k.value:
        yield (Text(REPEATED),)
    yield from ((Text(sentence(NOTES[code])),) for code in one.shown.notes)


def _high_risk(analysis: Analysis) -> tuple[Inline, ...]:
    """Return what makes a study one at high risk of bias."""
    asked = analysis.review.sensitivity
    if asked is None or asked.high_risk is None:
        return ()
    domains, levels = domains_and_levels(analysis.review, asked.high_risk)
    judged = listed([f"“{level}”" for level in levels], "or")
    if len(domains) == 1:
        return weave("At high risk: judged {levels} in the domain {domain}.", levels=judged, domain=domains[0])
    return weave(
        "At high risk: judged {levels} in at least one of the domains {domains}.",
        levels=judged,
        domains=listed(list(domains)),
    )
