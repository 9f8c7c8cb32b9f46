"""The text alternative of a flow diagram, made from its numbers."""

from __future__ import annotations

from reportgen.model import Flow
from reportgen.quantities import flow_number
from reportgen.style import Style

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


def alt_text(flow: Flow, style: Style) -> str:
    """Return the main numbers from top to bottom; those that are not known are said to be so."""
    sources = any(flow.total(item) or flow.details(item) for item in ("databases", "registers", "other_sources"))
    told_of = _TOLD if sources else ((("identified",), "records identified"), *_TOLD)
    form = "PRISMA 2009" if flow.form == "prisma2009" else "PRISMA 2020"
    known: list[str] = []
    unknown: list[str] = []
    for items, label in told_of:
        counts = [count for count in map(flow.total, items) if count is not None]
        numbers = [number for count in counts if (number := flow_number(count, style)) is not None]
        if numbers:
            known.append(f"{label} {numbers[0].text}")
        elif counts:
            unknown.append(label)
    told = [", ".join(known)] if known else []
    told += [f"not reported: {', '.join(unknown)}"] if unknown else []
    return f"Flow diagram in the form of {form}: {'; '.join(told) or 'no counts'}."
