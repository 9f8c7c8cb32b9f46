"""Paragraphs, headings, lists, links and footnotes of the Word file."""

import pytest

from reportgen.document import CrossRef, Emphasis, Footnote, Heading, Link, ListBlock, Strong, Text
from reportgen.style import Style
from reportgen.writers.docx import write_docx
from tests.writers.docx_words import W, docx_parts, docx_words, docx_xml
from tests.writers.trees import heading, inlines, paragraph, resolved, sample, table

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def written(*blocks, **more):
    return write_docx(resolved(*blocks, **more), Style())


def styled(root):
    """Return (style, text) of each paragraph."""
    return [
        (p.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(t.text for t in p.iter(f"{W}t")))
        for p in root.iter(f"{W}p")
    ]


@pytest.mark.parametrize(
    ("role", "style"),
    [
        ("body", "BodyText"),
        ("subtitle", "Subtitle"),
        ("authors", "Author"),
        ("affiliation", "Affiliation"),
        ("notice", "Notice"),
        ("abstract", "Abstract"),
        ("keywords", "Keywords"),
        ("statement", "Statement"),
    ],
)
def test_the_role_of_a_paragraph_is_its_style(role, style):
    assert styled(docx_xml(written(paragraph("x", role=role)))) == [(style, "x")]


@pytest.mark.parametrize(("level", "style"), [(0, "Title"), (1, "Heading1"), (4, "Heading4"), (7, "Heading4")])
def test_a_heading_has_a_heading_style(level, style):
    assert styled(docx_xml(written(heading(level, "Methods", "sec-m", "2")))) == [(style, "2\u2002Methods")]


def test_every_style_used_is_in_the_file():
    data = write_docx(sample(), Style())
    known = {style.get(f"{W}styleId") for style in docx_xml(data, "word/styles.xml").iter(f"{W}style")}
    roots = [docx_xml(data), docx_xml(data, "word/footnotes.xml"), docx_xml(data, "word/header1.xml")]
    tags = [f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"]
    used = {item.get(f"{W}val") for root in roots for item in root.iter(*tags)}
    assert {"Title", "Caption", "JournalTable", "FootnoteReference", "Hyperlink"} <= used <= known


def test_bold_holds_italic_inside_it():
    run = docx_xml(written(paragraph(Strong((Emphasis(inlines("x")),))))).find(f".//{W}r/{W}rPr")
    assert [item.tag for item in run] == [W + name for name in ("b", "bCs", "i", "iCs")]


def test_a_new_numbered_list_starts_afresh():
    item = (paragraph("x"),)
    data = written(ListBlock(items=(item,), ordered=True), ListBlock(items=(item,), ordered=True))
    first, second = [found.get(f"{W}val") for found in docx_xml(data).iter(f"{W}numId")]
    numbers = docx_xml(data, "word/numbering.xml")
    starts = {
        num.get(f"{W}numId"): num.find(f".//{W}startOverride").get(f"{W}val") for num in numbers.findall(f"{W}num")[1:]
    }
    assert first != second
    assert starts == {first: "1", second: "1"}


def test_a_list_in_a_list_stands_one_level_deeper_and_only_first_paragraphs_are_marked():
    inner = ListBlock(items=((paragraph("c"),),))
    root = docx_xml(written(ListBlock(items=((paragraph("a"), paragraph("b"), inner),))))
    assert [style for style, _ in styled(root)] == ["ListBullet", "ListContinue", "ListBullet"]
    assert [item.get(f"{W}val") for item in root.iter(f"{W}ilvl")] == ["0", "1"]


def test_an_item_that_begins_with_a_list_keeps_its_own_bullet():
    root = docx_xml(written(ListBlock(items=((ListBlock(items=((paragraph("x"),),)),),))))
    assert [item.get(f"{W}val") for item in root.iter(f"{W}ilvl")] == ["0", "1"]


def test_lists_may_be_nested_deeper_than_word_has_levels():
    block = paragraph("x")
    for _ in range(12):
        block = ListBlock(items=((paragraph("y"), block),), ordered=True)
    levels = [int(item.get(f"{W}val")) for item in docx_xml(written(block)).iter(f"{W}ilvl")]
    assert max(levels) == 8


def test_an_outward_link_is_a_relationship():
    data = written(paragraph(Link("https://example.org/a?b=1&c=2", inlines("x"))))
    link = docx_xml(data).find(f".//{W}hyperlink")
    relations = docx_xml(data, "word/_rels/document.xml.rels")
    target = {relation.get("Id"): relation.get("Target") for relation in relations}[link.get(f"{R}id")]
    assert target == "https://example.org/a?b=1&c=2"


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "file:///etc/passwd", "https://[::bad", "http://", "mailto:", "#nowhere", "../x", ""],
)
def test_a_harmful_or_broken_address_leaves_plain_text(href):
    data = written(paragraph(Link(href, inlines("the text"))))
    assert docx_xml(data).find(f".//{W}hyperlink") is None
    assert docx_words(data) == ["the", "text"]


def test_a_citation_leads_to_its_reference():
    root = docx_xml(write_docx(sample(), Style()))
    names = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    anchors = {link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")} - {None}
    assert {"ref_toth2006", "ref_cooper2003"} <= anchors <= names


def test_keys_that_differ_only_in_case_or_punctuation_get_bookmarks_of_their_own():
    keys = ("sec-a", "sec_a", "sec-A", "Sec-a", "sec.a", "s" * 90, "s" * 91, "ü")
    root = docx_xml(written(*(heading(1, "x", key) for key in keys)))
    names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    assert len({name.lower() for name in names}) == len(keys)
    assert all(len(name) <= 40 and name.isascii() for name in names)


def test_an_id_that_stands_twice_has_one_bookmark():
    root = docx_xml(written(heading(1, "x", "sec-a"), heading(1, "y", "sec-a")))
    assert len(root.findall(f".//{W}bookmarkStart")) == 1


@pytest.mark.parametrize(
    ("target", "shown", "form"),
    [
        ("tbl-a", "Table 1", " REF tbl_a \\h "),
        ("sec-m", "Methods", " REF sec_m \\h "),
        ("sec-m", "Section 2", "link"),
        ("fig-none", "Figure 9", "text"),
    ],
)
def test_a_cross_reference_is_a_field_only_where_word_would_print_the_same(target, shown, form):
    blocks = (heading(1, "Methods", "sec-m"), table((), key="tbl-a"))
    last = docx_xml(written(*blocks, paragraph(CrossRef(target=target, shown=shown)))).findall(f".//{W}p")[-1]
    codes = [code.text for code in last.iter(f"{W}instrText")]
    links = ["link" for _ in last.iter(f"{W}hyperlink")]
    assert (codes or links or ["text"]) == [form]
    assert "".join(item.text for item in last.iter(f"{W}t")) == shown


def test_footnotes_stand_in_their_own_part_after_the_separators():
    notes = docx_xml(write_docx(sample(), Style()), "word/footnotes.xml")
    texts = ["".join(text.text for text in note.iter(f"{W}t")) for note in notes]
    assert texts == ["", "", " A first note with emphasis.", " A second note."]
    assert [note.get(f"{W}id") for note in notes] == ["-1", "0", "1", "2"]


def test_a_link_in_a_footnote_belongs_to_the_footnotes():
    data = written(paragraph("x", Footnote(children=(Link("https://example.org/", inlines("y")),), mark="1")))
    relations = docx_xml(data, "word/_rels/footnotes.xml.rels")
    assert [relation.get("Target") for relation in relations] == ["https://example.org/"]


def test_a_footnote_mark_that_word_would_not_count_to_is_written_out():
    data = written(paragraph("x", Footnote(children=inlines("note"), mark="*")))
    assert docx_xml(data).find(f".//{W}footnoteReference").get(f"{W}customMarkFollows") == "1"
    assert docx_words(data) == ["x*", "note"]


def test_a_footnote_in_a_footnote_stands_in_brackets():
    inner = Footnote(children=inlines("inner"), mark="2")
    data = written(paragraph("x", Footnote(children=(Text("outer"), inner), mark="1")))
    assert docx_words(data) == ["x1", "outer", "[inner]"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<script>alert('x')</script> &amp;", ["<script>alert('x')</script>", "&amp;"]),
        ("a\x00b\x0bc\x1b", ["a\ufffdb\ufffdc\ufffd"]),
        ("half \ud800 pair", ["half", "\ufffd", "pair"]),
        ("one\ntwo\tthree", ["one", "two", "three"]),
        ("=cmd|' /C calc'!A0", ["=cmd|'", "/C", "calc'!A0"]),
        ("&lol; ]]> <!-- ../../etc", ["&lol;", "]]>", "<!--", "../../etc"]),
    ],
)
def test_hostile_text_is_only_text(text, words):
    data = written(
        Heading(level=1, children=inlines(text), id=text),
        title=text,
        short_title=text,
        notice=text,
        authors=(text,),
        keywords=(text,),
    )
    assert docx_words(data) == words


def test_a_huge_text_is_cut_into_pieces_that_readers_accept():
    data = written(paragraph("x" * 3_000_000), title="t" * 100_000)
    longest = max(len(item.text) for item in docx_xml(data).iter(f"{W}t"))
    assert longest <= 30_000
    assert len(docx_words(data)[0]) == 3_000_000
    assert len(docx_parts(data)) > 10
