"""The marked manuscript of drafts made by chance: accepted it is the new draft, rejected the old one, and valid."""

import io
import zipfile
from functools import cache
from random import Random

import pytest
from lxml import etree

from reportgen.style import Style
from reportgen.writers.docx import write_docx
from reportgen.writers.marked import marked_docx
from tests.writers.drafts import later_draft, random_draft, without_exhibits
from tests.writers.outside_tools import open_xml_errors
from tests.writers.settled import W, by_pandoc, revisions, said, settled
from tests.writers.trees import resolved

SEEDS = range(120)


@cache
def pair(seed, *, bare=False):
    """Return an old and a new draft as Word files; every fourth pair has nothing in common."""
    chance = Random(seed)
    old = random_draft(chance)
    new = later_draft(old, chance) if seed % 4 else random_draft(chance)
    if bare:
        old, new = without_exhibits(old), without_exhibits(new)
    notices = ("Not the article.", ("Not the article.", "", "Another notice.")[seed % 3])
    papers = ("a4", "letter" if seed % 5 == 0 else "a4")
    return tuple(
        write_docx(resolved(*blocks, notice=notice), Style(paper=paper))
        for blocks, notice, paper in zip((old, new), notices, papers, strict=True)
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_accepting_gives_the_new_draft_and_rejecting_the_old_one(seed):
    old, new = pair(seed)
    marked = marked_docx(old, new)
    assert settled(marked, accept=True) == said(new)
    assert settled(marked, accept=False) == said(old)


@pytest.mark.parametrize("seed", SEEDS[:30])
def test_pandoc_reads_the_same(seed):
    old, new = pair(seed, bare=True)
    marked = marked_docx(old, new)
    assert bare_lines(by_pandoc(marked, "accept")) == bare_lines(by_pandoc(new))
    assert bare_lines(by_pandoc(marked, "reject")) == bare_lines(by_pandoc(old))


def bare_lines(lines):
    """Return lines without spaces, as pandoc moves those beside a change out of links and notes."""
    return ["".join(line.split()) for line in lines]


@pytest.mark.parametrize("seed", SEEDS[:12])
def test_the_open_xml_validator_finds_nothing_wrong_with_marks(seed, tmp_path):
    assert open_xml_errors(marked_docx(*pair(seed), date="2026-03-01"), tmp_path) == []


@pytest.mark.parametrize("seed", SEEDS[:40])
def test_ids_names_and_relationships_are_unique_and_lead_somewhere(seed):
    with zipfile.ZipFile(io.BytesIO(marked_docx(*pair(seed)))) as archive:
        names = archive.namelist()
        roots = {name: etree.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    marks = [
        mark
        for name in roots
        for mark in roots[name].iter(
            *(f"{W}{mark}" for mark in ("ins", "del", "pPrChange", "sectPrChange", "bookmarkStart"))
        )
    ]
    ids = [mark.get(f"{W}id") for mark in marks]
    assert len(ids) == len(set(ids))
    main = roots["word/document.xml"]
    bookmarks = [start.get(f"{W}name") for start in main.iter(f"{W}bookmarkStart")]
    assert len(bookmarks) == len(set(bookmarks))
    ends = [end.get(f"{W}id") for end in main.iter(f"{W}bookmarkEnd")]
    assert sorted(ends) == sorted(start.get(f"{W}id") for start in main.iter(f"{W}bookmarkStart"))
    targets = {item.get("Target") for item in roots["word/_rels/document.xml.rels"] if item.get("TargetMode") is None}
    assert len(names) == len(set(names))
    assert {f"word/{target}" for target in targets} <= set(names)
    assert {name for name in names if name.startswith("word/media/")} <= {f"word/{target}" for target in targets}
    references = [found.get(f"{W}id") for found in main.iter(f"{W}footnoteReference")]
    notes = [note.get(f"{W}id") for note in roots["word/footnotes.xml"] if note.get(f"{W}type") is None]
    assert references == notes == [str(number) for number in range(1, len(notes) + 1)]


@pytest.mark.parametrize("seed", SEEDS[:10])
def test_a_draft_and_itself_differ_in_nothing(seed):
    old, _ = pair(seed)
    marked = marked_docx(old, old)
    assert [
        found for name in ("document", "footnotes", "header1") for found in revisions(marked, f"word/{name}.xml")
    ] == []
    assert settled(marked, accept=True) == said(old)


def test_the_same_files_give_the_same_bytes():
    assert marked_docx(*pair(5), author="Ada", date="2026-03-01") == marked_docx(
        *pair(5), author="Ada", date="2026-03-01"
    )
