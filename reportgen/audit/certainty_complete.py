"""Outcomes of the summary of findings have their certainty judged, domain by domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue, Origin
from reportgen.model import Certainty, Outcome, Review
from reportgen.pooling import Pooled
from reportgen.quantities import outcomes_summarised

__all__ = ["certainty_complete"]

CODE = "certainty-is-complete"


def certainty_complete(review: Review, pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each outcome in the summary of findings with a result whose certainty is not fully judged."""
    for outcome in (one for outcomes in outcomes_summarised(review).values() for one in outcomes):
        certainty = review.certainty_of(outcome.id)
        if certainty is None and not _has_result(review, pooled, outcome):
            continue
        missing = certainty.missing if certainty else ("the certainty and its domains",)
        if missing:
            found = "no certainty" if certainty is None or certainty.word is None else f"certainty {certainty.word}"
            message = f"found {found} of {outcome.id!r}, expected also: {', '.join(missing)}"
            yield warning(CODE, _place(certainty, outcome), message, "add rows to certainty.csv")


def _has_result(review: Review, pooled: Mapping[str, Pooled], outcome: Outcome) -> bool:
    """Return whether the table shows an estimate of an outcome, pooled here or known from print."""
    result = pooled.get(outcome.id)
    printed = (one for one in review.published if one.outcome == outcome.id and "estimate" in one.data)
    return (result is not None and result.summary is not None) or any(printed)


def _place(certainty: Certainty | None, outcome: Outcome) -> Origin:
    rows = [row for row in (certainty.stated, certainty.start, *certainty.domains) if row] if certainty else []
    return rows[0].origin if rows else outcome.origin
