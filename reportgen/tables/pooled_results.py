"""All pooled results: what was pooled here, and what is known only as published."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from reportgen.document import Note, Row, Table, Text
from reportgen.model import Comparison, Outcome, Plan
from reportgen.pooling import ESTIMATORS, INTERVALS
from reportgen.quantities import Analysis, PooledQuantities, pooled_quantities, shows_subtotals
from reportgen.tables.cells import comparison_head, group_row, head
from reportgen.tables.notes import NoteBook
from reportgen.tables.pooled_rows import I2_FROM, Sheet, outcome_rows
from reportgen.wording import numbers

__all__ = ["pooled_table"]

WIDTHS = (3.2, 0.8, 1.1, 0.9, 2.1, 1.4, 0.9, 0.7, 0.7)


def pooled_table(analysis: Analysis) -> Table | None:
    """Return one row per outcome, by comparison; None when the review has no outcome."""
    sheet = _sheet(analysis)
    columns = _head(sheet)
    body: list[Row] = []
    for comparison in analysis.review.comparisons:
        rows = [row for outcome in _outcomes(analysis, comparison) for row in outcome_rows(sheet, outcome)]
        if rows:
            body += [group_row(comparison_head(comparison), len(columns.cells)), *rows]
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


def _sheet(analysis: Analysis) -> Sheet:
    shown: dict[str, PooledQuantities] = {}
    parts: dict[tuple[str, str], PooledQuantities] = {}
    for id_, pooled in analysis.pooled.items():
        if quantities := pooled_quantities(pooled, analysis.style):
            shown[id_] = quantities
        for name, part in pooled.subgroups if shows_subtotals(pooled) else ():
            if quantities := pooled_quantities(part, analysis.style, name):
                parts[id_, name] = quantities
    results = (*shown.values(), *parts.values())
    plans = {id_: analysis.pooled[id_].plan for id_ in dict.fromkeys((*shown, *(id_ for id_, _ in parts)))}
    several_levels = len({plan.level for plan in plans.values()}) > 1
    hows = {id_: _how(plan, with_level=several_levels) for id_, plan in plans.items()}
    return Sheet(
        analysis=analysis,
        shown=shown,
        parts=parts,
        book=NoteBook(),
        predicted=any(quantities.prediction for quantities in results),
        i2_from=frozenset(quantities.i2_from for quantities in results if quantities.i2),
        hows=hows,
        usual=Counter(hows.values()).most_common(1)[0][0] if hows else "",
    )


def _usual(sheet: Sheet) -> tuple[Note, ...]:
    """Return the note on how most results were pooled; rows that depart from it have one of their own."""
    several = len(set(sheet.hows.values())) > 1
    text = f"Where no note says otherwise: {sheet.usual[:1].lower()}{sheet.usual[1:]}" if several else sheet.usual
    return (Note(mark="", children=(Text(text),)),) if sheet.usual else ()


def _how(plan: Plan, *, with_level: bool) -> str:
    """Return model, estimator and interval in words, for a note."""
    level = f", level {numbers.level(plan.level)}" if with_level else ""
    if plan.model != "random":
        return f"Common-effect model{level}."
    tau2, interval = ESTIMATORS[plan.tau2].label, INTERVALS[plan.interval].label
    return f"Random-effects model, τ² by {tau2}, interval {interval}{level}."


def _head(sheet: Sheet) -> Row:
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
