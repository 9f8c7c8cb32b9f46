"""Every line of text of the PDF for reviewers has its number beside it, and what is where is told rightly."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdf
import pytest

from reportgen.document import Anchor, Emphasis, Footnote, ListBlock, Quote, Strong, Superscript, Text
from reportgen.style import PageForm, Style
from reportgen.writers.pdf import numbered_pdf, write_pdf
from reportgen.writers.pdf.lines import lines_of
from tests.writers.pdf_words import pdf_words
from tests.writers.trees import cell, figure, heading, inlines, paragraph, resolved, row, sample, table

FORM = PageForm(font="Times New Roman", font_pt=12, line_spacing=2, margin_mm=25.4, line_numbers="continuous")
PROSE = "Words that fill a line and then another, as prose does. " * 12
LEFT_OF_TEXT_PT = 22 / 25.4 * 72 - 3


def words_of(data: bytes, folder: Path) -> list[tuple[int, float, float, float, float, str]]:
    """Return page, left, top, right, bottom (in points) and text of each word, as poppler finds them."""
    tool = shutil.which("pdftotext") or pytest.fail("pdftotext is missing: apt-get install poppler-utils")
    source, target = folder / "in.pdf", folder / "out.html"
    source.write_bytes(data)
    subprocess.run([tool, "-bbox", str(source), str(target)], check=True)
    found, page = [], 0
    for line in target.read_text(encoding="utf-8").splitlines():
        page += "<page " in line
        word = re.search(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', line)
        if word:
            found.append((page, *map(float, word.groups()[:4]), word[5]))
    return found


def numbers_of(words: list, limit: float = LEFT_OF_TEXT_PT) -> list[tuple[int, float, float, int]]:
    """Return page, top, bottom and value of the numbers left of the text."""
    return [
        (page, top, bottom, int(text))
        for page, _, top, right, bottom, text in words
        if right < limit and text.isdigit()
    ]


def document():
    return resolved(
        heading(0, "A title of some length that takes more than one line in letters of its size", "title"),
        heading(1, "Methods", "sec-methods"),
        paragraph(Text(PROSE)),
        paragraph(
            Anchor("item-5"), Text("At the start. "), Text(PROSE), Anchor("item-6"), Text("The marked sentence.")
        ),
        ListBlock(items=((paragraph("One item"),), (paragraph(PROSE),))),
        Quote(children=(paragraph(PROSE),)),
        table([row("Cooper 2003", "1"), row("Toth 2006", "2")], key="tbl-one"),
        heading(1, "Results", "sec-results"),
        paragraph(
            Text("x"), Superscript((Text("2"),)), Text(" and "), Emphasis((Strong((Text("more. "),)), Text(PROSE)))
        ),
        figure(),
    )


def test_the_numbers_run_from_one_without_a_gap(tmp_path):
    made = numbered_pdf(document(), Style(), FORM)
    numbers = [value for _, _, _, value in numbers_of(words_of(made.data, tmp_path))]
    assert numbers == list(range(1, sum(made.lines) + 1))
    assert len(made.lines) == len(pypdf.PdfReader(io.BytesIO(made.data)).pages)


def test_each_number_stands_beside_words_and_each_line_of_words_outside_tables_has_one(tmp_path):
    made = numbered_pdf(document(), Style(), FORM)
    words = words_of(made.data, tmp_path)
    numbers = numbers_of(words)
    text = [word for word in words if word[1] > LEFT_OF_TEXT_PT]
    for page, top, bottom, value in numbers:
        middle = (top + bottom) / 2
        assert any(at == page and low < middle < high for at, _, low, _, high, _ in text), value
    in_table = {"Cooper", "2003", "Toth", "2006"}
    for page, _, low, _, high, word in text:
        beside = [v for at, top, bottom, v in numbers if at == page and low < (top + bottom) / 2 < high]
        if word in {"Words", "Results"}:
            assert len(beside) == 1, word
        if word in in_table:
            assert beside == [], word


def test_numbers_may_begin_anew_on_each_page(tmp_path):
    made = numbered_pdf(document(), Style(), PageForm(line_spacing=2, line_numbers="page", margin_mm=25.4))
    numbers = numbers_of(words_of(made.data, tmp_path))
    for page, lines in enumerate(made.lines, 1):
        assert [value for at, _, _, value in numbers if at == page] == list(range(1, lines + 1))


def test_places_are_those_at_which_the_words_can_be_read(tmp_path):
    made = numbered_pdf(document(), Style(), FORM)
    words = words_of(made.data, tmp_path)
    numbers = {(page, value): (top, bottom) for page, top, bottom, value in numbers_of(words)}
    for id_, first in (("item-5", "At"), ("item-6", "The"), ("sec-methods", "Methods"), ("sec-results", "Results")):
        place = made.places[id_]
        top, bottom = numbers[(place.page, place.line)]
        middle = (top + bottom) / 2
        beside = [text for page, _, low, _, high, text in words if page == place.page and low < middle < high]
        assert first in beside, id_
    assert made.places["tbl-one"].page == made.places["sec-results"].page or made.places["tbl-one"].page < 4


def test_the_text_of_the_manuscript_is_the_same_with_and_without_numbers():
    made = numbered_pdf(sample(), Style(), FORM)
    assert pdf_words(made.data) == pdf_words(write_pdf(sample(), Style()))


def test_the_numbers_are_no_part_of_the_tagged_text():
    made = numbered_pdf(document(), Style(), FORM)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        for page in pdf.pages:
            text = page.Contents.read_bytes() if not isinstance(page.Contents, pikepdf.Array) else b""
            before, _, _ = text.partition(b"EMC")
            assert b"/Artifact" in before
            assert b"Do" in before


def test_lines_are_wide_apart_and_letters_of_the_size_that_is_asked_for(tmp_path):
    made = numbered_pdf(resolved(paragraph(PROSE)), Style(), FORM)
    lines = sorted({round(top, 1) for _, top, _, _ in numbers_of(words_of(made.data, tmp_path))})
    gaps = [b - a for a, b in pairwise(lines)]
    assert all(gap == pytest.approx(12 * 2 * 1.15, abs=0.3) for gap in gaps)


def test_the_same_manuscript_gives_the_same_bytes():
    assert numbered_pdf(document(), Style(), FORM).data == numbered_pdf(document(), Style(), FORM).data


def test_turned_pages_and_footnotes_and_text_from_right_to_left_are_numbered_too(tmp_path):
    wide = table([row(f"Study {n}", "1", "2") for n in range(3)], key="tbl-wide", wide=True)
    hebrew = paragraph(Text("שלום עולם " * 30))
    noted = paragraph(Text("A word"), Footnote(children=(Text("The note."),), mark="1"), Text(" " + PROSE))
    made = numbered_pdf(resolved(paragraph(PROSE), wide, hebrew, noted), Style(), FORM)
    numbers = [value for _, _, _, value in numbers_of(words_of(made.data, tmp_path))]
    assert numbers == list(range(1, sum(made.lines) + 1))
    assert made.places["tbl-wide"].page == 2


def test_a_table_cell_with_many_lines_takes_no_numbers(tmp_path):
    tall = table([row("Study", "1")], key="tbl-tall")
    filled = type(tall)(
        **{name: getattr(tall, name) for name in ("id", "caption", "head", "widths", "notes", "wide", "alt", "label")},
        body=(type(tall.body[0])(cells=(cell(PROSE, scope="row"), *tall.body[0].cells[1:])),),
    )
    with_it = numbered_pdf(resolved(paragraph("Before"), filled), Style(), FORM)
    assert sum(with_it.lines) == sum(numbered_pdf(resolved(paragraph("Before"), tall), Style(), FORM).lines)


def test_what_is_read_of_the_layout_has_the_structure_that_is_expected():
    """The boxes of a page have no public interface: a new version that calls them otherwise must be noticed."""

    class Box:
        children = ()
        element_tag = "p"

    class Page:
        def __init__(self, *children):
            self._page_box = type(
                "PageBox", (), {"children": children, "content_box_x": lambda _: 10.0, "content_box_y": lambda _: 5.0}
            )()

    place = {"position_x": 3.0, "width": 9.0, "position_y": 1.0, "height": 2.0, "baseline": 1.5, "text": "word"}
    line = type("LineBox", (Box,), place)()
    table_ = type("TableBox", (Box,), {"children": (line,)})()
    margin = type("MarginBox", (Box,), {"children": (line,)})()
    assert len(lines_of(Page(line))) == 1
    assert lines_of(Page(table_, margin)) == ()


def test_an_anchor_at_the_end_of_a_line_is_placed_where_the_next_word_stands(tmp_path):
    """Wherever lines break, the marked word is beside the number that is told, on the next page if need be."""
    for words in range(5, 400, 7):
        before = "word " * words
        made = numbered_pdf(
            resolved(paragraph(Text(before), Anchor("a"), Text("Marked. "), Text("and more " * 30))), Style(), FORM
        )
        shown = words_of(made.data, tmp_path)
        place = made.places["a"]
        numbers = {(page, value): (top + bottom) / 2 for page, top, bottom, value in numbers_of(shown)}
        (marked,) = [(page, low, high) for page, _, low, _, high, text in shown if text == "Marked."]
        assert marked[0] == place.page
        assert marked[1] < numbers[(place.page, place.line)] < marked[2]


def test_inlines_are_kept_together_around_an_anchor(tmp_path):
    text = "one two three " * 60
    with_anchors = inlines(Text(text), Anchor("a"), Text("four five"))
    plain = inlines(Text(text + "four five"))
    anchored = numbered_pdf(resolved(paragraph(*with_anchors)), Style(), FORM)
    assert anchored.lines == numbered_pdf(resolved(paragraph(*plain)), Style(), FORM).lines
