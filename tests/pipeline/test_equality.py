"""The three formats say the same words and numbers in the same order."""

import pytest

from reportgen.style import Style
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.markup import blocks, inlines
from reportgen.writers.pdf import write_pdf
from tests.pipeline.built import written
from tests.writers.docx_words import docx_words
from tests.writers.html_words import html_words
from tests.writers.pdf_words import pdf_words
from tests.writers.trees import sample

NODES = [
    *((blocks, name) for name in ("heading", "paragraph", "list", "quote", "table", "figure", "references")),
    *((inlines, name) for name in ("text", "emphasis", "strong", "superscript", "subscript", "line_break", "link")),
    *((inlines, name) for name in ("number", "datum", "citation", "cross_ref", "footnote", "note_mark")),
]
each_node = pytest.mark.parametrize(("module", "name"), NODES, ids=[name for _, name in NODES])


def first_difference(one, other):
    for i, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return i, one[max(0, i - 5) : i + 6], other[max(0, i - 5) : i + 6]
    return None if len(one) == len(other) else (min(len(one), len(other)), one[-5:], other[-5:])


def test_the_word_file_of_the_example_reads_like_the_web_page():
    page = html_words(written()["manuscript.html"])
    assert len(page) > 5000
    assert first_difference(page, docx_words(written()["manuscript.docx"])) is None


def test_the_pdf_of_the_example_reads_like_the_web_page():
    page = html_words(written()["manuscript.html"])
    assert first_difference(page, pdf_words(written()["manuscript.pdf"])) is None


def test_a_tree_with_every_kind_of_node_reads_the_same_in_all_formats():
    page = html_words(write_html(sample(), Style()))
    assert first_difference(page, docx_words(write_docx(sample(), Style()))) is None
    assert first_difference(page, pdf_words(write_pdf(sample(), Style()))) is None


@each_node
def test_the_comparison_sees_a_node_type_that_the_web_page_lacks(module, name, monkeypatch):
    whole = docx_words(write_docx(sample(), Style()))
    monkeypatch.setattr(module, f"write_{name}", lambda *_args, **_kwargs: None)
    assert first_difference(whole, html_words(write_html(sample(), Style()))) is not None


@each_node
def test_the_comparison_sees_a_node_type_that_the_pdf_lacks(module, name, monkeypatch):
    whole = docx_words(write_docx(sample(), Style()))
    monkeypatch.setattr(module, f"write_{name}", lambda *_args, **_kwargs: None)
    assert first_difference(whole, pdf_words(write_pdf(sample(), Style()))) is not None
