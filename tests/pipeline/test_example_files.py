"""The example's files, opened with the tools that others would open them with."""

import io
import re

import pikepdf
import pytest
from lxml import etree
from playwright.sync_api import sync_playwright

from reportgen.document import Figure, Table, plain_text, walk_blocks
from tests.pipeline.built import assembled, written
from tests.writers.docx_words import docx_parts, docx_words
from tests.writers.outside_tools import open_xml_errors, pdf_by_libreoffice, pdf_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def blocks():
    return list(walk_blocks(assembled().resolved.document.blocks))


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return pdf_by_libreoffice(written()["manuscript.docx"], tmp_path_factory.mktemp("office"))


def test_the_open_xml_validator_finds_nothing_wrong(tmp_path):
    assert open_xml_errors(written()["manuscript.docx"], tmp_path) == []


def test_the_word_file_has_the_tables_figures_captions_and_footnotes_of_the_tree(blocks):
    parts = docx_parts(written()["manuscript.docx"])
    body = etree.fromstring(parts["word/document.xml"])
    tables = sum(isinstance(block, Table) for block in blocks)
    figures = sum(isinstance(block, Figure) for block in blocks)
    assert (tables, figures) == (3, 4)
    captions = [
        p
        for p in body.iter(f"{W}p")
        if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val") == "Caption"
    ]
    notes = etree.fromstring(parts["word/footnotes.xml"]).findall(f"{W}footnote")
    assert len(list(body.iter(f"{W}tbl"))) == tables
    assert len(list(body.iter(f"{W}drawing"))) == figures
    assert len(captions) == tables + figures
    assert len([note for note in notes if note.get(f"{W}type") is None]) == len(assembled().resolved.footnotes) == 2


LONGEST_GAP = 700
"""Characters that may stand between two words of the text: a footnote, a running head, a repeated row of heads."""


def test_libreoffice_prints_the_words_of_the_tree_in_order(office):
    """Blanks do not count: LibreOffice may break a long word of a narrow column in two."""
    words = docx_words(written()["manuscript.docx"])
    notes = sum(len(plain_text(note.children).split()) for note in assembled().resolved.footnotes)
    printed = re.sub(r"[\s\u00ad]", "", pdf_text(office))
    place, gaps = 0, []
    for word in words[: len(words) - notes]:
        found = printed.find(word, place)
        assert found >= 0, (word, printed[place : place + 80])
        gaps.append(found - place)
        place = found + len(word)
    assert max(gaps) < LONGEST_GAP
    assert sum(gap > 0 for gap in gaps) < 100


def test_the_pdf_is_tagged_titled_and_has_its_fonts_and_pictures_as_vectors(program):
    with pikepdf.open(io.BytesIO(written()["manuscript.pdf"])) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]).startswith("Parent-infant psychotherapy")
        assert "10.1080/02646838.2016.1222357" in str(pdf.docinfo.get("/Subject", ""))
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        assert images == []
        assert fonts
        assert all(any(key in font for key in ("/FontFile", "/FontFile2", "/FontFile3")) for font in fonts)
        assert len(figures) == 4
        assert all(len(str(figure.Alt)) > 40 for figure in figures)
        assert not pdf.check_pdf_syntax()
        wide = [page.mediabox[2] > page.mediabox[3] for page in pdf.pages]
        assert True in wide
        assert not wide[-1]


def test_axe_finds_nothing_serious_in_the_web_page_and_nothing_is_fetched(tmp_path, program, node_package):
    path = tmp_path / "manuscript.html"
    path.write_bytes(written()["manuscript.html"])
    axe = node_package("axe-core/axe.min.js").read_text(encoding="utf-8")
    fetched = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(path.as_uri())
        page.evaluate(axe)
        found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.impact])")
        browser.close()
    assert [id_ for id_, impact in found if impact in {"serious", "critical"}] == []
    assert [url for url in fetched if not url.startswith(("data:", "file:"))] == []


def test_every_picture_has_an_alternative_with_its_numbers():
    alternatives = {name: figure.drawing.alt for name, figure in assembled().exhibits.figures.items()}
    assert "8.93" in alternatives["attachment"]
    assert "2604" in alternatives["flow"]
    assert all(40 < len(text) <= 250 for text in alternatives.values())
