"""A revision: the manuscript with every change since the version submitted before, and a skeleton of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from reportgen.comparing import Compared, compare_versions
from reportgen.errors import DataError, Issue
from reportgen.history import opened
from reportgen.submission.form import page_form
from reportgen.submission.manuscripts import as_submitted, settle
from reportgen.submission.package import BLINDED, MANUSCRIPT, NUMBERED, Package
from reportgen.submission.pages import page, submission_facts
from reportgen.writers.docx import write_docx
from reportgen.writers.marked import marked_docx

__all__ = ["MARKED", "RESPONSE", "revision_files", "version"]

MARKED = "manuscript-marked.docx"
RESPONSE = "response-to-reviewers.docx"
_MOST = 60
_AUTHOR = "Authors"


def revision_files(package: Package, folder: Path, old: Path) -> Mapping[str, bytes]:
    """Return the marked manuscript and the skeleton of the answers to reviewers.

    `old` is the version submitted before: a folder, or one that is kept (``FOLDER@VERSION``). Both manuscripts are made
    in the form of the journal, so that only changes of the review are marked; where reviewers must not learn the
    authors, it is the blinded one. DataError if `old` cannot be read or built.
    """
    made, style = package.made, package.made.journal.style
    with version(old) as before:
        older = settle(before, made.journal, home=folder)
    form = page_form(made.journal)
    was = write_docx(as_submitted(older.reviewed, made.journal), style, form)
    now = package.files[MANUSCRIPT if made.blind is None else BLINDED]
    marked = marked_docx(was, now, author=_AUTHOR, date=None)
    compared = compare_versions(old, folder)
    names = {one.topic: one.name.rpartition("/")[2] for one in package.supplements}
    facts = replace(
        submission_facts(made, package.counts, names),
        numbered_file=NUMBERED,
        marked_file=MARKED,
        changes=tuple(_changes(compared)),
    )
    response = page(made, "response-to-reviewers", "Response to reviewers", facts)
    return {MARKED: marked, RESPONSE: write_docx(response, style)}


@contextmanager
def version(old: Path) -> Iterator[Path]:
    """Yield the folder of a version; what is wrong with it is told with its own path."""
    try:
        with opened(old) as (folder, _):
            yield folder
    except DataError as error:
        raise DataError([_of_version(issue, old) for issue in error.issues]) from error


def _of_version(issue: Issue, old: Path) -> Issue:
    place = f"{old.as_posix()}/{issue.origin}" if issue.origin else old.as_posix()
    return replace(issue, origin=None, message=f"{place}: {issue.message}")


def _changes(compared: Compared) -> Iterator[str]:
    """Yield what changed, a line for each study, result and sentence; of many sentences the first."""
    changes = compared.changes
    for study in changes.studies:
        yield f"{study.study}: {study.kind}"
    for result in changes.results:
        what = ", ".join(result.conclusion) if result.conclusion else "digits only"
        yield f"{result.title}: the result changed ({what})"
    told = [sentence for sentence in changes.sentences if sentence.kind != "digits"]
    for sentence in told[:_MOST]:
        verb = {"added": "added", "removed": "removed"}.get(sentence.kind, "changed to")
        yield f"{sentence.place}: {verb} “{sentence.after or sentence.before}”"
    if len(told) > _MOST:
        yield f"{len(told) - _MOST} further sentences; see the marked manuscript"
