"""A Word file in the form of a journal: line numbers in every section, one font, its size, wide lines, margins."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from reportgen.document import Anchor, CrossRef, Text
from reportgen.style import PageForm, Style
from reportgen.writers.docx import write_docx
from tests.writers.outside_tools import open_xml_errors
from tests.writers.trees import paragraph, resolved, sample

FORM = PageForm(font="Times New Roman", font_pt=12, line_spacing=2, margin_mm=25.4, line_numbers="continuous")


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(f"word/{name}.xml").decode()


def test_without_a_form_the_file_is_what_it_was():
    assert write_docx(sample(), Style()) == write_docx(sample(), Style(), PageForm())


@pytest.mark.parametrize(("asked", "written"), [("continuous", "continuous"), ("page", "newPage")])
def test_every_section_numbers_its_lines(asked, written):
    data = write_docx(sample(), Style(), PageForm(line_numbers=asked))
    sections = re.findall(r"<w:sectPr.*?</w:sectPr>", part(data, "document"), re.DOTALL)
    assert len(sections) > 1
    for section in sections:
        assert f'<w:lnNumType w:countBy="1" w:restart="{written}"/>' in section


def test_no_line_is_numbered_unless_it_is_asked_for():
    assert "lnNumType" not in part(write_docx(sample(), Style(), PageForm(line_spacing=2)), "document")


def test_one_font_is_used_throughout():
    data = write_docx(sample(), Style(), FORM)
    fonts = set(re.findall(r'<w:rFonts w:ascii="([^"]*)"', part(data, "styles")))
    assert fonts == {"Times New Roman"}


def style(data: bytes, name: str) -> str:
    return re.search(rf'<w:style [^>]*w:styleId="{name}".*?</w:style>', part(data, "styles"), re.DOTALL)[0]


def test_lines_of_text_are_wide_apart_and_those_of_tables_are_not():
    data = write_docx(sample(), Style(), FORM)
    defaults = re.search(r"<w:docDefaults>.*?</w:docDefaults>", part(data, "styles"), re.DOTALL)[0]
    assert 'w:line="480"' in defaults
    assert 'w:sz w:val="24"' in defaults
    assert 'w:line="480"' in style(data, "Caption")
    assert 'w:line="240"' in style(data, "TableText")
    for name in ("BodyText", "Abstract", "Bibliography", "Quote"):
        assert 'w:line="' not in style(data, name) or 'w:line="480"' in style(data, name)


@pytest.mark.parametrize("name", ["Abstract", "Bibliography", "Quote", "Affiliation", "Caption"])
def test_all_text_has_the_size_that_is_asked_for(name):
    assert set(re.findall(r'w:sz w:val="(\d+)"', style(write_docx(sample(), Style(), FORM), name))) <= {"24"}


def test_margins_are_those_that_are_asked_for_on_every_page():
    found = re.findall(
        r'<w:pgMar w:top="(\d+)" w:right="(\d+)" w:bottom="(\d+)" w:left="(\d+)"',
        part(write_docx(sample(), Style(), FORM), "document"),
    )
    assert {int(side) for sides in found for side in sides} == {1440}


def test_the_open_xml_validator_finds_nothing(tmp_path: Path):
    assert open_xml_errors(write_docx(sample(), Style(), FORM), tmp_path) == []


def test_a_page_number_is_a_field_that_word_renews(tmp_path: Path):
    made = resolved(
        paragraph(Text("Before. "), Anchor("item-5"), Text("Here.")),
        paragraph(Text("See page "), CrossRef(target="item-5", shown="7", page=True)),
    )
    data = write_docx(made, Style())
    body = part(data, "document")
    assert '<w:bookmarkStart w:id="0" w:name="item_5"/><w:bookmarkEnd w:id="0"/>' in body
    assert re.search(r"<w:instrText[^>]*> PAGEREF item_5 \\h </w:instrText>", body)
    assert open_xml_errors(data, tmp_path) == []
