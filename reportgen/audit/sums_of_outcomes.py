"""An outcome declared as a sum equals the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.arm_events import events_of, place, shared_rows
from reportgen.audit.check import plain, sum_text, warning
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.pooling import Pooled

__all__ = ["sums_of_outcomes"]

CODE = "sum-of-outcomes-adds-up"

_TOLERANCE = 1e-6


def sums_of_outcomes(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each arm in which the events of the total are not those of its parts added up."""
    for declared in review.sums:
        for rows in shared_rows(review, (declared.total, *declared.parts)):
            cells = [cell for cell in map(events_of, rows) if cell is not None]
            total, *parts = (cell.value for cell in cells if cell.value is not None)
            if abs(total - sum(parts)) < _TOLERANCE:
                continue
            yield warning(
                CODE,
                cells[0].origin,
                f"found {plain(total)}, expected {sum_text(parts)} ({place(review, rows[0])})",
                f"{declared.total} is said to be the sum of {', '.join(declared.parts)}",
            )
