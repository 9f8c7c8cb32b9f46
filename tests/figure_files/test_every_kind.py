"""Every kind of figure in every shipped style, made for the columns of a journal and measured."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from reportgen.errors import Origin
from reportgen.figures import FIGURES, figure_plans, fit_figure
from reportgen.load import load
from reportgen.model import FigurePlan
from reportgen.quantities import analyse
from reportgen.resources import names, read_text
from reportgen.style import parse_style
from tests.figures.plots import LATITUDES, bcg_review, with_column

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = (85.0, 140.0, 178.0)
DPI = 150
STYLES = {name: parse_style(name, read_text(f"journals/{name}.toml"), name) for name in names("journals", ".toml")}
PLACE = Origin("review.yaml", 1)


@pytest.fixture(scope="module", params=STYLES)
def printed(request):
    """Return the style, and figures of each kind: those of the example, those of the BCG trials that it lacks."""
    style = STYLES[request.param]
    found = {}
    example = analyse(load(Path(__file__).parents[2] / "data/pip"), style)
    usual = figure_plans(example.review)
    others = {kind for kind, entry in FIGURES.items() if "outcome" not in entry.needs} - {plan.kind for plan in usual}
    for plan in (*usual, *(FigurePlan(id=kind, kind=kind, origin=PLACE) for kind in sorted(others))):
        found.setdefault(plan.kind, []).append(fit_figure(example, plan, WIDTHS, 225.0))
    trials = analyse(with_column(bcg_review(), LATITUDES), style)
    for kind, entry in FIGURES.items():
        if "outcome" in entry.settings:
            moderator = "latitude" if "moderator" in entry.needs else ""
            plan = FigurePlan(id="tb", kind=kind, outcome="tb", moderator=moderator, origin=PLACE)
            found.setdefault(kind, []).append(fit_figure(trials, plan, WIDTHS, 225.0))
    return style, found


@pytest.mark.parametrize("kind", FIGURES)
def test_files_of_a_kind_have_the_exact_width_of_a_column(printed, kind):
    _, found = printed
    figures = [(fitted.width_mm, figure.drawing) for fitted in found[kind] for figure in fitted.figures]
    assert figures
    assert {width for width, _ in figures} <= set(WIDTHS)
    for width, drawing in figures:
        assert drawing.height_mm <= 225
        root = ET.fromstring(drawing.render("svg", paper_mm=width))  # noqa: S314 - our own output
        assert root.get("width") == f"{width:g}mm"
        eps = drawing.render("eps", paper_mm=width).decode("ascii")
        assert float(re.findall(r"HiResBoundingBox: 0 0 (\S+)", eps)[0]) == pytest.approx(width * 72 / 25.4, abs=0.006)
        with Image.open(BytesIO(drawing.render("tiff", DPI, paper_mm=width))) as picture:
            assert (picture.mode, picture.width) == ("RGB", round(width * DPI / 25.4))
        with pikepdf.open(BytesIO(drawing.render("pdf", paper_mm=width))) as file:
            assert float(file.pages[0].mediabox[2]) == pytest.approx(width * 72 / 25.4, abs=0.001)


@pytest.mark.parametrize("kind", FIGURES)
def test_no_letter_of_a_kind_is_smaller_than_the_style_allows(printed, kind):
    style, found = printed
    for figure in (figure for fitted in found[kind] for figure in fitted.figures):
        root = ET.fromstring(figure.drawing.render("svg"))  # noqa: S314 - our own output
        assert min(float(text.get("font-size")) for text in root.iter(f"{SVG}text")) >= style.figures.min_font_pt


def test_grey_is_grey_in_every_kind(printed):
    _, found = printed
    for fitted in (one for several in found.values() for one in several):
        for figure in fitted.figures:
            shades = re.findall(
                r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b", figure.drawing.render("svg", grey=True).decode()
            )
            assert all(len(set(shade)) == 1 for shade in shades)


def test_a_kind_that_is_narrower_than_the_column_stands_in_its_middle():
    trials = analyse(bcg_review(), replace(STYLES["default"]))
    plan = FigurePlan(id="tb", kind="baujat", outcome="tb", origin=PLACE)
    fitted = fit_figure(trials, plan, (178.0,), 225.0)
    (figure,) = fitted.figures
    with Image.open(BytesIO(figure.drawing.render("png", DPI, grey=True, paper_mm=fitted.width_mm))) as wide:
        left, _, right, _ = wide.point(lambda value: 255 - value).getbbox()
        size = wide.width
    with Image.open(BytesIO(figure.drawing.render("png", DPI, grey=True))) as narrow:
        inner, _, end, _ = narrow.point(lambda value: 255 - value).getbbox()
        moved = (size - narrow.width) / 2
    assert (left, right) == pytest.approx((inner + moved, end + moved), abs=2)
