"""The flow diagram shows all that flow.csv counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.pooling import Pooled
from reportgen.quantities import flow_totals
from reportgen.style import Style

__all__ = ["flow_drawn"]

CODE = "flow-item-is-drawn"

_WITHOUT_BOX: Mapping[str, tuple[frozenset[str], str]] = {
    "prisma2020": (frozenset({"after_duplicates"}), "give the records that were removed, and those screened"),
    "prisma2009": (
        frozenset(
            {
                *("automation", "removed_other", "other_sought", "other_not_retrieved", "other_assessed"),
                *("other_excluded", "previous_studies", "previous_reports", "total_studies", "total_reports"),
            }
        ),
        "the form prisma2020 has boxes for these (`flow: form` in review.yaml)",
    ),
}


def flow_drawn(review: Review, pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each item that the form of the diagram has no box for, and for an update without a total."""
    flow = review.flow
    lacking, hint = _WITHOUT_BOX[flow.form]
    for row in {row.item: row for row in reversed(flow.counts) if row.item in lacking}.values():
        message = f"found {row.item}, expected an item that the diagram has a box for in the form {flow.form}"
        yield warning(CODE, row.origin, message, hint)
    earlier = next((row for row in flow.counts if row.item.startswith("previous_")), None)
    if earlier and flow.form == "prisma2020" and "total_studies" not in flow_totals(review, Style(), pooled):
        message = "found studies of an earlier version, expected total_studies as well, which they lead to"
        yield warning(CODE, earlier.origin, message)
