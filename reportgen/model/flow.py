"""The flow of records, reports and studies (flow.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.errors import Origin
from reportgen.model.cell import Attribution, Cell

__all__ = ["FLOW_ITEMS", "Flow", "FlowCount", "FlowForm"]

FlowForm = Literal["prisma2009", "prisma2020"]

FLOW_ITEMS: Mapping[str, str] = {
    "databases": "records from databases; one row a database with its name in `detail`, or one row for all",
    "registers": "records from trial registers, likewise",
    "other_sources": "records from other sources (the 2009 form)",
    "websites": "records from websites",
    "organisations": "records from organisations",
    "citation_searching": "records from citation searching",
    "identified": "all records identified, if only the sum is known",
    "duplicates": "duplicate records removed",
    "automation": "records marked as ineligible by automation tools",
    "removed_other": "records removed before screening for other reasons",
    "after_duplicates": "records after duplicates were removed (the 2009 form)",
    "screened": "records screened",
    "excluded": "records excluded on title and abstract; reasons and total as for reports",
    "excluded_human": "those of them that a human excluded",
    "excluded_automation": "those of them that automation tools excluded",
    "sought": "reports sought for retrieval",
    "not_retrieved": "reports not retrieved",
    "assessed": "reports (2009: full-text articles) assessed for eligibility",
    "excluded_reports": "reports excluded; one row a reason with the reason in `detail`, and one without: the total",
    "other_sought": "reports sought, from other sources",
    "other_not_retrieved": "reports not retrieved, from other sources",
    "other_assessed": "reports assessed, from other sources",
    "other_excluded": "reports excluded, from other sources; rows with reasons as above",
    "previous_studies": "studies included in the previous version",
    "previous_reports": "reports of studies included in the previous version",
    "studies": "studies included (in an update: new ones)",
    "reports": "reports of the included studies",
    "total_studies": "studies included in all; in an update, earlier and new ones together",
    "total_reports": "reports of all included studies; in an update, of earlier and new ones",
    "meta_analysis": "studies included in a meta-analysis",
    "meta_analysis_reports": "reports of the studies included in a meta-analysis",
    "ongoing": "ongoing studies found",
    "awaiting": "studies awaiting classification",
    "participants": "participants randomised, as stated",
}
"""Words allowed in the `item` column of flow.csv, with what each counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCount:
    """One number of the flow; `detail` is the database, or the reason for exclusion, that it counts."""

    item: str
    detail: str
    n: Cell[int]
    origin: Origin = field(compare=False)
    attribution: Attribution = Attribution()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The rows of flow.csv in their order, and the form of diagram they are drawn in.

    `updates` says that an earlier version of the review is known.
    """

    form: FlowForm = "prisma2020"
    counts: tuple[FlowCount, ...] = ()
    updates: bool = False

    @property
    def is_update(self) -> bool:
        """Return whether the counts are those of an update: they speak of an earlier version, or of a total with it."""
        return self.updates or self.names("previous_studies", "previous_reports", "total_studies", "total_reports")

    def names(self, *items: str) -> bool:
        """Return whether a row has one of the items, with or without a number."""
        return any(count.item in items for count in self.counts)

    def total(self, item: str) -> FlowCount | None:
        """Return the row of `item` that has no detail, or None."""
        return next((c for c in self.counts if c.item == item and not c.detail), None)

    def details(self, item: str) -> tuple[FlowCount, ...]:
        """Return the rows of `item` that name a database or a reason."""
        return tuple(c for c in self.counts if c.item == item and c.detail)
