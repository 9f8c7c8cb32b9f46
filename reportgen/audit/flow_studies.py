"""The flow diagram counts the studies that the review lists and pools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue
from reportgen.model import Flow, Review
from reportgen.pooling import Pooled
from reportgen.quantities import studies_pooled

__all__ = ["flow_studies"]

CODE = "flow-counts-the-studies"

_LISTED = {"ongoing": "ongoing studies", "awaiting": "studies awaiting classification"}


def flow_studies(review: Review, pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning where flow.csv counts other studies or reports than studies.csv lists or meta-analyses hold."""
    flow, included = review.flow, review.included()
    earlier = flow.total("previous_studies")
    before = (earlier.n.value or 0) if earlier else 0
    found = _stated(flow, "studies")
    if found is not None and review.studies and len(included) not in {found, found + before}:
        yield _differs(flow, "studies", f"{found} studies included", len(included), "the included studies")
    yield from _reports(review)
    for status, words in _LISTED.items():
        stated, listed = _stated(flow, status), sum(study.status == status for study in review.studies)
        if stated is not None and listed and stated != listed:
            yield _differs(flow, status, f"{stated} {words}", listed, f"the {words}")
    yield from _meta_analyses(review, pooled)


def _reports(review: Review) -> Iterator[Issue]:
    """More reports than were counted contradict the count; fewer may be all that the reviewers cite."""
    flow, item = review.flow, "total_reports" if review.flow.is_update else "reports"
    stated, keys = _stated(flow, item), {key for study in review.included() for key in study.reports}
    if stated is not None and stated < len(keys):
        yield _differs(flow, item, f"{stated} reports of the included studies", len(keys), "the reports cited in total")


def _meta_analyses(review: Review, pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """A review may hold the results of some meta-analyses only, so that more studies may be stated than are pooled."""
    stated, names = _stated(review.flow, "meta_analysis"), studies_pooled(pooled)
    if stated is None or stated >= len(names):
        return
    message = f"found {stated} studies included in a meta-analysis, expected at least {len(names)}, those pooled here"
    row = review.flow.total("meta_analysis")
    yield warning(CODE, row.n.origin if row else None, message, f"pooled with others are {_some(names)}")


def _some(names: tuple[str, ...], most: int = 12) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def _stated(flow: Flow, item: str) -> int | None:
    row = flow.total(item)
    return row.n.value if row else None


def _differs(flow: Flow, item: str, found: str, listed: int, whose: str) -> Issue:
    row = flow.total(item)
    message = f"found {found}, expected {listed}, {whose} of studies.csv"
    return warning(CODE, row.n.origin if row else None, message)
