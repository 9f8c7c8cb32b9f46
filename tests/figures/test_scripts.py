"""Names in scripts that read from right to left or join their letters: one order and one width in all pictures."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.figures.canvas import Page, TextMark
from reportgen.figures.directions import in_visual_order, reads_from_right
from reportgen.figures.drawing import as_drawing
from reportgen.figures.lettering import Lettering
from reportgen.figures.shaping import shaped
from tests.figures.stress.names import ARABIC, CJK, HEBREW, NOTO

LETTERING = Lettering(fallback=tuple(NOTO.values()))
SIZE = 10.0


def picture(text, kind):
    mark = TextMark(x=5.0, y=20.0, text=text, size=SIZE)
    drawing = as_drawing(
        Page(width=400.0, height=30.0, marks=(mark,)), LETTERING, name="x", alt="x", data=None, numbers=()
    )
    return drawing.render(kind, 300)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Smith 2001", [("Smith 2001", False)]),
        ("כהן 1998", [("1998 ", False), ("כהן", True)]),
        ("علي الحسن 2005", [("2005 ", False), ("الحسن", True), (" ", False), ("علي", True)]),
        ("علي الحسن (2005)", [("(2005) ", False), ("الحسن", True), (" ", False), ("علي", True)]),
        ("Levi לוי 2010", [("Levi 2010 ", False), ("לוי", True)]),
        ("Smith (علي) 2005", [("Smith (", False), ("علي", True), (") 2005", False)]),
    ],
)
def test_pieces_stand_in_the_order_of_the_bidirectional_algorithm(text, pieces):
    assert list(in_visual_order(text)) == pieces


@given(st.text(alphabet="ab 12(){}[]אבגءبت", max_size=30))
def test_no_letter_is_lost_or_made(text):
    pieces = in_visual_order(text)
    turned = str.maketrans("()[]{}", "((" + "[[" + "{{")
    assert sorted("".join(piece for piece, _ in pieces).translate(turned)) == sorted(text.translate(turned))


def test_latin_and_chinese_do_not_read_from_the_right():
    assert not any(map(reads_from_right, ("Żółciński 2001", "王小明 2015", "김민수")))
    assert all(map(reads_from_right, (*ARABIC, *HEBREW)))


def test_arabic_letters_join():
    joined = shaped(NOTO["arabic"], "علي")
    alone = [shaped(NOTO["arabic"], letter)[0] for letter in reversed("علي")]
    assert len(joined) == 3
    assert all(glyph.number != single.number for glyph, single in zip(joined, alone, strict=True))


def drawn_width(png):
    """Return the width in points of what a picture shows."""
    from io import BytesIO

    from PIL import Image, ImageChops

    image = Image.open(BytesIO(png)).convert("L")
    left, _, right, _ = ImageChops.invert(image).getbbox()
    return (right - left) * 72 / 300


@pytest.mark.parametrize("text", [*ARABIC, *HEBREW, *CJK])
def test_a_name_is_drawn_as_wide_as_it_was_measured(text):
    # what is drawn lacks the white before its first and behind its last letter
    width = LETTERING.width(text, SIZE)
    assert 0.93 * width - 1.5 <= drawn_width(picture(text, "png")) <= width + 0.6


@pytest.mark.parametrize("text", [*ARABIC, *HEBREW, *CJK])
def test_outlines_stand_where_the_picture_has_its_letters(text):
    svg = picture(text, "svg-outlined").decode()
    places = [float(x) for x in re.findall(r'<use [^>]*x="(-?[0-9.]+)"', svg)]
    assert places
    assert 0 <= min(places) < max(places) < LETTERING.width(text, 1000)


@pytest.mark.parametrize("text", [*ARABIC, *HEBREW])
def test_the_text_of_an_svg_file_is_in_the_order_in_which_it_is_read(text):
    assert f">{text}</text>" in picture(text, "svg").decode()


def test_a_font_that_is_damaged_is_named(tmp_path: Path):
    from reportgen.errors import DataError

    path = tmp_path / "broken.ttf"
    path.write_bytes(b"no font")
    with pytest.raises(DataError, match=r"broken\.ttf"):
        Lettering(fallback=(path,)).width("علي", SIZE)
