"""What a PDF tells machines: tags, language, titles, bookmarks, fonts; opened with another library."""

import io
from collections import Counter

import pikepdf
import pytest

from reportgen.style import Style
from reportgen.writers.pdf import write_pdf
from tests.writers.pdf_words import drawn, pdf_words, structure
from tests.writers.trees import figure, heading, paragraph, resolved, row, sample, table


@pytest.fixture(scope="module")
def data():
    return write_pdf(sample(), Style())


@pytest.fixture(scope="module")
def pdf(data):
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield opened


def elements(pdf, kind):
    found, waiting = [], [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        found += [element] if element.get("/S") == kind else []
        waiting += [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary)]
    return found


def test_it_is_marked_and_says_its_language_and_title(pdf):
    assert bool(pdf.Root.MarkInfo.Marked)
    assert pdf.Root.Lang == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert pdf.docinfo.Title == "A sample review"
    assert pdf.docinfo.Author == "Ada Example, Ben Łukasz"
    assert pdf.docinfo.Subject == "Worked example; not the article."
    assert pdf.docinfo.Keywords == "attachment, infants"


def test_it_claims_pdf_ua_and_holds_no_date(pdf):
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert "/CreationDate" not in pdf.docinfo


def test_its_syntax_is_clean(pdf):
    assert pdf.check_pdf_syntax() == []


def test_every_figure_has_its_text_alternative(pdf):
    alternatives = [str(element.Alt) for element in elements(pdf, "/Figure")]
    assert alternatives == [f"Forest plot {name}: one study, risk ratio 0.71." for name in ("fig-flow", "fig-forest")]


def test_headings_are_tagged_by_level(pdf):
    count = Counter(str(element.S) for level in range(1, 7) for element in elements(pdf, f"/H{level}"))
    assert count == {"/H1": 1, "/H2": 6, "/H3": 1, "/H4": 1, "/H5": 1}


def test_cells_know_their_heads(pdf):
    heads = {str(element.ID) for element in elements(pdf, "/TH")}
    cells = elements(pdf, "/TD")
    assert len(heads) == 3 + 4 + 8 + 1 + 4 + 1
    assert cells
    for cell in cells:
        assert {str(name) for name in cell.A.Headers} <= heads
        assert len(cell.A.Headers) == 2


def test_bookmarks_follow_the_headings(pdf):
    with pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "Abstract", "1 Introduction", "2 Methods", "3 Results", "Declarations", "References",
        ]  # fmt: skip
        assert [item.title for item in outline.root[2].children] == ["2.1 Electronic searches"]


def test_all_fonts_are_ours_and_inside(pdf):
    fonts = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
    assert fonts
    for font in fonts:
        below = font.DescendantFonts[0]
        assert "+Source-S" in str(below.BaseFont)
        assert {"/FontFile2", "/FontFile3"} & set(below.FontDescriptor.keys())
        assert "/ToUnicode" in font


def test_figures_are_vectors(pdf):
    images = [name for page in pdf.pages for name, item in page.Resources.get("/XObject", {}).items()
              if item.get("/Subtype") == "/Image"]  # fmt: skip
    assert images == []


def test_citations_lead_to_their_references(pdf):
    links = [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
    assert any("ref-toth2006" in str(note.get("/Dest", "")) for note in links)
    assert any(note.get("/A", {}).get("/URI") == "https://doi.org/10.1/x" for note in links)
    assert all("/Contents" in note for note in links)


def test_nothing_in_it_acts_by_itself(data):
    assert not any(word in data for word in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/EmbeddedFile"))


def test_all_text_hangs_in_the_tree_of_tags_but_heads_and_numbers_of_pages(pdf):
    marked = {(page, mark) for page, mark, _, _ in structure(pdf)}
    for number, page in enumerate(pdf.pages):
        loose = [text for mark, text, *_ in drawn(page) if (number, mark) not in marked]
        notice = "Worked example; not the article."
        foot = f"Page {number + 1} of {len(pdf.pages)}"
        assert [text for text in loose if text != "Toth 2006 0.71"] == (
            [notice] if number == 0 else ["Sample review", notice]
        ) + [foot]


def test_words_of_pictures_running_heads_and_page_numbers_are_not_of_the_text(data):
    words = pdf_words(data)
    assert "Page" not in words
    assert words.count("Worked") == 1
    assert "•" not in words


def test_words_broken_over_lines_are_whole_again():
    long = "alpha-beta-gamma/delta pre- and post-natal – or not — at https://doi.org/10.1080/02646838.2016.1222357 "
    made = resolved(paragraph(long * 12), table([row(long * 3, "Follow-up", "n")]))
    words = pdf_words(write_pdf(made, Style()))
    assert words == (long * 12 + "Table 1 A small table Study Events n " + long * 3 + "Follow-up n").split()


def test_heads_said_again_on_the_next_page_are_said_once():
    rows = [row(f"Study {number}", "1", "2") for number in range(120)]
    words = pdf_words(write_pdf(resolved(table(rows)), Style()))
    assert words.count("Events") == 1
    assert words.count("Study") == 121


def test_own_numbers_of_a_title_do_not_hide_it_from_the_contents():
    made = resolved(heading(0, "T", "t"), heading(1, "One", "one", "1"), figure())
    with pikepdf.open(io.BytesIO(write_pdf(made, Style()))) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["1 One"]
