from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from reportgen import resources
from reportgen.figures import draw_forest
from reportgen.style import Style
from tests.figures.samples import bcg, blocks_of, single

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[2]

HASHES = """
import hashlib
from reportgen.figures import draw_forest
from reportgen.style import Style
from tests.figures.samples import bcg, blocks_of
review = bcg(subgroups=True)
drawing = draw_forest(blocks_of(review), review, Style(), name="x")
for kind in ("svg", "png", "pdf"):
    print(hashlib.sha256(drawing.render(kind, 120)).hexdigest())
"""


@pytest.fixture(scope="module")
def drawing():
    review = bcg(subgroups=True)
    return draw_forest(blocks_of(review), review, Style(), name="x")


def svg_of(review):
    return ET.fromstring(draw_forest(blocks_of(review), review, Style(), name="x").render("svg", 0))  # noqa: S314 - our own output


def test_another_process_with_other_settings_draws_the_same_bytes(drawing, tmp_path):
    (tmp_path / "matplotlibrc").write_text("savefig.dpi: 55\nlines.linewidth: 9\npdf.fonttype: 3\ntext.hinting: none\n")
    other = os.environ | {"PYTHONHASHSEED": "77", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "MATPLOTLIBRC": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", HASHES], env=other, cwd=ROOT, check=True, capture_output=True, text=True
    )
    here = [hashlib.sha256(drawing.render(kind, 120)).hexdigest() for kind in ("svg", "png", "pdf")]
    assert done.stdout.split() == here


def test_svg_has_the_size_in_millimetres_and_text_as_text_in_the_shipped_family(drawing):
    root = ET.fromstring(drawing.render("svg", 0))  # noqa: S314 - our own output
    assert (root.get("width"), root.get("role")) == ("170mm", "img")
    assert root.get("font-family", "").startswith("'Source Sans 3'")
    shown = [node.text for node in root.iter(f"{SVG}text")]
    assert {"Aronson 1948", "191,064", "Favours BCG", "0.05"} <= set(shown)
    assert root.get("aria-label") == drawing.alt


def test_svg_has_a_group_for_each_study_total_and_the_axis(drawing):
    root = ET.fromstring(drawing.render("svg", 0))  # noqa: S314 - our own output
    ids = [node.get("id", "") for node in root.iter(f"{SVG}g")]
    assert len(ids) == len(set(ids))
    assert (sum(id_.startswith("study-") for id_ in ids), sum(id_.startswith("total-") for id_ in ids)) == (13, 4)
    axis = next(node for node in root.iter(f"{SVG}g") if node.get("id") == "axis")
    assert [node.text for node in axis.iter(f"{SVG}text")] == ["0.05", "0.2", "1", "5", "20", "Risk ratio (log scale)"]


def test_png_is_rgb_at_its_resolution_and_exact_size(drawing):
    with Image.open(BytesIO(drawing.render("png", 300))) as picture:
        assert picture.mode == "RGB"
        assert picture.size == (round(drawing.width_mm * 300 / 25.4), round(drawing.height_mm * 300 / 25.4))
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert picture.getpixel((0, 0)) == (255, 255, 255)


def test_pdf_is_a_vector_page_with_embedded_truetype_and_no_date(drawing):
    data = drawing.render("pdf", 0)
    reader = PdfReader(BytesIO(data))
    page = reader.pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert {font["/Subtype"] for font in fonts} == {"/Type0"}
    assert all("SourceSans3" in font["/BaseFont"] for font in fonts)
    assert page.mediabox.width == pytest.approx(drawing.width_mm * 72 / 25.4, abs=0.01)
    assert "Aronson 1948" in page.extract_text()
    assert b"CreationDate" not in data


def test_markup_in_names_is_text_and_control_characters_are_dropped():
    root = svg_of(single({'<script>alert("x")</script>&amp;\x00\x0b\x1b': ((1, 20), (3, 21))}))
    shown = "".join(node.text or "" for node in root.iter(f"{SVG}text"))
    assert '<script>alert("x")</script>&amp;' in shown
    assert root.find(f".//{SVG}script") is None


def test_a_dollar_sign_is_a_dollar_sign_and_no_formula():
    review = single({r"A $\frac{1}{2}$ 2001": ((1, 20), (3, 21))}, names=("$x_1$", "C"))
    drawing = draw_forest(blocks_of(review), review, Style(), name="x")
    assert r"A $\frac{1}{2}$ 2001" in PdfReader(BytesIO(drawing.render("pdf", 0))).pages[0].extract_text()


def test_html_needs_no_matplotlib():
    code = "import sys\n" + HASHES.replace('("svg", "png", "pdf")', '("svg",)') + "print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split()[-1] == "False"


def test_nothing_of_the_machine_is_in_a_picture(drawing):
    for kind in ("svg", "pdf"):
        assert not re.search(rb"/(home|root|tmp|usr|work)/", drawing.render(kind, 0))


def test_a_megabyte_of_name_is_cut_before_it_is_drawn():
    review = single({"A" * 1_000_000: ((1, 20), (3, 21))}, names=("B" * 1_000_000, "C"))
    drawing = draw_forest(blocks_of(review), review, Style(), name="x")
    assert len(drawing.render("svg", 0)) < 60_000


def test_the_fonts_of_the_review_are_tried_after_the_shipped_ones():
    serif = next(path for path in resources.font_files() if path.name == "SourceSerif-Regular.ttf")
    review = replace(single({"A 2001": ((1, 20), (3, 21))}), font_paths=(serif,))
    svg = draw_forest(blocks_of(review), review, Style(), name="x").render("svg", 0)
    assert b"'Source Sans 3', 'Source Serif 4', sans-serif" in svg
