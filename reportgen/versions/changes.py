"""What changed between two versions of a review: plain values, each change once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportgen.errors import Origin
from reportgen.model import Record, RecordedResult

__all__ = [
    "Changes",
    "ConclusionChange",
    "Edit",
    "EditKind",
    "ResultChange",
    "SentenceChange",
    "StudyChange",
    "Version",
]

EditKind: TypeAlias = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version that is compared: how it is named to readers, and what it found."""

    name: str
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit of the data: a row of a table, a cell of it, a setting, a reference, a text.

    `where` is the table or file by its stem (``results``, ``review.yaml``, ``references.bib``, ``sections/methods``).
    `key` tells the row, setting or entry ("Cooper 2003", "recovery", "PDT"); `field` is the column, empty where the
    whole of it was added, removed or changed. `before` and `after` are texts as entered. `same_value` says that only
    the writing differs (8.9 and 8.90). `old` and `new` are the places, None where there is none.
    """

    kind: EditKind
    where: str
    key: tuple[str, ...]
    field: str = ""
    before: str = ""
    after: str = ""
    same_value: bool = False
    old: Origin | None = None
    new: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyChange:
    """A study that was added, removed or edited, with all edits that are about it.

    Of a study added or removed the edits are its rows in all tables, each once. The status is empty where the study
    is not there.
    """

    kind: EditKind
    study: str
    status_before: str = ""
    status_after: str = ""
    edits: tuple[Edit, ...] = ()


ConclusionChange: TypeAlias = Literal[
    "first result", "no result any more", "direction", "null", "size", "certainty", "side favoured in print"
]
"""In what a conclusion differs: whether there is a result, the side of no effect the estimate lies on, whether the
interval includes no effect, the class of the effect by its thresholds, the certainty, or what the print says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChange:
    """A result before and after; None where a version has none. `title` is that of the later version that has it.

    `conclusion` names in what the conclusion differs, empty where only digits do. A result that is the same to the
    last digit has no ResultChange.
    """

    title: str
    before: RecordedResult | None
    after: RecordedResult | None
    conclusion: tuple[ConclusionChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChange:
    """A sentence of the manuscript that changed, in `place` (the heading it stands under, or a caption's label).

    ``digits`` means that nothing but numbers differs; ``meaning`` that words do. `before` is empty for one that was
    added and `after` for one that was removed.
    """

    kind: Literal["meaning", "digits", "added", "removed"]
    place: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that changed from `old` to `new`.

    `studies` holds edits that are about a study, `edits` all others; together each edit of the data once. `results`
    are in the order of the outcomes. `unchanged` counts the results that are the same in both. `sentences` are in
    the order of the manuscript, empty where the manuscripts were not compared. Flow and risk of bias are told by
    `edits` (``flow``) and `studies` (``risk_of_bias``), and as a whole by the records of both versions.
    """

    old: Version
    new: Version
    studies: tuple[StudyChange, ...] = ()
    edits: tuple[Edit, ...] = ()
    results: tuple[ResultChange, ...] = ()
    unchanged: int = 0
    sentences: tuple[SentenceChange, ...] = ()
