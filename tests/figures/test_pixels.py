"""Pixels: a PNG of our own, and texts drawn letter by letter."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reportgen import resources
from reportgen.figures.canvas import Page, TextMark
from reportgen.figures.letter_paths import letter_path
from reportgen.figures.lettering import Lettering
from reportgen.figures.matplotlib_page import _Brush, _Painter, page_as_png
from reportgen.figures.png import png_file

LETTERING = Lettering()


def shown(*marks, lettering=LETTERING, dpi=144):
    """Return which pixels of a page of 200 by 100 points are dark."""
    data = page_as_png(Page(width=200, height=100, marks=marks), lettering, dpi, grey=True)
    with Image.open(BytesIO(data)) as picture:
        return np.asarray(picture) < 128


def extent(dark):
    """Return left, top, right and bottom of what is dark, in points."""
    rows, columns = np.nonzero(dark)
    return columns.min() / 2, rows.min() / 2, (columns.max() + 1) / 2, (rows.max() + 1) / 2


@given(
    height=st.integers(1, 9),
    width=st.integers(1, 9),
    channels=st.sampled_from([1, 3]),
    dpi=st.integers(72, 1200),
    seed=st.integers(0, 2**31),
)
def test_a_png_holds_the_pixels_it_was_given(height, width, channels, dpi, seed):
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, channels), np.uint8)
    with Image.open(BytesIO(png_file(pixels, dpi))) as picture:
        picture.load()  # checks the sums of all chunks
        assert picture.mode == ("L" if channels == 1 else "RGB")
        assert np.asarray(picture).reshape(pixels.shape).tolist() == pixels.tolist()
        assert picture.info["dpi"] == pytest.approx((dpi, dpi), abs=0.05)


@pytest.mark.parametrize(("anchor", "left"), [("start", 100.0), ("middle", 82.0), ("end", 64.0)])
def test_letters_stand_where_the_text_was_measured(anchor, left):
    size = 36 / LETTERING.width("HHH", 1)
    found = extent(shown(TextMark(x=100, y=60, text="HHH", size=size, anchor=anchor)))
    bearing = 0.09 * size  # white on both sides of an H
    assert found[0] == pytest.approx(left + bearing, abs=0.6)
    assert found[2] == pytest.approx(left + 36 - bearing, abs=0.6)
    assert found[3] == pytest.approx(60, abs=0.6)


def test_a_turned_text_reads_upwards():
    upright = shown(TextMark(x=50, y=60, text="Flow", size=12))
    turned = shown(TextMark(x=50, y=60, text="Flow", size=12, turned=True))
    left, top, right, bottom = extent(upright)
    assert extent(turned) == pytest.approx(
        (50 - (60 - top), 60 - (right - 50), 50 + bottom - 60, 60 - (left - 50)), abs=1
    )


def test_letters_cover_the_pixels_that_the_font_itself_covers(monkeypatch):
    mark = TextMark(x=20, y=60, text="nnmouHH 0.71", size=20)
    by_letters = shown(mark)
    monkeypatch.setattr(_Brush, "_text", _Painter._text)
    whole = shown(mark)
    assert (by_letters ^ whole).sum() < 0.12 * whole.sum()


def test_a_text_of_another_font_is_drawn_by_that_font():
    serif = next(path for path in resources.font_files() if path.name == "SourceSerif-Regular.ttf")
    own = set(Lettering(fallback=(serif,)).faces()[1].advances) - set(LETTERING.faces()[0].advances)
    mark = TextMark(x=20, y=60, text=chr(max(own)), size=20)
    assert shown(mark, lettering=Lettering(fallback=(serif,))).any()


def test_a_blank_text_draws_nothing():
    assert letter_path(TextMark(x=0, y=0, text="  ", size=9), LETTERING) is None
    assert not shown(TextMark(x=20, y=60, text=" ", size=20)).any()
