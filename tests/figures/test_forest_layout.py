from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.figures.canvas import LineMark, Page, ShapeMark, walk
from reportgen.model import Attribution
from reportgen.style import FigureStyle, Style
from tests.figures.faults import outside, overlapping, struck
from tests.figures.samples import LONG_NAME, bcg, groups, many, page, several, single, texts
from tests.reviews import make_outcome

HOSTILE = {
    "three studies": many(3),
    "sixty studies": many(60),
    "sixty long names": many(60, name=LONG_NAME),
    "subgroups": bcg(subgroups=True),
    "numbers of seven digits": single(
        {f"{LONG_NAME} {i}": ((123456 + i, 1234567), (120000, 1234567)) for i in range(3)}
    ),
    "one word for an arm": single(
        {"A 2001": ((1, 20), (3, 21))}, names=("Pneumonoultramicroscopicsilicovolcanoconiosis", "C")
    ),
    "arms of many words": single({"A 2001": ((1, 20), (3, 21))}, names=("talking " * 30, "waiting " * 30)),
    "an endless name": single({"x" * 5000: ((1, 20), (3, 21)), "y " * 5000: ((1, 20), (3, 21))}),
    "means": single(
        {"A 2001": ((-1234567.25, 1000.125, 40), (-1e6, 900.5, 41))},
        "MD",
        names=("Cognitive behavioural therapy", "Waiting list"),
    ),
    "long title of a measure": single(
        {"A 2001": ((1.5, 2, 40), (1, 2, 41)), "B 2002": ((1, 2, 40), (1, 2, 41))}, "SMD"
    ),
    "wide interval": single({"A 2001": ((1, 500000), (0, 400000)), "B 2002": ((40, 300), (41, 310))}),
    "nothing estimable": single({"A 2001": ((0, 20), (0, 21))}),
    "tiny differences": single({"A 2001": ((0.0012, 0.002, 40), (0.001, 0.002, 41))}, "MD"),
}


@pytest.mark.parametrize("review", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_overlaps_another_or_leaves_the_page(review):
    drawn = page(review)
    assert overlapping(drawn) == []
    assert outside(drawn) == []


@pytest.mark.parametrize("review", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_mark_of_the_plot_runs_into_text(review):
    drawn = page(review)
    plotted = [
        mark
        for group in (*groups(drawn, "study"), *groups(drawn, "total"))
        for mark in walk(group.marks)
        if isinstance(mark, (LineMark, ShapeMark))
    ]
    assert struck(drawn, plotted) == []


@pytest.mark.parametrize("shift", [-40.0, 130.0])
def test_a_text_pushed_aside_is_found_by_these_checks(shift):
    drawn = page(bcg())
    study = groups(drawn, "study")[0]
    moved = replace(study, marks=(replace(study.marks[0], x=study.marks[0].x + shift), *study.marks[1:]))
    faulty = replace(drawn, marks=(*(mark for mark in drawn.marks if mark is not study), moved))
    assert overlapping(faulty) or outside(faulty)


@pytest.mark.parametrize("count", [1, 2, 3, 13, 60])
def test_there_is_a_square_for_each_study(count):
    studies = groups(page(many(count)), "study")
    squares = [
        mark for study in studies for mark in study.marks if isinstance(mark, ShapeMark) and len(mark.points) == 4
    ]
    assert (len(studies), len(squares)) == (count, count)


def test_the_page_has_the_width_of_the_style_to_the_point():
    drawn = page(bcg(), Style(figures=FigureStyle(width_mm=180)))
    assert drawn.width == pytest.approx(180 * 72 / 25.4)


def test_columns_that_do_not_fit_take_the_wide_page():
    wide = single({LONG_NAME: ((-123456.25, 1000.125, 4000000), (-100000.25, 90000.5, 4100000))}, "MD")
    assert page(wide).width == pytest.approx(240 * 72 / 25.4)


def test_points_of_estimates_stand_in_line_although_one_has_a_decimal_more():
    drawn = page(bcg())
    ends = {}
    for study in groups(drawn, "study"):
        estimate = next(mark for mark in texts(study.marks) if mark.anchor == "end" and mark.text[:2] in {"0.", "1."})
        ends.setdefault(len(estimate.text), set()).add(round(estimate.x, 3))
    assert {length: len(places) for length, places in ends.items()} == {4: 1, 5: 1}
    assert min(ends[5]) - min(ends[4]) == pytest.approx(0.497 * 8, abs=0.01)


def test_the_null_line_reaches_from_the_head_to_the_axis_under_every_mark():
    drawn = page(many(3))
    axis = groups(drawn, "axis")[0]
    null, line = axis.marks[0], axis.marks[1]
    assert null.points[1][1] == line.points[0][1]
    assert all(
        null.points[0][1] < mark.y < line.points[0][1]
        for group in groups(drawn, "study")
        for mark in texts(group.marks)
    )


def test_ids_are_unique_and_say_what_they_are():
    outcomes = [make_outcome("a"), make_outcome("b")]
    drawn: Page = page(several(outcomes, {"Ó Briain 2001": ((1, 20), (3, 21)), "O Briain 2001": ((1, 20), (3, 21))}))
    ids = [mark.id for kind in ("study", "total", "axis", "heading") for mark in groups(drawn, kind)]
    assert len(ids) == len(set(ids))
    assert {"study-a-o-briain-2001", "study-a-o-briain-2001-2", "total-b", "axis"} <= set(ids)


@pytest.mark.parametrize("layout", ["standard", "revman", "jama", "bmj"])
@pytest.mark.parametrize("font_pt", [6.5, 7.0, 8.0, 9.0])
def test_footnote_letters_stand_clear_of_the_line_above_them(layout, font_pt):
    names = {f"{LONG_NAME} {LONG_NAME[: 3 * i]} a": ((3 + i, 40), (5, 41)) for i in range(8)}
    review = single(names)
    rows = tuple(replace(row, attribution=Attribution(provenance="reconstructed")) for row in review.results)
    drawn = page(replace(review, results=rows), Style(figures=FigureStyle(forest=layout, font_pt=font_pt)))
    assert overlapping(drawn) == []
