"""Each node type has a handler of its own: without it the words of the file change."""

import pytest

from reportgen.style import Style
from reportgen.writers.docx import blocks, inlines, write_docx
from tests.writers.docx_words import docx_words
from tests.writers.trees import sample

BLOCKS = ("heading", "paragraph", "list", "quote", "table", "figure", "references")
INLINES = (
    "text", "emphasis", "strong", "superscript", "subscript", "line_break", "link", "number", "datum", "citation",
    "cross_ref", "footnote", "note_mark",
)  # fmt: skip


@pytest.mark.parametrize(
    ("module", "name"), [*((blocks, name) for name in BLOCKS), *((inlines, name) for name in INLINES)]
)
def test_words_are_missing_without_the_handler_of_a_node_type(module, name, monkeypatch):
    whole = docx_words(write_docx(sample(), Style()))
    monkeypatch.setattr(module, f"write_{name}", lambda *args, **kwargs: None)
    assert docx_words(write_docx(sample(), Style())) != whole
