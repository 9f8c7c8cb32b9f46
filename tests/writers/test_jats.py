"""JATS XML: valid by the DTD of the Journal Publishing tag set, and the same words as the other formats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from reportgen.document import (
    Block,
    Citation,
    CrossRef,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    ListBlock,
    NoteMark,
    Paragraph,
    Quote,
    ReferenceList,
    Resolved,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    plain_text,
    walk_blocks,
)
from reportgen.model import Author, Funder
from reportgen.pipeline import assemble, find_style, read_review
from reportgen.style import Style
from reportgen.writers.jats import write_jats
from reportgen.writers.jats.draft import xml_id
from tests.writers.drafts import random_draft
from tests.writers.trees import heading, paragraph, resolved, sample

ROOT = Path(__file__).parents[2]
DTD = ROOT / "tests/node/node_modules/@jats4r/dtds/schema/1.3/JATS-journalpublishing1-3.dtd"
HREF = "{http://www.w3.org/1999/xlink}href"


@cache
def tag_set() -> etree.DTD:
    if not DTD.is_file():
        pytest.fail("the DTDs of JATS are missing: npm ci --prefix tests/node")
    return etree.DTD(file=str(DTD))


@cache
def example(name: str, style: str = "default") -> Resolved:
    folder = ROOT / "data" / name
    return assemble(read_review(folder), find_style(folder, style), folder).resolved


def tree(made: Resolved) -> etree._Element:
    return etree.fromstring(write_jats(made, Style()))


def faults(root: etree._Element) -> list[str]:
    tag_set().validate(root)
    return [str(error) for error in tag_set().error_log.filter_from_errors()]


@pytest.mark.parametrize(
    ("name", "style"), [("pip", "default"), ("pip", "bmj"), ("pip-2026", "default"), ("pip-2026", "cochrane")]
)
def test_the_example_is_valid(name, style):
    assert faults(tree(example(name, style))) == []


def test_a_tree_with_every_kind_of_node_is_valid():
    assert faults(tree(sample())) == []


@pytest.mark.parametrize("seed", range(60))
def test_any_document_is_valid(seed):
    assert faults(tree(resolved(*random_draft(Random(seed))))) == []


def test_a_planted_fault_is_found():
    root = tree(sample())
    etree.SubElement(root.find("front"), "picture")
    assert faults(root)


def test_the_same_document_gives_the_same_bytes():
    assert write_jats(sample(), Style()) == write_jats(sample(), Style())
    text = write_jats(sample(), Style()).decode("utf-8")
    assert text.startswith("<?xml version='1.0' encoding='UTF-8'?>\n<!DOCTYPE article PUBLIC")
    assert 'dtd-version="1.3"' in text


def test_people_have_their_orcid_their_roles_and_their_affiliations():
    made = resolved(
        heading(0, "A title", "title"),
        paragraph("Text"),
        contributors=(
            Author(
                given="Jane",
                family="Doe",
                orcid="0000-0002-1825-0097",
                email="jane@uni.example",
                corresponding=True,
                roles=("Methodology", "Writing – original draft"),
                affiliations=("uni",),
            ),
            Author(given="", family="Mononym"),
        ),
        affiliations={"uni": "University of Nowhere"},
        funders=(Funder(name="Fund for Trials", grants=("FT-12", "FT-13")),),
    )
    root = tree(made)
    assert faults(root) == []
    first = root.find(".//contrib")
    assert first.findtext("contrib-id[@contrib-id-type='orcid']") == "https://orcid.org/0000-0002-1825-0097"
    assert [(role.text, role.get("vocab-term-identifier")) for role in first.findall("role")] == [
        ("Methodology", "https://credit.niso.org/contributor-roles/methodology/"),
        ("Writing – original draft", "https://credit.niso.org/contributor-roles/writing-original-draft/"),
    ]
    aff = first.find("xref[@ref-type='aff']").get("rid")
    assert root.findtext(f".//aff[@id='{aff}']/institution") == "University of Nowhere"
    assert root.findtext(".//corresp/email") == "jane@uni.example"
    assert root.findtext(".//funding-source") == "Fund for Trials"
    assert [one.text for one in root.iter("award-id")] == ["FT-12", "FT-13"]


def test_tables_and_figures_have_ids_labels_captions_and_words_for_those_who_cannot_see_them():
    made, root = example("pip"), tree(example("pip"))
    blocks = list(walk_blocks(made.document.blocks))
    tables = {block.id: block for block in blocks if isinstance(block, Table) and block.id}
    figures = {block.id: block for block in blocks if isinstance(block, Figure)}
    assert {wrap.get("id") for wrap in root.iter("table-wrap") if wrap.get("id")} == set(tables)
    assert {fig.get("id") for fig in root.iter("fig")} == set(figures)
    for id_, block in {**tables, **figures}.items():
        (one,) = root.xpath(f"//*[@id='{id_}']")
        assert one.findtext("label") == block.label
        assert words(one.find("caption/title")) == plain_text(block.caption).split()
        alternative = one.find(".//alt-text").text
        assert alternative == (block.alt if isinstance(block, Table) else block.drawing.alt)
    for graphic in root.iter("graphic"):
        assert re.fullmatch(r"figures/[\w.%-]+\.png", graphic.get(HREF))


def test_pictures_are_the_files_that_a_build_writes(tmp_path):
    from reportgen.pipeline import make

    made = make(ROOT / "data/pip", formats=("jats",))
    root = etree.fromstring(made.files["manuscript.xml"])
    assert {graphic.get(HREF) for graphic in root.iter("graphic")} <= set(made.files)


def test_every_reference_within_the_file_leads_to_its_place():
    root = tree(example("pip"))
    ids = {one.get("id"): one.tag for one in root.iter() if one.get("id")}
    kinds = {"bibr": {"ref"}, "fig": {"fig"}, "table": {"table-wrap"}, "fn": {"fn"}, "table-fn": {"fn"}, "sec": {"sec"}}
    seen = set()
    for xref in root.iter("xref"):
        kind = xref.get("ref-type")
        seen.add(kind)
        assert xref.get("rid") in ids
        assert ids[xref.get("rid")] in kinds.get(kind, {ids[xref.get("rid")]})
    assert {"bibr", "fig", "table", "fn", "aff"} <= seen


def test_references_are_there_in_parts_and_as_the_style_prints_them():
    made, root = example("pip"), tree(example("pip"))
    entries = [e for block in made.document.blocks if isinstance(block, ReferenceList) for e in block.entries]
    refs = {ref.get("id"): ref for ref in root.iter("ref")}
    assert len(refs) == len(entries)
    for entry in entries:
        ref = refs[xml_id(f"ref-{entry.key}")]
        assert words(ref.find(".//mixed-citation")) == (entry.mark + plain_text(entry.children)).split()
        assert ref.find(".//element-citation/person-group") is not None
    doi = refs["ref-barlow2015"].find(".//pub-id[@pub-id-type='doi']")
    assert doi.text == "10.1002/14651858.CD010534.pub2"
    article = refs["ref-bakermans2003"].find(".//element-citation") if "ref-bakermans2003" in refs else None
    assert article is not None
    assert (article.findtext("source"), article.findtext("year"), article.findtext("fpage")) == (
        "Psychological Bulletin",
        "2003",
        "195",
    )


def words(element: etree._Element | None) -> list[str]:
    return [] if element is None else "".join(element.itertext()).split()


def test_the_words_of_the_text_are_those_of_the_document_in_their_order():
    """The document is what every writer prints; the title page stands apart in JATS and is tested above."""
    made, root = example("pip"), tree(example("pip"))
    body = [text for text in _texts(root.find("body")) if text]
    wanted = [text for text in _wanted(made.document.blocks) if text]
    assert body == wanted


BODY = ("sec-introduction", "sec-methods", "sec-results", "sec-discussion")


def _wanted(blocks: tuple[Block, ...]) -> list[list[str]]:
    found: list[list[str]] = []
    inside = False
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 1:
            inside = block.id in BODY
        if inside:
            found += _of_block(block)
    return found


def _of_block(block: Block) -> list[list[str]]:
    match block:
        case Heading() | Paragraph():
            return [_shown(block)]
        case ListBlock():
            return [text for item in block.items for inner in item for text in _of_block(inner)]
        case Quote():
            return [text for inner in block.children for text in _of_block(inner)]
        case _:
            return []


def _shown(block: Heading | Paragraph) -> list[str]:
    marked = tuple(Text(one.mark) if isinstance(one, Footnote) else one for one in block.children)
    return plain_text(marked).split()


def _texts(body: etree._Element) -> list[list[str]]:
    return [words(one) for one in body.iter("title", "p")]


def test_numbers_of_tables_are_those_of_the_document():
    made, root = example("pip"), tree(example("pip"))
    for block in made.document.blocks:
        if isinstance(block, Table) and block.id:
            cells = [plain_text(cell.children).split() for row in (block.head, *block.body) for cell in row.cells]
            (wrap,) = root.xpath(f"//table-wrap[@id='{block.id}']")
            assert [words(cell) for cell in wrap.iter("th", "td")] == cells


def test_declarations_stand_where_archives_look_for_them():
    made = resolved(
        heading(0, "A title", "title"),
        heading(1, "Results", "sec-results"),
        paragraph("Text"),
        heading(1, "Declarations", "sec-declarations"),
        *(
            _statement(label, text)
            for label, text in (
                ("Funding", "The fund."),
                ("Declaration of interest", "None."),
                ("Acknowledgements", "Thanks."),
                ("Availability of data", "In the files."),
                ("Registration", "PROSPERO."),
            )
        ),
    )
    root = tree(made)
    assert faults(root) == []
    assert "None." in " ".join(root.find(".//fn[@fn-type='coi-statement']").itertext())
    assert "The fund." in " ".join(root.find(".//fn[@fn-type='financial-disclosure']").itertext())
    assert "Thanks." in " ".join(root.find("back/ack").itertext())
    assert "In the files." in " ".join(root.find("back/sec[@sec-type='data-availability']").itertext())
    assert "PROSPERO." in " ".join(root.find("back").itertext())


def _statement(label: str, text: str) -> Paragraph:
    return Paragraph(children=(Strong((Text(f"{label}:"),)), Text(f" {text}")))


def test_hostile_text_stays_text():
    nasty = "<script>\x00\x0b&amp; ]]> \ud800 \u202e"
    root = tree(resolved(heading(0, nasty, "title"), paragraph(nasty)))
    assert faults(root) == []
    assert "<script>" in "".join(root.itertext())


LEFT_OUT = ("element-citation", "alt-text", "long-desc")
"""What other formats hold elsewhere: references in parts, and words for those who cannot see a picture."""


@pytest.mark.parametrize("name", ["pip", "pip-2026"])
def test_no_word_of_the_other_formats_is_missing_and_none_is_added(name):
    """Order is tested above; here all words count: abstract, declarations, tables, notes, references, footnotes."""
    made, root = example(name), tree(example(name))
    for one in [*root.iter(*LEFT_OUT)]:
        one.text = ""
        for inner in [*one]:
            one.remove(inner)
    parts = [*root.iter("abstract"), *root.iter("body"), *root.iter("back"), *root.iter("floats-group")]
    found = Counter(_bare(word) for part in parts for word in " ".join(part.itertext()).split())
    wanted = Counter(_bare(word) for text in _all_texts(made) for word in text.split())
    assert {word: n for word, n in (wanted - found).items() if word} == {}
    assert {word: n for word, n in (found - wanted).items() if word} == {}


def _bare(word: str) -> str:
    return word.strip(":.,;()[]\N{FIGURE SPACE}\N{NO-BREAK SPACE}\N{WORD JOINER}")


def _all_texts(made: Resolved) -> Iterator[str]:
    inside = False
    for block in walk_blocks(made.document.blocks):
        if isinstance(block, Heading):
            inside = block.level > 0
            if block.id in {"sec-abstract", "sec-tables", "sec-figures"}:  # JATS heads these by their elements
                continue
        if inside and not (isinstance(block, Paragraph) and block.role == "keywords"):
            yield from _texts_of(block)
    for note in made.footnotes:
        yield f"{note.mark} {_spaced(note.children)}"


def _texts_of(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield _spaced(block.children)
        case Table():
            yield f"{block.label} {_spaced(block.caption)}"
            yield from (_spaced(cell.children) for row in (block.head, *block.body) for cell in row.cells)
            yield from (f"{note.mark} {_spaced(note.children)}" for note in block.notes)
        case Figure():
            yield f"{block.label} {_spaced(block.caption)}"
            yield from (f"{note.mark} {_spaced(note.children)}" for note in block.notes)
        case ReferenceList():
            yield _spaced(block.mark_note)
            yield from (f"{one.number} {one.mark}{_spaced(one.children)}" for one in block.entries)
        case _:
            return


def _spaced(inlines: tuple[Inline, ...]) -> str:
    """Return text with a blank around what stands in an element of its own, as the text of the file is taken apart."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Emphasis() | Strong() | Superscript() | Subscript() | Link():
                parts += [" ", _spaced(inline.children), " "]
            case Citation():
                parts.append(_spaced(inline.shown))
            case CrossRef():
                parts += [" ", inline.shown, " "]
            case NoteMark():
                parts += [" ", inline.mark, " "]
            case Footnote():
                parts += [" ", inline.mark, " "]
            case _:
                parts.append(plain_text((inline,)))
    return "".join(parts)
