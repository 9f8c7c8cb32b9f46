"""The example's manuscript marked against later versions: a trial added, words edited, another journal's style."""

import csv
import shutil
from functools import cache

import pytest

from reportgen.load import load
from reportgen.pipeline import assemble, find_style, outputs
from reportgen.writers.marked import marked_docx
from tests.pipeline.built import EXAMPLE, example, written
from tests.writers.docx_words import docx_xml
from tests.writers.outside_tools import open_xml_errors
from tests.writers.settled import W, by_pandoc, revisions, said, settled

TRIAL = "Moore 2012"
LIKE = "Cicchetti 1999"
REFERENCE = """
@article{moore2012,
  author = {Moore, A. and Berg, K.},
  title = {A trial of parent-infant psychotherapy in Norway},
  journal = {Journal of Examples},
  year = {2012},
  volume = {3},
  pages = {1--9},
  keywords = {included}
}
"""


def later(folder):
    """Change a copy of the example: a trial like another one joins all tables, and two sentences are edited."""
    files = {
        "studies.csv": {"reports": "moore2012", "n_randomised": "80", "country": "Norway"},
        "arms.csv": {"n": "40"},
        "results.csv": {"n": "40", "events": "20"},
        "risk_of_bias.csv": {},
    }
    for name, values in files.items():
        with (folder / name).open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        copied = [row | values | {"study": TRIAL} for row in rows if row["study"] == LIKE]
        if name == "results.csv":
            wanted = ("secure", "as pooled by the review")
            copied = [row for row in copied if (row["outcome"], row["analysis_set"]) == wanted]
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows + copied)
    bibliography = folder / "references.bib"
    bibliography.write_text(bibliography.read_text(encoding="utf-8") + REFERENCE, encoding="utf-8")
    section = folder / "sections/discussion.md.j2"
    text = section.read_text(encoding="utf-8")
    text = text.replace("Open is the word to stress.", "Open is the word that we want to stress.")
    text = text.replace("## How far it can be trusted", "A wholly new paragraph.\n\n## How far it can be trusted")
    section.write_text(text, encoding="utf-8")


def in_word(folder, style="default"):
    chosen = find_style(folder, style)
    review = example() if folder == EXAMPLE else load(folder)
    return dict(outputs(assemble(review, chosen, folder), chosen, ("docx",)))["manuscript.docx"]


@cache
def old():
    return dict(written())["manuscript.docx"]


@pytest.fixture(scope="module")
def updated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("later") / "pip"
    shutil.copytree(EXAMPLE, folder)
    later(folder)
    return in_word(folder)


def check(before, after, folder):
    """Return the marked file once every judge agrees on it."""
    marked = marked_docx(before, after, author="Ada Example", date="2026-03-01")
    assert settled(marked, accept=True) == said(after)
    assert settled(marked, accept=False) == said(before)
    assert by_pandoc(marked, "accept") == by_pandoc(after)
    assert by_pandoc(marked, "reject") == by_pandoc(before)
    assert open_xml_errors(marked, folder) == []
    return marked


def test_a_trial_added_is_marked_where_it_shows_and_nowhere_else(updated, tmp_path):
    root = docx_xml(check(old(), updated, tmp_path))
    rows = [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}ins") is not None]
    assert ["".join(text.text for text in row[1].iter(f"{W}t"))[:10] for row in rows] == [TRIAL, TRIAL]
    assert [row for row in root.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None] == []
    texts = ["".join(text.text for text in mark.iter(f"{W}t")) for mark in root.iter(f"{W}ins")]
    assert "that we want " in texts
    assert "A wholly new paragraph." in texts
    marks = (f"{W}ins", f"{W}del")
    free = [p for p in root[0].iterchildren(f"{W}p") if next(p.iter(*marks), None) is None]
    assert len(free) > 200
    pictures = [mark.tag.removeprefix(W) for mark in root.iter(*marks) if mark.find(f".//{W}drawing") is not None]
    assert pictures == ["del", "ins"] * (len(pictures) // 2) != []


def test_what_was_added_can_be_taken_back(updated, tmp_path):
    check(updated, old(), tmp_path)


@pytest.mark.parametrize("style", ["cochrane", "jama", "bmj"])
def test_another_style_of_citations_and_numbers_is_marked(style, tmp_path):
    check(old(), in_word(EXAMPLE, style), tmp_path)


def test_the_example_and_itself_differ_in_nothing():
    marked = marked_docx(old(), old())
    assert revisions(marked) == revisions(marked, "word/footnotes.xml") == revisions(marked, "word/header1.xml") == []
    assert settled(marked, accept=True) == said(old())
