"""A revision: the marked manuscript in the journal's form, and a skeleton of the answers that tells what changed."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import pytest

from reportgen.submission import submission_files
from tests.submission.folders import EXAMPLE
from tests.writers.outside_tools import open_xml_errors
from tests.writers.settled import revisions, said, settled

UPDATED = EXAMPLE.parent / "pip-2026"


@cache
def revised(journal: str) -> dict[str, bytes]:
    return dict(submission_files(UPDATED, journal, revision=Path(f"{UPDATED}@2016"))[0])


@cache
def first(journal: str) -> dict[str, bytes]:
    return dict(submission_files(EXAMPLE, journal)[0])


@pytest.mark.parametrize(("journal", "name"), [("plos-one", "manuscript.docx"), ("apa", "manuscript-blinded.docx")])
def test_accepted_it_is_the_new_manuscript_and_rejected_the_one_submitted_before(journal, name, tmp_path):
    files = revised(journal)
    name = name if name in files else "manuscript.docx"
    marked = files["manuscript-marked.docx"]
    assert len(revisions(marked)) > 20
    assert settled(marked, accept=True) == said(files[name])
    assert settled(marked, accept=False) == said(first(journal)[name])
    assert open_xml_errors(marked, tmp_path) == []


def test_marked_changes_are_in_the_form_of_the_journal():
    with zipfile.ZipFile(io.BytesIO(revised("plos-one")["manuscript-marked.docx"])) as packed:
        assert "lnNumType" in packed.read("word/document.xml").decode()
        assert 'w:line="480"' in packed.read("word/styles.xml").decode()


def test_the_skeleton_tells_which_studies_results_and_sentences_changed():
    with zipfile.ZipFile(io.BytesIO(revised("plos-one")["response-to-reviewers.docx"])) as packed:
        text = packed.read("word/document.xml").decode()
    assert "Reviewer 1" in text
    assert "Riggs 2022: added" in text
    assert "manuscript-marked.docx" in text
    assert "the result changed" in text


def test_without_a_revision_there_is_nothing_marked():
    assert not {"manuscript-marked.docx", "response-to-reviewers.docx"} & set(first("plos-one"))
