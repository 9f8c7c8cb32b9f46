"""An update keeps what the earlier version included, and counts it as that version did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue, Origin
from reportgen.model import Record, Review
from reportgen.pooling import Pooled

__all__ = ["update_keeps"]

CODE = "update-keeps-studies"


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
