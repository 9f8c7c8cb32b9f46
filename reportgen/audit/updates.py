"""An update keeps what the earlier version included, settles what it left open, and says until when was searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue, Origin
from reportgen.model import Record, Review
from reportgen.pooling import Pooled

__all__ = ["update_keeps", "update_searched", "update_settles"]

CODE = "update-keeps-studies"

_OPEN = {"ongoing": "ongoing", "awaiting": "awaiting classification"}


def update_keeps(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each study that an update says nothing more of, and for counts that are not those before."""
    previous, update = review.previous, review.update
    if previous is None or update is None:
        return
    known = {study.id for study in review.studies}
    for study in previous.included:
        if study not in known:
            message = f"found no study {study!r}, expected every study that version {update.since} included"
            hint = "give it the status excluded and a reason, or its former name"
            yield warning(CODE, Origin("studies.csv", 1), message, hint)
    yield from _counts(review, previous, update.since)


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
            yield warning("update-settles-studies", Origin("studies.csv", 1), message, hint)


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
        yield warning("update-says-its-search", review.origins.get("update.since"), message, hint)
    elif days <= before:
        message = f"found the days of search of version {update.since}, expected those of a new search"
        yield warning("update-says-its-search", review.origins.get("update.since"), message, hint)


def _counts(review: Review, previous: Record, since: str) -> Iterator[Issue]:
    reports = {key for study in previous.studies if study.status == "included" for key in study.reports}
    expected = {"previous_studies": len(previous.included), "previous_reports": len(reports)}
    for item, number in expected.items():
        row = review.flow.total(item)
        if row is None or row.n.value in {None, number}:
            continue
        if item == "previous_reports" and (row.n.value or 0) > number:
            continue  # reviewers may cite fewer reports than they found
        message = f"found {row.n.value}, expected {number}, as version {since} has it"
        yield warning(CODE, row.n.origin, message, "leave the row out, and it is counted in that version")
