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
from reportgen.versions.compare import STUDY_TABLES, compare
from reportgen.versions.edits import data_edits
from reportgen.versions.record import record_of
from reportgen.versions.results import ComparedResults, compare_records, conclusion_changes, is_same_result
from reportgen.versions.sentences import Sentence, sentence_changes, sentences_of
from reportgen.versions.shown import ShownResult, shown_result
from reportgen.versions.timeline import TimePoint, over_versions, over_years

__all__ = [
    "STUDY_TABLES",
    "Changes",
    "ComparedResults",
    "ConclusionChange",
    "Edit",
    "EditKind",
    "ResultChange",
    "Sentence",
    "SentenceChange",
    "ShownResult",
    "StudyChange",
    "TimePoint",
    "Version",
    "compare",
    "compare_records",
    "conclusion_changes",
    "data_edits",
    "is_same_result",
    "over_versions",
    "over_years",
    "record_of",
    "sentence_changes",
    "sentences_of",
    "shown_result",
]
