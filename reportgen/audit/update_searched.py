"""An update says until when was searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.pooling import Pooled

__all__ = ["update_searched"]

CODE = "update-says-its-search"


def update_searched(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning where an update tells no new day of search, and no note says why."""
    previous, update = review.previous, review.update
    if previous is None or update is None or update.note:
        return
    days = {day for _, day in (*review.search.databases, *review.search.registers) if day}
    before = {day for _, day in previous.search if day}
    hint = "give the days under search:, or say in note: under update: why no search was made"
    if not days:
        message = f"found no day of search, expected the last day covered for the update of version {update.since}"
        yield warning(CODE, review.origins.get("update.since"), message, hint)
    elif days <= before:
        message = f"found the days of search of version {update.since}, expected those of a new search"
        yield warning(CODE, review.origins.get("update.since"), message, hint)
