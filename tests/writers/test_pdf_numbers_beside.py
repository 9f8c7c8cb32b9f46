"""Each number of a line stands on the baseline of its line, in manuscripts that are hard to number."""

from __future__ import annotations

import io

import pikepdf
import pytest

from reportgen.document import (
    Anchor,
    Emphasis,
    Footnote,
    LineBreak,
    ListBlock,
    Note,
    Quote,
    Reference,
    ReferenceList,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from reportgen.errors import OutputError
from reportgen.style import PageForm, Style
from reportgen.writers.pdf import numbered, numbered_pdf, write_pdf
from reportgen.writers.pdf.lines import lines_of
from reportgen.writers.pdf.paper import print_manuscript
from tests.writers.pdf_numbers import faults, first_place, read
from tests.writers.pdf_words import structure
from tests.writers.trees import figure, heading, inlines, paragraph, resolved, row, sample, table

FORM = PageForm(font="Times New Roman", font_pt=12, line_spacing=2, margin_mm=25.4, line_numbers="continuous")
PLAIN = PageForm(line_numbers="continuous")
TIGHT = PageForm(font="Arial", font_pt=9, line_spacing=1, margin_mm=5, line_numbers="continuous")
PROSE = "Words that fill a line and then another, as prose does. " * 8


def wide(key, rows=3):
    return table([row(f"Study {n}", "1", "2") for n in range(rows)], key=key, wide=True)


def works(count):
    entries = (Reference(key=f"k{n}", number=f"{n}.", children=inlines(PROSE[:170])) for n in range(1, count))
    return ReferenceList(entries=tuple(entries), mark_note=inlines("* included"))


HARD = {
    "every kind of node": sample(),
    "from right to left": resolved(paragraph("שלום עולם " * 60), paragraph("English שלום 12 עולם " * 20)),
    "ordered lists": resolved(
        ListBlock(items=tuple((paragraph(PROSE), paragraph("more")) for _ in range(12)), ordered=True)
    ),
    "lists within lists": resolved(
        ListBlock(items=((paragraph("b"), ListBlock(items=((paragraph("deep"),), (paragraph(PROSE),)))),)),
        ListBlock(items=((ListBlock(items=((paragraph("deep"),),)),),), ordered=True),
    ),
    "quotes": resolved(Quote(children=(paragraph(PROSE), Quote(children=(paragraph(PROSE),))))),
    "empty lines": resolved(
        paragraph("a", LineBreak(), LineBreak(), "b", LineBreak()), paragraph(""), paragraph(" "), paragraph("end")
    ),
    "long words": resolved(paragraph("x" * 400), paragraph("10.1000/" + "a-b/" * 100)),
    "raised and lowered": resolved(
        paragraph(
            *[part for _ in range(40) for part in ("word ", Superscript(inlines("2,3")), Subscript(inlines("i")))]
        )
    ),
    "nested": resolved(
        paragraph(Text(PROSE), Emphasis((Anchor("a"), Strong((Text(PROSE), Superscript(inlines("2")))), Text(" end"))))
    ),
    "footnotes": resolved(*[paragraph(PROSE, Footnote(children=inlines(PROSE), mark=str(n))) for n in range(1, 6)]),
    "a long table with notes": resolved(
        paragraph("before"),
        table(
            [row(f"Study {n}", PROSE if n % 7 == 0 else "1", "2") for n in range(40)],
            notes=(Note(mark="a", children=inlines(PROSE)), Note(mark="", children=inlines(PROSE))),
        ),
        paragraph("after"),
    ),
    "a table without a caption": resolved(
        paragraph("before"), table([row("Study", "1", "2")], key="", caption=(), label=""), paragraph("after")
    ),
    "turned pages": resolved(
        paragraph(PROSE), wide("a", 50), paragraph(PROSE), figure(wide=True, width_mm=240), paragraph(PROSE)
    ),
    "a turned page first": resolved(wide("a"), paragraph(PROSE)),
    "figures": resolved(figure("f1"), figure("f2", 170, 250), paragraph(PROSE), figure("f3")),
    "references": resolved(heading(1, "References", "sec-references"), works(30)),
    "headings": resolved(*[heading(level, PROSE[:90], f"h{level}", f"{level}") for level in range(6)]),
    "roles": resolved(
        *[paragraph(PROSE, role=role) for role in ("subtitle", "authors", "affiliation", "notice", "keywords")]
    ),
}


@pytest.mark.parametrize("name", HARD)
def test_each_line_has_one_number_on_its_baseline_and_nothing_else_has(name):
    assert faults(numbered_pdf(HARD[name], Style(), FORM)) == []


@pytest.mark.parametrize("form", [PLAIN, TIGHT], ids=["as ours", "tight"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["every kind of node", "turned pages"])
def test_numbers_stand_on_baselines_in_other_forms_and_on_other_paper(name, form, paper):
    assert faults(numbered_pdf(HARD[name], Style(paper=paper), form)) == []


def test_numbers_of_four_digits_are_whole():
    made = numbered_pdf(resolved(*(paragraph("A line.") for _ in range(1001))), Style(), TIGHT)
    assert sum(made.lines) == 1001
    assert faults(made) == []


ROLES = ("body", "subtitle", "authors", "affiliation", "notice", "abstract", "keywords", "statement")


def test_text_of_every_role_has_the_size_and_the_font_that_are_asked_for():
    data = numbered_pdf(resolved(*(paragraph("Words", role=role) for role in ROLES)), Style(), FORM).data
    assert {round(drawn.size, 1) for drawn in read(data).text} == {12.0}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = b"".join(bytes(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values())
    # The running heads stay as they are: one upright cut without serifs.
    assert content.count(b"Source-Sans") == 1


@pytest.mark.parametrize("level", range(6))
def test_no_heading_is_smaller_than_the_text_below_it(level):
    blocks = (heading(level, "Heading", "h"), paragraph("Text."))
    head, text = read(numbered_pdf(resolved(*blocks), Style(), FORM).data).text
    assert head.size >= text.size


def test_running_heads_and_page_numbers_stay_and_have_no_number():
    seen = read(numbered_pdf(HARD["turned pages"], Style(), FORM).data)
    feet = [drawn for drawn in seen.untagged if drawn.text.startswith("Page ")]
    assert [foot.page for foot in feet] == sorted({drawn.page for drawn in seen.text})
    for drawn in seen.untagged:
        assert not [n for n in seen.numbers if n.page == drawn.page and abs(n.y - drawn.y) < n.size]


@pytest.mark.parametrize("name", ["every kind of node", "turned pages", "a long table with notes"])
def test_the_tree_of_tags_is_that_of_the_pages_without_numbers(name):
    made, again = numbered_pdf(HARD[name], Style(), PLAIN).data, write_pdf(HARD[name], Style())
    with pikepdf.open(io.BytesIO(made)) as pdf, pikepdf.open(io.BytesIO(again)) as plain:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == len(plain.pages)
        assert [(page, tags) for page, _, tags, _ in structure(pdf)] == [
            (page, tags) for page, _, tags, _ in structure(plain)
        ]


def test_places_of_headings_exhibits_and_references_are_read_again_from_the_page():
    made = numbered_pdf(sample(), Style(), FORM)
    seen = read(made.data)
    expected = {
        "sec-abstract": "Abstract",
        "sec-introduction": "Introduction",
        "sec-methods": "Methods",
        "sec-dates": "Dates of the searches",
        "sec-results": "Results",
        "tbl-characteristics": "Table 1",
        "tbl-results": "Table 2",
        "fig-flow": "Figure 1",
        "fig-forest": "Figure 2",
        "sec-references": "References",
        "ref-cooper2003": "*Cooper",
        "ref-toth2006": "Toth S.",
    }
    places = {id_: (made.places[id_].page, made.places[id_].line) for id_ in expected}
    within = {"H2", "H3", "H4", "H5", "Caption", "LBody"}
    assert places == {id_: first_place(seen, words, within) for id_, words in expected.items()}


@pytest.mark.parametrize("filling", range(0, 40, 8))
def test_places_of_marks_hold_on_whatever_page_they_fall(filling):
    blocks = [paragraph(PROSE) for _ in range(filling)]
    marked = paragraph(Text(PROSE + "Before. "), Anchor("item"), Text("Marked sentence. " + PROSE))
    made = numbered_pdf(resolved(*blocks, heading(1, "Heading", "h"), marked), Style(), FORM)
    seen = read(made.data)
    assert (made.places["h"].page, made.places["h"].line) == first_place(seen, "Heading")
    assert (made.places["item"].page, made.places["item"].line) == first_place(seen, "Marked")


def test_a_mark_behind_the_last_word_of_a_paragraph_is_on_the_line_of_that_word():
    item = ListBlock(items=((paragraph("Third.", Anchor("c")),), (paragraph("Fourth."),)))
    blocks = (
        paragraph("First.", Anchor("a")),
        paragraph("Second.", Anchor("b")),
        item,
        paragraph("Last.", Anchor("d")),
    )
    places = numbered_pdf(resolved(*blocks), Style(), FORM).places
    assert [places[id_].line for id_ in "abcd"] == [1, 2, 3, 5]


def test_no_place_is_behind_the_last_line():
    blocks = [paragraph(f"Words {n}.", Anchor(f"a{n}")) for n in range(60)]
    made = numbered_pdf(resolved(*blocks, figure(wide=True, width_mm=240)), Style(), FORM)
    for n in range(60):
        page, line = made.places[f"a{n}"].page, made.places[f"a{n}"].line
        assert line == n + 1
        assert sum(made.lines[: page - 1]) < line <= sum(made.lines[:page])


def test_what_has_no_numbered_line_has_its_page_and_line_0():
    marked = table([row(Strong((Anchor("in-cell"), Text("Study"))), "1", "2")])
    made = numbered_pdf(resolved(paragraph("before"), marked), Style(), FORM)
    assert (made.places["in-cell"].page, made.places["in-cell"].line) == (1, 0)


def test_numbers_that_move_the_lines_are_refused(monkeypatch):
    whole = numbered._whole
    monkeypatch.setattr(numbered, "_whole", lambda page: f"{whole(page)} no-repeat;margin-top:40mm;background-repeat:")
    with pytest.raises(OutputError, match="lines of the PDF moved"):
        numbered_pdf(sample(), Style(), FORM)


def test_the_boxes_that_are_read_are_those_that_pages_have():
    """Of these names and places nothing is promised: whoever takes a new version of WeasyPrint must see them change."""
    kinds, counts = set(), []

    def look(pages, store):
        del store
        for page in pages:
            waiting = [page._page_box]
            while waiting:
                box = waiting.pop()
                kinds.add((type(box).__name__, str(box.element_tag).rpartition("::")[2]))
                waiting += getattr(box, "children", ())
        counts.append([len(lines_of(page)) for page in pages])
        return ""

    print_manuscript(sample(), Style(), again=look)
    names = {name for name, _ in kinds}
    assert {"PageBox", "MarginBox", "BlockBox", "LineBox", "TextBox", "InlineBox", "TableBox"} <= names
    assert any(tag == "marker" for _, tag in kinds)
    assert counts[0] == counts[1]
    assert sum(counts[0]) > 40
