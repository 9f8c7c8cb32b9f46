"""The outcomes of an exhaustive group add up to the participants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.arm_events import events_of, place, shared_rows
from reportgen.audit.check import plain, sum_text, warning
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.pooling import Pooled

__all__ = ["exhaustive_groups"]

CODE = "exhaustive-group-adds-up"

_TOLERANCE = 1e-6


def exhaustive_groups(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each arm whose events over the group are not its n; arms without all of them are passed."""
    for group in review.exhaustive:
        for rows in shared_rows(review, group.outcomes):
            cells = [cell for cell in map(events_of, rows) if cell is not None]
            events = [cell.value for cell in cells if cell.value is not None]
            sizes = [row.data["n"].value for row in rows if "n" in row.data]
            known = sorted({n for n in sizes if n is not None})
            if not known or all(abs(sum(events) - n) < _TOLERANCE for n in known):
                continue
            expected = " or ".join(map(plain, known))
            yield warning(
                CODE,
                cells[0].origin,
                f"found {sum_text(events)}, expected {expected} participants ({place(review, rows[0])}; {group.title})",
                f"the events of {', '.join(group.outcomes)} are said to divide the participants without rest",
            )
