"""compare(): two versions of a review, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportgen.versions.changes import Changes, Edit, StudyChange, Version
from reportgen.versions.edits import data_edits
from reportgen.versions.results import compare_records
from reportgen.versions.sentences import Sentence, sentence_changes

__all__ = ["STUDY_TABLES", "compare"]

STUDY_TABLES = ("studies", "studies_sources", "arms", "results", "risk_of_bias")
"""Tables whose rows begin with a study."""


def compare(
    old: Version,
    new: Version,
    *,
    files: tuple[Mapping[str, bytes], Mapping[str, bytes]] | None = None,
    sentences: tuple[Iterable[Sentence], Iterable[Sentence]] = ((), ()),
) -> Changes:
    """Return everything that changed from `old` to `new`.

    `files` are those of both versions by path; without them the data are not compared, and studies only by their
    records. `sentences` are those of both manuscripts, nothing where they are not compared.
    """
    edits = data_edits(*files) if files else ()
    results = compare_records(old.record, new.record)
    return Changes(
        old=old,
        new=new,
        studies=_study_changes(old, new, edits),
        edits=tuple(edit for edit in edits if edit.where not in STUDY_TABLES),
        results=results.changes,
        unchanged=results.unchanged,
        sentences=sentence_changes(*sentences),
    )


def _study_changes(old: Version, new: Version, edits: Iterable[Edit]) -> tuple[StudyChange, ...]:
    """Return the changes of studies in the order of the later version; those that are gone stand last."""
    about: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.where in STUDY_TABLES:
            about.setdefault(edit.key[0] if edit.key else "", []).append(edit)
    before = {study.study: study.status for study in old.record.studies}
    after = {study.study: study.status for study in new.record.studies}
    found = []
    for study in {**after, **before, **about}:
        own = tuple(about.get(study, ()))
        if not own and before.get(study) == after.get(study):
            continue
        found.append(
            StudyChange(
                kind="added" if study not in before else "removed" if study not in after else "changed",
                study=study,
                status_before=before.get(study, ""),
                status_after=after.get(study, ""),
                edits=own,
            )
        )
    return tuple(found)
