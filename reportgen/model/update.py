"""The review as an update of an earlier version of itself."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Update"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What review.yaml says under ``update:``.

    `since` is the version in ``history/`` that this one updates; what it found is `Review.previous`. `published` is the
    citation key of its publication, `date` the day of the new version as printed, `searched` the day of the earlier
    search as printed, for where the earlier version does not say it. `note` is what reviewers add to what is new.
    """

    since: str
    published: str = ""
    date: str = ""
    searched: str = ""
    note: str = ""
