"""Rows that count in the total only, in a subgroup only, or nowhere: the column Applicability."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportgen.exchange.analyses import SourceOutcome
from reportgen.exchange.imported import Remark
from reportgen.exchange.revman.records import Record
from reportgen.model import Totals

__all__ = ["divided"]


def divided(
    outcome: SourceOutcome, rows: Sequence[Record], record: Record
) -> tuple[tuple[SourceOutcome, ...], tuple[Remark, ...]]:
    """Return an outcome as it is, or as two where the total rests on other rows than the subgroups do.

    A study may stand in several subgroups and with one combined row in the total. `Applicability` tells; a row that
    applies to neither is left out.
    """
    where = {row.line: _applies(row) for row in rows}
    in_parts = {row.line for row in rows if where[row.line][1] and row.text("Subgroup")}
    in_total = {line for line, (whole, _) in where.items() if whole}
    if in_total == set(where) and in_parts == {row.line for row in rows if row.text("Subgroup")}:
        return (outcome,), ()
    label = f"{record.text('Analysis group')}.{record.text('Analysis number')}"
    remarks = tuple(_left_out(row, label) for row in rows if row.line not in in_total | in_parts)
    if in_parts <= in_total <= in_parts | {row.line for row in rows if not row.text("Subgroup")}:
        kept = in_total | in_parts
        return (_restricted(outcome, kept.__contains__),), remarks
    total = _undivided(_restricted(outcome, in_total.__contains__))
    if not in_parts:
        return (total,), remarks
    parts = _in_parts_only(_restricted(outcome, in_parts.__contains__))
    text = (
        f"In analysis {label} the total rests on other rows than the subgroups do: it became two outcomes, "
        "one undivided and one with subtotals only."
    )
    return (total, parts), (*remarks, Remark(topic="outcomes", text=text, origin=record.origin("Analysis name")))


def _left_out(row: Record, label: str) -> Remark:
    text = f"In analysis {label} a row of {row.text('Study')} applies to no result: it was left out."
    return Remark(topic="results", text=text, origin=row.origin("Applicability"))


def _restricted(outcome: SourceOutcome, wanted: Callable[[int], bool]) -> SourceOutcome:
    subgroups = tuple(
        replace(group, rows=tuple(row for row in group.rows if wanted(row.origin.line))) for group in outcome.subgroups
    )
    return replace(outcome, rows=tuple(row for row in outcome.rows if wanted(row.origin.line)), subgroups=subgroups)


def _undivided(outcome: SourceOutcome) -> SourceOutcome:
    rows = (*outcome.rows, *(row for group in outcome.subgroups for row in group.rows))
    ordered = tuple(sorted(rows, key=lambda row: row.origin.line))
    return replace(outcome, rows=ordered, subgroups=(), stored_subgroup_test=None)


def _in_parts_only(outcome: SourceOutcome) -> SourceOutcome:
    totals: Totals = "none" if outcome.totals == "none" else "subgroups"
    return replace(outcome, name=f"{outcome.name}, by subgroup", totals=totals, rows=(), stored=None)


def _applies(record: Record) -> tuple[bool, bool]:
    """Return whether a row enters the total and its subgroup."""
    text = record.text("Applicability").casefold()
    if text in {"", "true", "yes", "all", "both"}:
        return True, True
    return "overall" in text, "subgroup" in text
