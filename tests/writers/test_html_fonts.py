"""The shipped fonts, whole and in pieces, hold what manuscripts need."""

import re
from base64 import b64decode
from importlib.util import module_from_spec, spec_from_file_location
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from reportgen import resources
from reportgen.document import FontFile
from reportgen.figures.glyphs import missing_glyphs
from reportgen.writers.html.faces import FACES, PIECES, font_faces, own_faces, piece_of

NEEDED = "τχβακμ²³≤≥−×±≈†‡§¶•☑✓–—‘’“”…\u00a0\u202f\u2009\u2011ŁłőéüßçøñşžᵃᵇⁿΔ"


@pytest.mark.parametrize("path", resources.font_files(), ids=lambda path: path.stem)
def test_every_shipped_font_has_the_signs_of_the_trade(path):
    points = TTFont(BytesIO(path.read_bytes()), lazy=True).getBestCmap()
    assert [sign for sign in NEEDED if ord(sign) not in points] == []


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.stem)
def test_the_pieces_of_a_font_hold_all_its_characters(face):
    whole = set(TTFont(BytesIO(resources.read_bytes(f"fonts/{face.stem}.ttf")), lazy=True).getBestCmap())
    found = set()
    for piece in PIECES:
        points = set(
            TTFont(BytesIO(resources.read_bytes(f"fonts/web/{face.stem}.{piece}.woff2")), lazy=True).getBestCmap()
        )
        assert {piece_of(point) for point in points} <= {piece}
        found |= points
    assert whole - found == {point for point in whole if not piece_of(point)}
    assert {point for point in whole - found if point >= 0x20} == set()


def test_the_licence_travels_with_the_fonts():
    notice = resources.read_text("fonts/OFL.txt")
    assert "SIL OPEN FONT LICENSE Version 1.1" in notice
    for face in FACES:
        piece = TTFont(BytesIO(resources.read_bytes(f"fonts/web/{face.stem}.basic.woff2")), lazy=True)
        assert "Adobe" in piece["name"].getDebugName(0)
        assert "Source" not in (piece["name"].getDebugName(1) or "")


def test_our_font_of_signs_is_carried_where_a_sign_is_used():
    assert "Report Signs" not in font_faces("plain")
    rules = font_faces("⊕⊝")
    assert rules.count("Report Signs") == 1
    assert missing_glyphs("⊕⊝ plain") == ""
    assert "base64" not in own_faces([FontFile(name="own.ttf", data=small_font("⊕"))], "⊕")


def test_our_font_of_signs_is_what_its_tool_draws():
    spec = spec_from_file_location("make_signs_font", Path(__file__).parents[2] / "tools/make_signs_font.py")
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert resources.font_data(resources.signs_font()) == tool.font_of_signs()
    points = TTFont(BytesIO(resources.font_data(resources.signs_font()))).getBestCmap()
    assert set(tool.SIGNS) == set(points) - {0x20}


def test_a_page_carries_only_the_pieces_it_uses():
    plain, polish = font_faces("plain"), font_faces("Łódź")
    assert plain.count("@font-face") == len(FACES)
    assert polish.count("@font-face") == 2 * len(FACES)
    assert font_faces("źŁód") == polish


def test_a_font_of_the_review_is_cut_to_what_the_shipped_ones_lack():
    (data,) = re.findall(r"base64,([^)]+)\)", own_faces([FontFile(name="own.ttf", data=small_font("A漢字"))], "A漢"))
    assert set(TTFont(BytesIO(b64decode(data))).getBestCmap()) == {ord("漢")}


def test_a_font_of_the_review_that_is_not_needed_stays_out():
    assert "base64" not in own_faces([FontFile(name="own.ttf", data=small_font("漢"))], "plain")


def small_font(characters):
    names = [".notdef", *(f"u{ord(character):x}" for character in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(character): name for character, name in zip(characters, names[1:], strict=True)})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 700))
    pen.lineTo((900, 0))
    pen.closePath()
    glyph = pen.glyph()
    builder.setupGlyf(dict.fromkeys(names, glyph))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    target = BytesIO()
    builder.save(target)
    return target.getvalue()
