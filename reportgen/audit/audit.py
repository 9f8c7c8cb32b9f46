"""All checks, one after the other."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.audit.registry import CHECKS
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.pooling import Pooled

__all__ = ["audit"]


def audit(review: Review, pooled: Mapping[str, Pooled]) -> tuple[Issue, ...]:
    """Return what contradicts itself in the review, as warnings in the order of files and lines.

    `pooled` holds the results computed here, by outcome id; outcomes that are not pooled are not in it.
    """
    found = [issue for check in CHECKS.values() for issue in check(review, pooled)]
    return tuple(sorted(found, key=_file_order))


def _file_order(issue: Issue) -> tuple[str, int, int, str, str]:
    place = issue.origin
    if place is None:
        return ("", 0, 0, issue.code, issue.message)
    return (place.path, place.line, place.column or 0, issue.code, issue.message)
