from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from reportgen import resources
from reportgen.errors import DataError
from reportgen.figures import draw_forest
from reportgen.figures.canvas import GroupMark, Page, TextMark
from reportgen.figures.glyphs import font_face
from reportgen.figures.lettering import Lettering
from reportgen.figures.outlines import page_as_outlined_svg
from reportgen.style import Style
from tests.figures.samples import bcg, blocks_of, page, texts

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
LETTERING = Lettering()


def outlined(*marks, lettering=LETTERING):
    data = page_as_outlined_svg(Page(width=200, height=100, marks=marks), lettering, "a < b")
    return ET.fromstring(data)  # noqa: S314 - our own output


def moved(root):
    """Return where each text was moved to, in points."""
    places = [re.match(r"translate\((\S+) (\S+)\)", g.get("transform", "")) for g in root.iter(f"{SVG}g")]
    return [(float(found[1]), float(found[2])) for found in places if found]


def test_a_forest_plot_has_no_text_and_a_glyph_for_each_letter_that_is_seen():
    drawn = page(bcg(subgroups=True))
    data = page_as_outlined_svg(drawn, LETTERING, "alt")
    root = ET.fromstring(data)  # noqa: S314 - our own output
    letters = sum(not letter.isspace() for mark in texts(drawn.marks) for letter in mark.text)
    assert root.find(f".//{SVG}text") is None
    assert len(list(root.iter(f"{SVG}use"))) == letters
    assert page_as_outlined_svg(drawn, Lettering(), "alt") == data


def test_a_drawing_gives_outlines_with_its_text_alternative():
    review = bcg()
    drawing = draw_forest(blocks_of(review), review, Style(), name="x")
    root = ET.fromstring(drawing.render("svg-outlined", 0))  # noqa: S314 - our own output
    assert (root.get("aria-label"), root.find(f".//{SVG}text")) == (drawing.alt, None)


def test_ids_are_unique_even_where_a_group_is_named_like_a_glyph():
    root = outlined(GroupMark(id="glyph-1", kind="study", marks=(TextMark(x=0, y=9, text="abba", size=9),)))
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    uses = [use.get(HREF, "")[1:] for use in root.iter(f"{SVG}use")]
    assert len(ids) == len(set(ids)) == 3
    assert (uses[0], uses[1]) == (uses[3], uses[2])
    assert set(uses) == set(ids) - {"glyph-1"}


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(("anchor", "share"), [("start", 0.0), ("middle", 0.5), ("end", 1.0)])
def test_a_text_takes_the_width_it_was_measured_with(anchor, share, bold):
    mark = TextMark(x=100, y=50, text="Ångström 0.71", size=9, anchor=anchor, bold=bold)
    width = LETTERING.width(mark.text, 9, bold)
    root = outlined(mark)
    last = [float(use.get("x", "")) for use in root.iter(f"{SVG}use")][-1] * 9 / 1000
    assert moved(root) == [pytest.approx((100 - share * width, 50), abs=0.006)]
    assert last + LETTERING.width("1", 9, bold) == pytest.approx(width, abs=0.001)


def test_a_turned_text_ends_above_its_place():
    root = outlined(TextMark(x=100, y=50, text="abc", size=9, anchor="end", turned=True))
    assert moved(root) == [pytest.approx((100, 50 + LETTERING.width("abc", 9)), abs=0.006)]


def test_each_face_has_outlines_of_its_own():
    faces = [{}, {"bold": True}, {"italic": True}, {"bold": True, "italic": True}]
    root = outlined(*(TextMark(x=0, y=9, text="a", size=9, **face) for face in faces))
    assert len({path.get("d") for path in root.iter(f"{SVG}path")}) == 4


def test_a_letter_the_first_font_lacks_is_drawn_by_the_next():
    serif = next(path for path in resources.font_files() if path.name == "SourceSerif-Regular.ttf")
    own = set(font_face(serif).advances) - set(LETTERING.faces()[0].advances)
    mark = TextMark(x=0, y=9, text=chr(max(own)), size=9)
    paths = [outlined(mark, lettering=Lettering(fallback=fonts)).find(f".//{SVG}path") for fonts in ((), (serif,))]
    assert paths[0].get("d") != paths[1].get("d")


def test_letters_never_seen_take_no_glyph():
    assert len(list(outlined(TextMark(x=0, y=9, text="a\u200bb\u00ad", size=9)).iter(f"{SVG}use"))) == 2


def test_a_font_without_outlines_is_named(tmp_path: Path):
    from fontTools.ttLib import TTFont

    with TTFont(LETTERING.faces()[0].path) as font:
        font["cmap"].tables = [table for table in font["cmap"].tables if table.isUnicode()]
        for table in font["cmap"].tables:
            table.cmap = {0x6F22: "a"}
        del font["glyf"], font["loca"]
        font.save(tmp_path / "empty.ttf")
    with pytest.raises(DataError, match=r"empty\.ttf"):
        outlined(TextMark(x=0, y=9, text="漢", size=9), lettering=Lettering(fallback=(tmp_path / "empty.ttf",)))
