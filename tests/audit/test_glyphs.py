"""Characters that no font can draw."""

import pytest

from reportgen.audit.glyphs import MOST_NAMED, glyph_issues
from reportgen.document import (
    Datum,
    Document,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Paragraph,
    Reference,
    ReferenceList,
    Resolved,
    Row,
    Table,
    TableCell,
    Text,
)
from reportgen.document.drawing import Drawing
from reportgen.errors import Origin

STRANGE = "\U00012345"
ORIGIN = Origin("studies.csv", 4, 1, "study")


def issues(*blocks):
    document = Document(title="", short_title="", authors=(), keywords=(), language="en", notice="", blocks=blocks)
    return glyph_issues(Resolved(document=document))


def name(text):
    return Datum(text=text, subject="study", inputs=(ORIGIN,))


def paragraph(*inlines):
    return Paragraph(children=inlines)


def table(*inlines):
    row = Row(cells=(TableCell(children=inlines),))
    return Table(id="t", caption=(), head=row, body=(), widths=(1,))


def figure(*numbers):
    drawing = Drawing(name="f", width_mm=1, height_mm=1, alt="", data=None, numbers=numbers, render=lambda _k, _d: b"")
    return Figure(id="f", caption=(), drawing=drawing)


@pytest.mark.parametrize(
    "block",
    [
        paragraph(name(STRANGE)),
        paragraph(Emphasis((name(STRANGE),))),
        paragraph(Footnote(children=(name(STRANGE),))),
        Heading(level=1, children=(name(STRANGE),), id="h"),
        table(name(STRANGE)),
        figure(name(STRANGE)),
        ReferenceList(entries=(Reference(key="k", children=(name(STRANGE),)),)),
    ],
)
def test_a_character_is_found_wherever_it_is_printed(block):
    (issue,) = issues(block)
    assert (issue.code, issue.severity, issue.origin) == ("glyph-is-in-fonts", "warning", ORIGIN)
    assert "U+12345" in issue.message
    assert "CUNEIFORM" in issue.message


@pytest.mark.parametrize(
    "text", ["plain", "Ünïcödé ć ő ş", "− × ≤ ² τ χ “ ” … –", "\u00a0\u202f", "e\u200bf", "ἀρχή Москва"]
)
def test_characters_of_the_shipped_fonts_pass(text):
    assert issues(paragraph(Text(text), name(text))) == ()


def test_the_characters_of_a_script_are_one_warning_that_names_them_the_first_place_and_the_remedy():
    (found,) = issues(paragraph(Text("a"), name("\u738b 2001"), name("\u674e\u738b 2002"), Text("\u738b")))
    assert (found.origin, found.message.count("U+")) == (ORIGIN, 2)
    assert "CJK characters '\u738b' (U+738B), '\u674e' (U+674E), the first of them in '\u738b 2001'" in found.message
    assert "`fonts:` in review.yaml" in found.hint


def test_each_script_has_a_warning_of_its_own():
    texts = paragraph(name("\u0639\u0644\u064a 2001"), name("\u738b 2001"), name("\u05db\u05d4\u05df 1999"))
    assert [issue.message.split()[1] for issue in issues(texts)] == ["ARABIC", "CJK", "HEBREW"]


def test_of_many_characters_some_are_named_and_the_others_counted():
    (issue,) = issues(paragraph(name("".join(map(chr, range(0x4E00, 0x4E00 + 50))))))
    assert issue.message.count("U+") == MOST_NAMED
    assert f"and {50 - MOST_NAMED} more" in issue.message


def test_a_long_text_is_cut_in_the_message():
    (issue,) = issues(paragraph(name("x" * 10_000 + STRANGE)))
    assert len(issue.message) < 300
    assert "…" in issue.message


def test_a_character_without_a_name_is_told_too():
    (issue,) = issues(paragraph(name("\ue000")))
    assert "characters without a name, '\\ue000' (U+E000)" in issue.message
