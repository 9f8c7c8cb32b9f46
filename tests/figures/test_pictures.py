"""Key pictures look as their references do; `make pictures` renews these after a change that is meant to be seen."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageFilter

from reportgen.figures.canvas import GroupMark, ShapeMark
from reportgen.figures.matplotlib_page import page_as_png
from tests.figures.faults import LETTERING
from tests.figures.key_pictures import DPI, FOLDER, drawn_anew
from tests.figures.pixels import difference
from tests.figures.samples import bcg, page


@pytest.fixture(scope="module")
def drawn():
    return dict(drawn_anew())


def test_every_picture_looks_as_its_reference(drawn):
    kept = {path.stem: path.read_bytes() for path in FOLDER.glob("*.png")}
    assert sorted(kept) == sorted(drawn)
    apart = {name: found for name in drawn if not (found := difference(kept[name], drawn[name])).bearable}
    assert apart == {}, "if this is meant, look at the pictures and run `make pictures`"


def test_the_references_are_small(drawn):
    assert 0 < sum(path.stat().st_size for path in FOLDER.glob("*.png")) < 1_000_000


# ---- the comparison itself


def png(marks):
    return page_as_png(replace(page(bcg()), marks=marks), LETTERING, DPI)


def changed(change):
    """Return the BCG plot as PNG, and the same with `change` made to the marks of its first study."""
    marks = page(bcg()).marks
    study = next(mark for mark in marks if isinstance(mark, GroupMark) and mark.kind == "study")
    return png(marks), png(tuple(change(mark) if mark is study else mark for mark in marks))


def moved_square(study):
    shape = next(mark for mark in study.marks if isinstance(mark, ShapeMark))
    aside = replace(shape, points=tuple((x + 4, y) for x, y in shape.points))
    return replace(study, marks=tuple(aside if mark is shape else mark for mark in study.marks))


def other_number(study):
    return replace(
        study, marks=tuple(replace(m, text="123.4") if getattr(m, "text", "") == "4" else m for m in study.marks)
    )


def no_name(study):
    return replace(study, marks=study.marks[1:])


@pytest.mark.parametrize("change", [moved_square, other_number, no_name])
def test_a_change_of_one_mark_is_seen(change):
    assert not difference(*changed(change)).bearable


def test_the_same_picture_and_one_with_other_smoothing_of_edges_are_borne():
    same, _ = changed(lambda study: study)
    with Image.open(BytesIO(same)) as picture:
        stream = BytesIO()
        Image.blend(picture, picture.filter(ImageFilter.GaussianBlur(0.4)), 0.5).save(stream, format="png")
    assert difference(same, same).mean == 0
    assert difference(same, stream.getvalue()).mean > 0
    assert difference(same, stream.getvalue()).bearable


def test_a_picture_of_another_size_is_another_picture():
    whole = page(bcg())
    larger = page_as_png(replace(whole, height=whole.height + 2), LETTERING, DPI)
    assert not difference(png(whole.marks), larger).bearable
