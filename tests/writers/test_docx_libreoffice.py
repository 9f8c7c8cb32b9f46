"""The Word file as LibreOffice lays it out: every word in its order, pages turned where they should be."""

import re

import pypdf
import pytest

from reportgen.style import Style
from reportgen.writers.docx import write_docx
from tests.writers.docx_words import docx_words
from tests.writers.outside_tools import pdf_by_libreoffice, pdf_text
from tests.writers.trees import sample

NOTES = ["A", "first", "note", "with", "emphasis.", "A", "second", "note."]


@pytest.fixture(scope="module")
def data():
    return write_docx(sample(), Style())


@pytest.fixture(scope="module")
def pdf(data, tmp_path_factory):
    return pdf_by_libreoffice(data, tmp_path_factory.mktemp("office"))


def whole_words(words):
    """Return words of letters alone, for raised marks are set apart or not as the page is read."""
    return [word for word in words if re.fullmatch(r"[^\W\d]{2,}[.,;:]?", word)]


def test_every_word_is_printed_in_order(data, pdf):
    words = docx_words(data)
    assert words[-len(NOTES) :] == NOTES
    printed = iter(pdf_text(pdf).split())
    missing = [word for word in whole_words(words[: -len(NOTES)]) if word not in printed]
    assert missing == []


def test_the_notes_and_the_running_head_are_printed(pdf):
    text = " ".join(pdf_text(pdf).split())
    assert " ".join(NOTES[:5]) in text
    assert "Sample review Worked example; not the article." in text
    assert "Page 1 of" in text


def test_pages_turn_and_turn_back_and_none_is_empty(pdf):
    pages = pypdf.PdfReader(pdf).pages
    ways = "".join("w" if page.mediabox.width > page.mediabox.height else "h" for page in pages)
    assert re.fullmatch("h+w+h+", ways)
    assert all(len(page.extract_text().split()) > 12 for page in pages)


def test_each_figure_is_printed_at_its_full_resolution(pdf):
    widths = {picture.image.width for page in pypdf.PdfReader(pdf).pages for picture in page.images}
    assert widths == {1181, 2835}
