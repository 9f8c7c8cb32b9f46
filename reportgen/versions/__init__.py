"""Versions of a review: what each found, and what changed from one to the next.

A `Record` keeps what a version found, small enough to stand in a file for good. `Changes` says what became of it.
"""

from reportgen.versions.changes import (
    Changes,
    ConclusionChange,
    Edit,
    EditKind,
    ResultChange,
    SentenceChange,
    StudyChange,
    Version,
)
from reportgen.versions.record import record_of
from reportgen.versions.shown import ShownResult, shown_result

__all__ = [
    "Changes",
    "ConclusionChange",
    "Edit",
    "EditKind",
    "ResultChange",
    "SentenceChange",
    "ShownResult",
    "StudyChange",
    "Version",
    "record_of",
    "shown_result",
]
