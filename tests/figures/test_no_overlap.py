"""No text of any figure overlaps another, is struck, hidden, faint or cut: measured on the SVG of all hard reviews."""

from __future__ import annotations

import re
import subprocess
from contextlib import suppress
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from reportgen.errors import DataError
from reportgen.figures import FIGURES
from reportgen.figures.canvas import MM, CircleMark, GroupMark, LineMark, Page, ShapeMark, TextMark, rectangle, walk
from reportgen.figures.lettering import Lettering
from reportgen.figures.matplotlib_page import page_as_png
from reportgen.figures.registry import FigureKind
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.figures.every_figure import every_plan, layouts_of, switches_of
from tests.figures.faults import LETTERING, all_faults, faint, hidden, outside, overlapping, struck_texts
from tests.figures.ink import ink_box
from tests.figures.stress import STRESS
from tests.figures.svg_page import page_of


def figures_of(review):
    """Yield all figures of a review with their plans, but those that it cannot have."""
    analysis = analyse(review, Style())
    for plan in every_plan(review):
        with suppress(DataError):
            for figure in FIGURES[plan.kind].make(analysis, plan):
                yield plan, figure


def drawn(case, kind):
    """Return the first figure of a kind of a hard review, read back."""
    figures = figures_of(STRESS[case].make())
    return next(page_of(figure.drawing.render("svg", 0)) for plan, figure in figures if plan.kind == kind)


def with_mark(page, old, new):
    """Return a page with one mark in the place of another, in whatever group it is."""

    def swapped(marks):
        return tuple(
            replace(mark, marks=swapped(mark.marks)) if isinstance(mark, GroupMark) else new if mark is old else mark
            for mark in marks
        )

    return replace(page, marks=swapped(page.marks))


def texts_of(page):
    return [mark for mark in walk(page.marks) if isinstance(mark, TextMark)]


# ---- all hard reviews, all kinds, all layouts


@pytest.mark.parametrize("case", STRESS)
def test_no_figure_of_a_hard_review_has_a_text_that_cannot_be_read(case):
    review = STRESS[case].make()
    lettering = Lettering(fallback=review.font_paths)
    found = {}
    for plan, figure in figures_of(review):
        faults = all_faults(page_of(figure.drawing.render("svg", 0)), lettering)
        if faults:
            found[figure.id, plan.kind, plan.layout] = faults
    assert found == {}


def test_the_walk_asks_for_every_kind_and_switches_on_all_that_can_be(monkeypatch):
    asked = []

    def make(analysis, plan):
        asked.append(plan)
        return ()

    kind = FigureKind(title="New", make=make, settings=frozenset({"outcome", "contours"}), needs=frozenset({"outcome"}))
    monkeypatch.setitem(FIGURES, "new", kind)
    assert list(figures_of(STRESS["bcg"].make()))
    assert [(plan.kind, plan.outcome, plan.contours) for plan in asked] == [("new", "tb", False), ("new", "tb", True)]
    assert switches_of(kind) == ("contours",)
    assert layouts_of(kind) == ()


# ---- faults that are planted are found


@pytest.mark.parametrize(
    ("kind", "case"), [("forest", "bcg-allocation"), ("flow", "flow-other"), ("risk-of-bias", "rob-rob1")]
)
def test_a_page_too_small_by_five_points_is_found(kind, case):
    page = drawn(case, kind)
    assert outside(page) == []
    assert outside(replace(page, width=page.width * 0.97))
    assert outside(replace(page, height=page.height * 0.97))


def test_a_number_moved_by_five_points_into_the_next_row_is_found():
    page = drawn("bcg", "forest")
    rows = [mark for mark in texts_of(page) if mark.text in {"0.2596", "0.26", "11"}]
    moved = [with_mark(page, mark, replace(mark, y=mark.y + 5)) for mark in rows]
    assert rows
    assert all(overlapping(page) for page in moved)


def test_a_symbol_moved_by_five_points_out_of_its_circle_is_found():
    page = drawn("rob-rob1", "risk-of-bias")
    symbol = next(mark for mark in texts_of(page) if mark.text in "+?−")
    assert struck_texts(page) == []
    for aside in ({"x": symbol.x + 5}, {"y": symbol.y - 5}):
        assert struck_texts(with_mark(page, symbol, replace(symbol, **aside)))


def test_a_line_of_a_box_moved_by_five_points_onto_the_edge_is_found():
    page = drawn("flow-reasons", "flow")
    group = next(
        mark for mark in walk(page.marks) if isinstance(mark, GroupMark) and mark.id == "flow-excluded-reports"
    )
    line = next(mark for mark in group.marks if isinstance(mark, TextMark))
    assert struck_texts(with_mark(page, line, replace(line, x=line.x - 5)))


def test_a_name_too_long_is_found():
    page = drawn("bcg", "forest")
    name = next(mark for mark in texts_of(page) if mark.text == "Aronson 1948")
    assert overlapping(
        with_mark(page, name, replace(name, text="Aronson 1948 with the whole of the collaborative group"))
    )


def test_a_square_or_an_interval_over_a_number_is_found():
    page = drawn("bcg", "forest")
    name = next(mark for mark in texts_of(page) if mark.text == "Aronson 1948")
    left, top, right, bottom = ink_box(name, LETTERING)
    line = LineMark(points=((left - 9, (top + bottom) / 2), (right + 9, (top + bottom) / 2)), width=0.5)
    square = ShapeMark(points=rectangle(left + 3, top - 1, 6, 6))
    cover = ShapeMark(points=rectangle(left - 3, top - 3, right - left + 6, bottom - top + 6), fill="#ffffff")
    struck = {what: struck_texts(replace(page, marks=(*page.marks, mark))) for what, mark in
              {"line": line, "square": square, "cover": cover}.items()}  # fmt: skip
    assert struck == {
        "line": [("Aronson 1948", "LineMark")],
        "square": [("Aronson 1948", "ShapeMark")],
        "cover": [],
    }
    assert hidden(replace(page, marks=(*page.marks, cover))) == ["Aronson 1948"]
    assert hidden(replace(page, marks=(cover, *page.marks))) == []


def test_grey_letters_and_letters_on_dark_circles_are_found():
    grey = TextMark(x=10, y=20, text="grey", size=8, colour="#999999")
    circle = CircleMark(x=50, y=20, radius=9, fill="#c1272d")
    black = TextMark(x=50, y=22, text="x", size=8, anchor="middle")
    white = replace(black, colour="#ffffff")
    assert [text for text, _ in faint(Page(width=99, height=40, marks=(grey, circle, black)))] == ["grey", "x"]
    assert faint(Page(width=99, height=40, marks=(circle, white))) == []


# ---- what is measured is what is drawn

SAMPLES = (
    TextMark(x=20, y=30, text="Ångström-Łukasiewicz 2019", size=8),
    TextMark(x=20, y=60, text="Heterogeneity: Tau² = 0.31; Chi² = 152.23", size=9, italic=True),
    TextMark(x=200, y=90, text="191,064 −0.49 [0.34, 0.70]", size=10, bold=True, anchor="end"),
    TextMark(x=250, y=110, text="Favours Żółć", size=7, turned=True),
    TextMark(x=150, y=125, text="+", size=8, bold=True, anchor="middle"),
)
DPI = 720


@pytest.mark.parametrize("mark", SAMPLES, ids=lambda mark: mark.text)
def test_the_box_that_is_measured_is_where_the_ink_of_the_picture_is(mark):
    png = page_as_png(Page(width=300, height=140, marks=(mark,)), LETTERING, DPI)
    dark = np.asarray(Image.open(BytesIO(png)).convert("L")) < 128
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    drawn_box = np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]) * 72 / DPI
    measured = np.array(ink_box(mark, LETTERING))
    across, down = ((1, 3), (0, 2)) if mark.turned else ((0, 2), (1, 3))
    assert np.abs(drawn_box - measured)[list(down)] == pytest.approx(0, abs=0.15)
    # across, a letter stands in its advance with a little white before and behind
    assert (drawn_box[across[0]] - measured[across[0]], measured[across[1]] - drawn_box[across[1]]) == pytest.approx(
        (0, 0), abs=0.15 * mark.size
    )


def test_the_browser_gives_each_text_of_a_forest_plot_the_width_that_is_measured(program, tmp_path):
    figures = figures_of(STRESS["long-names"].make())
    svg = next(figure.drawing.render("svg", 0) for plan, figure in figures if plan.kind == "forest")
    root = re.sub(r"^<\?xml[^>]*>", "", svg.decode())
    faces = "".join(
        f"@font-face {{ font-family: 'Source Sans 3'; font-weight: {weight}; font-style: {style};"
        f" src: url('{LETTERING.faces(weight == 'bold', style == 'italic')[0].path.as_uri()}') }}"
        for weight in ("normal", "bold")
        for style in ("normal", "italic")
    )
    page_file = tmp_path / "forest.html"
    page_file.write_text(
        f"<!DOCTYPE html><meta charset=utf-8><style>{faces} text {{ font-kerning: none }}</style>{root}"
    )
    measure = (
        "document.fonts.ready.then(() => [...document.querySelectorAll('text')].map(node => "
        "[node.textContent, node.getComputedTextLength()]))"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(page_file.as_uri())
        shown = page.evaluate(measure)
        browser.close()
    texts = texts_of(page_of(svg))
    measured = [LETTERING.width(mark.text, mark.size, mark.bold, mark.italic) for mark in texts]
    assert [text for text, _ in shown] == [mark.text for mark in texts]
    assert [width for _, width in shown] == pytest.approx(measured, rel=0.01, abs=0.1)


def test_the_words_of_a_pdf_stand_where_they_are_measured(program, tmp_path):
    figures = figures_of(STRESS["bcg-allocation"].make())
    figure = next(figure for plan, figure in figures if plan.kind == "forest")
    path = tmp_path / "forest.pdf"
    path.write_bytes(figure.drawing.render("pdf", 0))
    told = subprocess.run([program("pdftotext"), "-bbox", path, "-"], capture_output=True, check=True, text=True).stdout
    words = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</word>', told)
    found = {word: (float(left), float(right)) for left, right, word in words}
    page = page_of(figure.drawing.render("svg", 0))
    single = [mark for mark in texts_of(page) if mark.text.isdecimal() and len(mark.text) > 3]
    assert page.width / MM == pytest.approx(figure.drawing.width_mm, abs=0.01)
    assert len(single) > 10
    once = [mark for mark in single if sum(word == mark.text for _, _, word in words) == 1]
    assert len(once) > 5
    for mark in once:
        left, _, right, _ = LETTERING.box(mark)
        assert found[mark.text] == pytest.approx((left, right), abs=0.3)


def test_heads_of_columns_are_never_broken_within_a_word():
    plans = [(plan, figure) for plan, figure in figures_of(STRESS["means-of-millions"].make()) if plan.kind == "forest"]
    heads = {
        (plan.layout, text.text)
        for plan, figure in plans
        for group in walk(page_of(figure.drawing.render("svg", 0)).marks)
        if isinstance(group, GroupMark) and group.kind == "head"
        for text in group.marks
        if isinstance(text, TextMark)
    }
    assert {"Study", "Source"} <= {text for _, text in heads}
    assert [head for head in heads if len(head[1]) < 2 and head[1].islower()] == []
