"""Characters that no font can draw."""

import pytest

from reportgen.audit.glyphs import glyph_issues
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
    assert (issue.code, issue.severity, issue.origin) == ("glyph-is-in-fonts", "error", ORIGIN)
    assert "U+12345" in issue.message
    assert "CUNEIFORM" in issue.message


@pytest.mark.parametrize(
    "text", ["plain", "Ünïcödé ć ő ş", "− × ≤ ² τ χ “ ” … –", "\u00a0\u202f", "e\u200bf", "ἀρχή Москва"]
)
def test_characters_of_the_shipped_fonts_pass(text):
    assert issues(paragraph(Text(text), name(text))) == ()


def test_each_character_of_a_data_text_is_told_once_and_a_typed_one_once_in_all():
    found = issues(paragraph(name(STRANGE * 3), name(STRANGE * 3), Text(STRANGE), Text(f"a{STRANGE}")))
    assert [issue.origin for issue in found] == [ORIGIN, None]


def test_two_characters_are_two_issues():
    assert len(issues(paragraph(name(f"{STRANGE}\U00012346")))) == 2


def test_a_long_text_is_cut_in_the_message():
    (issue,) = issues(paragraph(name("x" * 10_000 + STRANGE)))
    assert len(issue.message) < 300
    assert "…" in issue.message


def test_a_character_without_a_name_is_told_too():
    (issue,) = issues(paragraph(name("\ue000")))
    assert "a character without a name" in issue.message
