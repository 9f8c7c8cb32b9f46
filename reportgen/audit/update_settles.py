"""An update settles what the earlier version left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue, Origin
from reportgen.model import Review
from reportgen.pooling import Pooled

__all__ = ["update_settles"]

CODE = "update-settles-studies"

_OPEN = {"ongoing": "ongoing", "awaiting": "awaiting classification"}


def update_settles(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each study that the earlier version left open and of which the update says nothing."""
    previous, update = review.previous, review.update
    if previous is None or update is None:
        return
    known = {study.id for study in review.studies}
    for study in previous.studies:
        words = _OPEN.get(study.status)
        if words and study.study not in known:
            message = f"found no study {study.study!r}, expected what became of it; it was {words} in {update.since}"
            hint = "list it as included, as excluded with a reason, or as it was"
            yield warning(CODE, Origin("studies.csv", 1), message, hint)
