"""Pictures for print, opened and measured: EPS, TIFF, shades of grey, wider paper."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from reportgen.figures import PICTURES, draw_forest
from reportgen.figures.canvas import CircleMark, GroupMark, LineMark, Page, ShapeMark, TextMark
from reportgen.figures.eps import page_as_eps
from reportgen.figures.grey import grey_of
from reportgen.figures.lettering import Lettering
from reportgen.style import Style
from tests.figures.samples import bcg, blocks_of, page, texts

LZW, RGB = 5, 2
COMPRESSION, PHOTOMETRIC, EXTRA_SAMPLES, DATE = 259, 262, 338, 306


@pytest.fixture(scope="module")
def drawing():
    review = bcg(subgroups=True)
    return draw_forest(blocks_of(review), review, Style(), name="x")


def opened(data):
    return Image.open(BytesIO(data))


def eps(*marks):
    return page_as_eps(Page(width=200, height=100, marks=marks), Lettering()).decode("ascii").splitlines()


def drawn(lines):
    """Return the words of the page of an EPS file, without prologue and frame."""
    start = lines.index("0 100 translate 1 -1 scale")
    return " ".join(lines[start + 1 : lines.index("grestore end")])


# ---- pixels


@pytest.mark.parametrize("dpi", [300, 600])
def test_tiff_is_one_flat_layer_of_exact_size_with_its_resolution(drawing, dpi):
    with opened(drawing.render("tiff", dpi)) as picture:
        assert picture.mode == "RGB"
        assert picture.size == (round(drawing.width_mm * dpi / 25.4), round(drawing.height_mm * dpi / 25.4))
        assert picture.info["dpi"] == (dpi, dpi)
        assert (picture.tag_v2[COMPRESSION], picture.tag_v2[PHOTOMETRIC], picture.n_frames) == (LZW, RGB, 1)
        assert {EXTRA_SAMPLES, DATE}.isdisjoint(picture.tag_v2)


def test_tiff_and_png_hold_the_same_pixels(drawing):
    with opened(drawing.render("tiff", 150)) as one, opened(drawing.render("png", 150)) as other:
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("kind", ["png", "tiff"])
def test_grey_pixels_have_one_channel_and_are_as_light_as_the_colours(drawing, kind):
    with opened(drawing.render(kind, 100, grey=True)) as grey, opened(drawing.render(kind, 100)) as colour:
        assert grey.mode == "L"
        shades, light = grey.tobytes(), colour.convert("L").tobytes()
    assert max(abs(a - b) for a, b in zip(shades, light, strict=True)) <= 2
    assert len(set(shades)) > 50


@pytest.mark.parametrize("kind", ["svg", "svg-outlined", "eps", "pdf"])
def test_vectors_in_grey_name_no_colour(drawing, kind):
    def colours(data):
        text = data.decode("latin-1")
        found = re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b", text)
        return found + re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) k\b", text)

    if kind == "pdf":
        with pikepdf.open(BytesIO(drawing.render(kind, 0, grey=True))) as file:
            drawn_ = pikepdf.parse_content_stream(file.pages[0])
            sets = [tuple(map(float, step.operands)) for step in drawn_ if str(step.operator) in {"rg", "RG"}]
            used = {str(step.operator) for step in drawn_}
        assert all(len(set(shares)) == 1 for shares in sets)
        assert used & {"g", "rg"}
        return
    assert any(len(set(shares)) > 1 for shares in colours(drawing.render(kind, 0)))
    assert all(len(set(shares)) == 1 for shares in colours(drawing.render(kind, 0, grey=True)))


@pytest.mark.parametrize(
    ("colour", "grey"), [("#000000", "#000000"), ("#ffffff", "#ffffff"), ("#ff0000", "#4c4c4c"), ("", "")]
)
def test_a_colour_becomes_the_grey_that_is_as_light(colour, grey):
    assert grey_of(colour) == grey


# ---- EPS


def test_eps_has_the_exact_size_and_asks_for_no_font(drawing):
    text = drawing.render("eps", 0).decode("ascii")
    width, height = drawing.width_mm * 72 / 25.4, drawing.height_mm * 72 / 25.4
    assert text.startswith("%!PS-Adobe-3.0 EPSF-3.0\n")
    exact = [float(size) for size in re.findall(r"^%%HiResBoundingBox: 0 0 (\S+) (\S+)$", text, re.MULTILINE)[0]]
    whole = [int(size) for size in re.findall(r"^%%BoundingBox: 0 0 (\d+) (\d+)$", text, re.MULTILINE)[0]]
    assert exact == pytest.approx([width, height], abs=0.006)
    assert all(0 <= size - near < 1 for size, near in zip(whole, exact, strict=True))
    for word in ("findfont", "setfont", "show", "Font", "Date", "setpagedevice", "showpage"):
        assert word not in text
    assert max(map(len, text.splitlines())) < 256


def test_eps_draws_a_letter_for_each_that_is_seen():
    shown = page(bcg(subgroups=True))
    text = page_as_eps(shown, Lettering()).decode("ascii")
    letters = sum(not letter.isspace() for mark in texts(shown.marks) for letter in mark.text)
    body = text[text.index("%%Page: 1 1") :]
    assert len(re.findall(r"\bg\d+\b", body)) == letters
    assert set(re.findall(r"\bg\d+\b", body)) == set(re.findall(r"^/(g\d+) ", text, re.MULTILINE))


def test_eps_restores_every_state_it_saves():
    text = page_as_eps(page(bcg()), Lettering()).decode("ascii")
    body = text[text.index("%%Page: 1 1") :]
    turned_on = len(re.findall(r"\bt\b", body)) + len(re.findall(r"\bgsave\b", body))
    assert turned_on == len(re.findall(r"\bgrestore\b", body)) > 50


def test_eps_draws_marks_where_they_are():
    lines = eps(
        GroupMark(
            id="a",
            kind="study",
            marks=(
                LineMark(points=((1, 2), (3, 4)), width=0.5, colour="#ff0000", dash=(2, 1)),
                ShapeMark(points=((0, 0), (9, 0), (9, 9)), fill="#0000ff", stroke="#00ff00", width=1),
                CircleMark(x=50, y=40, radius=5, fill="", stroke="#000000", width=0.7),
            ),
        )
    )
    assert drawn(lines) == (
        "[2 1] 0 setdash newpath 1 2 m 3 4 l 1 0 0 k 0.5 s [] 0 setdash "
        "newpath 0 0 m 9 0 l 9 9 l z 0 0 1 k f 0 1 0 k 1 s "
        "newpath 50 40 5 a 0 0 0 k 0.7 s"
    )


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({}, "100 50 0 0.009 t"),
        ({"anchor": "end"}, "{left} 50 0 0.009 t"),
        ({"turned": True, "anchor": "end"}, "100 {down} -90 0.009 t"),
    ],
)
def test_a_text_in_eps_begins_where_its_anchor_says(settings, place):
    width = Lettering().width("abc", 9)
    shown = drawn(eps(TextMark(x=100, y=50, text="abc", size=9, **settings)))
    number = f"{100 - width:.2f}".rstrip("0"), f"{50 + width:.2f}".rstrip("0")
    assert shown.startswith(f"0 0 0 k {place.format(left=number[0], down=number[1])} 0 0 g1 ")


def test_hostile_text_in_eps_is_only_letters():
    lines = eps(TextMark(x=0, y=9, text="%!PS (file) deletefile \\) showpage", size=9))
    assert "deletefile" not in "\n".join(lines)
    assert "showpage" not in "\n".join(lines)


# ---- all formats


@pytest.mark.parametrize("kind", PICTURES)
def test_wider_paper_is_exact_and_leaves_the_picture_as_it_is(drawing, kind):
    data = drawing.render(kind, 127, paper_mm=200.0)
    if PICTURES[kind].pixels:
        with opened(data) as wide, opened(drawing.render(kind, 127)) as usual:
            assert wide.size == (1000, usual.height)
    elif "svg" in kind:
        assert ET.fromstring(data).get("width") == "200mm"  # noqa: S314 - our own output
    else:
        found = re.search(rb"BoundingBox: 0 0 (566\.93) |MediaBox \[ ?0 0 (566\.929\d*) ", data)
        assert found, data[:300]


@pytest.mark.parametrize("kind", PICTURES)
def test_paper_narrower_than_the_picture_changes_nothing(drawing, kind):
    assert drawing.render(kind, 50, paper_mm=10.0) == drawing.render(kind, 50)
