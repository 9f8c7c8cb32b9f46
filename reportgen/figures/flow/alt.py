"""The text alternative of a flow diagram, made from its numbers."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.document import Number
from reportgen.model import Flow

__all__ = ["alt_text"]

_TOLD = (
    (("databases",), "records from databases"),
    (("registers",), "records from registers"),
    (("other_sources",), "records from other sources"),
    (("screened",), "records screened"),
    (("assessed",), "reports assessed"),
    (("excluded_reports",), "reports excluded"),
    (("total_studies", "studies"), "studies included"),
)


def alt_text(flow: Flow, totals: Mapping[str, Number | None]) -> str:
    """Return the main numbers from top to bottom; those that are not known are said to be so."""
    sources = any(item in totals for item in ("databases", "registers", "other_sources"))
    told_of = _TOLD if sources else ((("identified",), "records identified"), *_TOLD)
    form = "PRISMA 2009" if flow.form == "prisma2009" else "PRISMA 2020"
    known: list[str] = []
    unknown: list[str] = []
    for items, label in told_of:
        there = [totals[item] for item in items if item in totals]
        numbers = [number for number in there if number is not None]
        if numbers:
            known.append(f"{label} {numbers[0].text}")
        elif there:
            unknown.append(label)
    told = [", ".join(known)] if known else []
    told += [f"not reported: {', '.join(unknown)}"] if unknown else []
    return f"Flow diagram in the form of {form}: {'; '.join(told) or 'no counts'}."
