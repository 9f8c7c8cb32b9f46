"""Summary of findings: for each comparison its main outcomes with risks, effect, certainty, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.document import Inline, LineBreak, Note, NoteMark, Number, Row, Strong, Table, Text
from reportgen.effects import MEASURES
from reportgen.model import CERTAINTY_WORDS, Comparison, Outcome, Review
from reportgen.quantities import MOST_SUMMARISED, Analysis, confidence_level, outcomes_summarised
from reportgen.quantities.absolute import RATES_WITH, RISKS_WITH
from reportgen.tables.cells import head
from reportgen.tables.findings_cells import Book, reasons_of
from reportgen.tables.findings_rows import Finding, finding_row
from reportgen.tables.notes import NoteBook
from reportgen.wording.certainty import DEFINITIONS, SYMBOLS
from reportgen.wording.measures import measure_label, measure_name
from reportgen.wording.numbers import NBSP
from reportgen.wording.phrases import Phrase, capitalised, weave

__all__ = ["summary_tables"]

WIDTHS = (1.9, 1.4, 2.35, 1.35, 1.1, 1.4, 3.0)
ABSOLUTE = (
    "The risk with the intervention and its interval are worked out from the risk without it and from the effect with "
    "its interval; differences are worked out before rounding."
)
ALT = "Absolute and relative effect, participants, certainty of the evidence and what it means, for each main outcome."


def summary_tables(analysis: Analysis) -> tuple[Table, ...]:
    """Return a table for each comparison with outcomes to summarise, in the order of the review."""
    review = analysis.review
    found = outcomes_summarised(review)
    return tuple(
        _table(analysis, review.comparison(id_), outcomes[:MOST_SUMMARISED], number)
        for number, (id_, outcomes) in enumerate(found.items(), 1)
    )


def _table(analysis: Analysis, comparison: Comparison, outcomes: Sequence[Outcome], number: int) -> Table:
    book = Book(analysis=analysis, notes=NoteBook(), reasons=reasons_of(analysis.review, outcomes))
    findings = [finding_row(book, outcome) for outcome in outcomes]
    absolute = any(finding.absolute for finding in findings)
    general = [Note(mark="*", children=(Text(ABSOLUTE),))] if absolute else []
    general.append(Note(mark="", children=(Text(_abbreviations(findings)),)))
    if any(finding.certainty for finding in findings):
        general.append(Note(mark="", children=(Text(_definitions()),)))
    return Table(
        id="tbl-summary-of-findings" + (f"-{number}" if number > 1 else ""),
        caption=_caption(analysis.review, comparison),
        head=_head(comparison, outcomes, absolute=absolute),
        body=tuple(finding.row for finding in findings),
        widths=WIDTHS,
        notes=(*general, *book.notes.notes()),
        wide=True,
        alt=ALT,
    )


def _caption(review: Review, comparison: Comparison) -> tuple[Inline, ...]:
    """Return the title, and in a second line population, setting, and both sides."""
    question = review.question
    condition = f" for {question.condition}" if question.condition else ""
    title = f"Summary of findings: {comparison.experimental} compared with {comparison.comparator}{condition}."
    facts = (
        ("Population", question.population),
        ("Setting", question.setting),
        ("Intervention", comparison.experimental),
        ("Comparison", comparison.comparator),
    )
    told: list[Inline] = [Text(title), LineBreak()]
    for name, value in facts:
        if value:
            told += [Strong((Text(f"{name}:"),)), Text(f" {capitalised(value.rstrip('. '))}. ")]
    last = told[-1]
    return (*told[:-1], Text(last.text.rstrip())) if isinstance(last, Text) else tuple(told)


def _head(comparison: Comparison, outcomes: Sequence[Outcome], *, absolute: bool) -> Row:
    risks = [outcome.measure in RISKS_WITH or outcome.measure in RATES_WITH for outcome in outcomes]
    what = "Risk" if all(risks) else "Risk or mean" if any(risks) else "Mean"
    plain = ("Outcomes", "", "", "", "Participants (studies)", "Certainty of the evidence (GRADE)", "What happens")
    row = head(plain)
    levels = {outcome.plan.level for outcome in outcomes}
    level = confidence_level(outcomes[0].plan) if len(levels) == 1 else None
    star = (NoteMark(mark="*"),) if absolute else ()
    heads: dict[int, Phrase] = {
        1: (Text(f"{what} with {comparison.comparator}"),),
        2: (Text(f"{what} with {comparison.experimental}"), *star, *_interval(level)),
        3: (Text("Relative effect"), *_interval(level)),
    }
    cells = (replace(cell, children=heads.get(i, cell.children)) for i, cell in enumerate(row.cells))
    return Row(cells=tuple(cells))


def _interval(level: Number | None) -> Phrase:
    """Return " (95% CI)"; the level is left out where outcomes differ in it."""
    return weave(" ({level}{gap}CI)", level=level, gap=NBSP if level else "")


def _abbreviations(findings: Sequence[Finding]) -> str:
    """Return what the abbreviations in the table stand for."""
    used = [measure for measure in MEASURES if any(measure == finding.measure for finding in findings)]
    told = ["CI: confidence interval"]
    told += [
        f"{measure_label(id_)}: {measure_name(MEASURES[id_].title)}" for id_ in used if measure_label(id_).isupper()
    ]
    for side, what in (("B", "benefit"), ("H", "be harmed")):
        if any(f"NNT{side}" in finding.letters for finding in findings):
            told.append(f"NNT{side}: number to be treated for one more person to {what}")
    return f"{'; '.join(told)}."


def _definitions() -> str:
    told = (f"{capitalised(word)} ({SYMBOLS[word]}): {DEFINITIONS[word]}" for word in reversed(CERTAINTY_WORDS))
    return f"Certainty of the evidence by GRADE. {'. '.join(told)}."
