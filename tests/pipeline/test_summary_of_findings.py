"""A review with a summary of findings in all formats: the same words, signs that can be drawn, and one page for it."""

import io
from functools import cache
from pathlib import Path

import pikepdf

from reportgen.pipeline import assemble, outputs
from reportgen.style import Style
from tests.summarised import summarised_review
from tests.writers.docx_words import docx_words
from tests.writers.html_words import html_words
from tests.writers.pdf_words import pdf_runs, pdf_words

STYLE = Style(sections=("results", "tables"))


@cache
def made():
    return assemble(summarised_review(), STYLE, Path())


@cache
def files():
    return outputs(made(), STYLE, ("html", "pdf", "docx"))


def test_all_formats_say_the_same():
    page = html_words(files()["manuscript.html"])
    assert {"⊕⊕⊝⊝", "NNTB", "∞", "Downgraded"} <= set(page)
    assert docx_words(files()["manuscript.docx"]) == page
    assert pdf_words(files()["manuscript.pdf"]) == page


def test_every_sign_is_in_a_font_of_ours():
    assert made().warnings == ()
    assert 'font-family:"Report Signs"' in files()["manuscript.html"].decode()
    with pikepdf.open(io.BytesIO(files()["manuscript.pdf"])) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()]
        names = {str(font.DescendantFonts[0].BaseFont).partition("+")[2] for font in fonts}
    assert any(name.startswith("Report-Signs") for name in names)
    assert all(name.startswith(("Source-S", "Report-Signs")) for name in names)


def test_seven_outcomes_with_their_notes_stand_on_one_page():
    table = made().exhibits.tables["summary-of-findings"]
    assert (len(table.body), len(table.notes)) == (7, 12)
    texts = {}
    for run in pdf_runs(files()["manuscript.pdf"]):
        texts[run.page] = f"{texts.get(run.page, '')} {run.text}"
    wanted = ("Summary of findings:", "No study reported this outcome", "fewer than 20 events")
    (where,) = [page for page, text in texts.items() if all(words in " ".join(text.split()) for words in wanted)]
    with pikepdf.open(io.BytesIO(files()["manuscript.pdf"])) as pdf:
        _, _, width, height = pdf.pages[where].mediabox
        assert width > height


def test_heads_are_marked_and_no_row_spans_another():
    page = files()["manuscript.html"].decode()
    table = page[page.index('id="tbl-summary-of-findings"') :]
    table = table[: table.index("</table>")]
    assert table.count('scope="col"') == 7
    assert table.count('scope="row"') == 7
    assert "rowspan" not in table
    assert "colspan" not in table


def test_every_number_of_the_table_is_in_the_ledger():
    ledger = {(entry.subject, entry.statistic) for entry in made().resolved.ledger}
    for statistic in ("assumed_risk", "risk", "risk_difference", "number_needed_to_treat"):
        assert ("outcome/relapse/absolute", statistic) in ledger
