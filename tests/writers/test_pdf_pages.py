"""How the manuscript falls into pages: turned pages, repeated heads, running heads, nothing left alone."""

import io

import pypdf
import pytest

from reportgen.document import Footnote, Link, Number
from reportgen.style import Style
from reportgen.writers.pdf import write_pdf
from reportgen.writers.pdf.turning import turned
from tests.writers.trees import figure, heading, inlines, paragraph, resolved, row, sample, table

TEXT = "Words that fill a line and then another, as prose does. " * 8


def pages(*blocks, style=None, **more):
    made = resolved(*blocks, **more) if blocks else sample()
    return pypdf.PdfReader(io.BytesIO(write_pdf(made, style or Style()))).pages


def turns(found):
    return "".join("L" if page.mediabox.width > page.mediabox.height else "P" for page in found)


def wide(key, rows=3, **more):
    return table([row(f"Study {number}", "1", "2") for number in range(rows)], key=key, wide=True, **more)


def test_wide_exhibits_are_turned_and_text_comes_back_upright():
    assert turns(pages(paragraph(TEXT), wide("a"), paragraph(TEXT))) == "PLP"


def test_wide_exhibits_in_a_row_share_their_pages():
    assert (
        turns(pages(paragraph(TEXT), wide("a"), wide("b"), figure(wide=True, width_mm=200), paragraph(TEXT))) == "PLP"
    )


def test_a_heading_goes_with_the_wide_table_it_heads():
    found = pages(paragraph(TEXT), heading(1, "Tables", "tables"), wide("a"), heading(1, "After", "after"))
    assert turns(found) == "PLP"
    assert "Tables" in found[1].extract_text()


@pytest.mark.parametrize("blocks", [(wide("a"),), (paragraph("x"), wide("a"))], ids=["alone", "last"])
def test_no_empty_page_follows_a_wide_exhibit_at_the_end(blocks):
    found = pages(*blocks)
    assert turns(found).endswith("L")
    assert all(page.extract_text().strip() for page in found)
    assert len(found) == len(blocks)


def test_blocks_are_turned_in_runs():
    one, two, three = heading(1, "One", "one"), wide("a"), heading(1, "Two", "two")
    assert list(turned([one, two, three])) == [(True, (one, two)), (False, (three,))]
    assert list(turned([heading(0, "T", "t"), two])) == [(False, (heading(0, "T", "t"),)), (True, (two,))]
    assert list(turned([])) == []


def test_heads_of_a_long_table_stand_on_each_page():
    found = pages(table([row(f"Study {number}", "1", "2") for number in range(120)]))
    assert len(found) >= 3
    assert all("Events" in page.extract_text() for page in found)


def test_running_head_and_page_numbers_stand_on_each_page():
    found = pages(*(paragraph(TEXT) for _ in range(40)), notice="Worked example; not “the” \\ article {x}")
    for number, page in enumerate(found, 1):
        text = page.extract_text()
        assert f"Page {number} of {len(found)}" in text
        assert "Worked example; not “the” \\ article {x}" in text
        assert ("Sample review" in text) == (number > 1)


@pytest.mark.parametrize("before", range(20, 30))
def test_no_heading_is_left_at_the_end_of_a_page(before):
    lines = [paragraph("A line.") for _ in range(before)]
    found = pages(*lines, heading(1, "Heading", "h"), heading(2, "Below", "b"), *(paragraph(TEXT) for _ in range(4)))
    for page in found:
        assert not page.extract_text().split("Page ")[0].rstrip().endswith(("Heading", "Below"))


@pytest.mark.parametrize("before", range(24, 34, 3))
def test_a_caption_and_the_first_rows_stay_together(before):
    found = pages(*(paragraph("A line.") for _ in range(before)), table([row("Toth", "1", "2") for _ in range(4)]))
    (page,) = [page for page in found if "A small table" in page.extract_text()]
    assert "Toth" in page.extract_text()


def test_letter_paper_is_kept_to():
    (page,) = pages(paragraph("x"), style=Style(paper="letter"))
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (612, 792)


def test_a_figure_larger_than_the_page_is_made_to_fit():
    found = pages(figure(width_mm=170.0, height_mm=400.0))
    assert len(found) == 1
    assert "A small figure" in found[0].extract_text()


def test_no_line_ends_early_before_a_link():
    sentence = " Some of the data behind this result are derived, not printed in a source; so are those marked in "
    link = Link("https://example.org", inlines("Table\u00a02"))
    starts = ["x" * letters + "." * points for letters in range(12) for points in range(12)]
    found = pages(*(paragraph(start + sentence, link, " as said there.") for start in starts))
    lines = [line for page in found for line in page.extract_text().split("\n") if " Some" in line]
    assert len(lines) >= len(starts) - 1
    assert [line for line in lines if "Some of the data behind" not in line] == []


def test_no_line_parts_a_number_at_its_point_or_a_note_from_its_word():
    sentence = " A result stands here in words that fill up a line, with its probability in a bracket and a note (P="
    p = Number(text=".10", value=0.1, statistic="p", subject="outcome/x")
    notes = [Footnote(children=inlines("A note."), mark=f"*{n}") for n in range(24)]
    found = pages(*(paragraph("x" * n + sentence, p, ").", note, " More.") for n, note in enumerate(notes)))
    lines = [line for page in found for line in page.extract_text().split("\n")]
    assert sum("(P=.10)." in line for line in lines) == 24
    assert [line for line in lines if line.startswith("*") and "More" in line] == []
