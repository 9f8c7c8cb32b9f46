"""Names in many scripts: a review of theirs can be built, with a warning where no font of ours has a character."""

import warnings
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from reportgen.pipeline import assemble
from reportgen.style import Style
from reportgen.writers import WRITERS
from tests.reviews import make_review
from tests.writers.outside_tools import pdf_text

NAMES = (
    "Иванов 2001",
    "Παπαδόπουλος 1999",
    "Nguyễn Thị Minh 2011",
    "王 2003",
    "علي الحسن 2005",
    "כהן 1998",
    "한국 2013",
    "Nguye\u0302\u0303n 2012",
    "\u0924\u0940\u0928 2014",
)
REVIEW = make_review({name: {"x": ((3 + i, 40), (5, 41 + i))} for i, name in enumerate(NAMES)})
ASSEMBLED = assemble(REVIEW, Style(), Path())


def test_scripts_without_a_font_are_warned_of_and_others_are_not():
    scripts = {issue.message.split()[1] for issue in ASSEMBLED.warnings}
    assert scripts == {"CJK", "ARABIC", "HEBREW", "HANGUL", "DEVANAGARI"}
    assert {(issue.code, issue.severity) for issue in ASSEMBLED.warnings} == {("glyph-is-in-fonts", "warning")}
    assert all("fonts:" in issue.hint for issue in ASSEMBLED.warnings)


def test_the_web_page_and_the_word_file_hold_the_names_as_they_are():
    page = WRITERS["html"].write(ASSEMBLED.resolved, Style()).decode()
    word = Document(BytesIO(WRITERS["docx"].write(ASSEMBLED.resolved, Style())))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    for name in NAMES:
        assert name in page
        assert name in cells


def test_the_pdf_is_made_and_its_names_can_be_found(tmp_path):
    path = tmp_path / "names.pdf"
    path.write_bytes(WRITERS["pdf"].write(ASSEMBLED.resolved, Style()))
    text = pdf_text(path)
    assert all(name in text for name in ("Иванов 2001", "Παπαδόπουλος 1999", "Nguyễn Thị Minh 2011", "王 2003"))


@pytest.mark.parametrize("kind", ["svg", "svg-outlined", "png", "pdf"])
def test_pictures_are_drawn_without_a_complaint(kind):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for figure in ASSEMBLED.exhibits.figures.values():
            assert figure.drawing.render(kind, 72)


def test_names_from_right_to_left_are_set_apart_on_the_page():
    page = WRITERS["html"].write(ASSEMBLED.resolved, Style()).decode()
    for name in NAMES:
        apart = f'dir="auto" data-subject="study/{name}">{name}<' in page
        assert apart == (name[0] in "عכ")
