"""Every layout by every kind of data and number of studies: nothing overlaps, widths are exact, areas are weights."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from reportgen.figures.canvas import LineMark, ShapeMark, TextMark, walk
from reportgen.figures.forest import LAYOUTS
from reportgen.figures.forest.blocks import as_forest
from reportgen.figures.forest.content import content_of
from reportgen.figures.forest.frame import frame_for
from reportgen.figures.forest.layout import forest_page
from reportgen.figures.forest.words import heads
from reportgen.figures.lettering import Lettering
from reportgen.model import PRESETS
from reportgen.style import FigureStyle, Style
from tests.figures.faults import outside, overlapping, struck
from tests.figures.samples import LONG_NAME, bcg, blocks_of, groups, many, page, single
from tests.reviews import make_arms, make_outcome, make_result, make_review, make_study

COCHRANE = PRESETS["cochrane"]
MM = 72 / 25.4


def styled(layout, **settings):
    return Style(figures=FigureStyle(forest=layout, **settings))


def given(measure, make, count, *, versus):
    names = [f"Study {i} {1990 + i}" for i in range(count)]
    rows = tuple(make_result(n, "x", "T", make(i), versus=versus, line=i + 2) for i, n in enumerate(names))
    arms = tuple(arm for i, name in enumerate(names) for arm in make_arms(name, line=2 * i + 2))
    outcome = make_outcome("x", measure, plan=COCHRANE, better="lower")
    studies = tuple(make_study(name, line=i + 2) for i, name in enumerate(names))
    return make_review({}, outcomes=[outcome], studies=studies, arms=arms, results=rows)


def two_arms(measure, make, count):
    return single({f"Study {i} {1990 + i}": make(i) for i in range(count)}, measure, plan=COCHRANE, better="lower")


KINDS = {
    "dichotomous": lambda k: two_arms("RR", lambda i: ((3 + i, 40 + i), (9 + i % 4, 41)), k),
    "continuous": lambda k: two_arms("MD", lambda i: ((-4.5 + i % 3, 2.25, 40 + i), (-3, 2, 41)), k),
    "standardised": lambda k: two_arms("SMD", lambda i: ((4.5 + i % 3, 2.25, 40 + i), (5, 2, 41)), k),
    "generic ratio": lambda k: given("HR", lambda i: {"estimate": 0.5 + i % 5 / 10, "se": 0.125}, k, versus="C"),
    "generic": lambda k: given("GEN", lambda i: {"estimate": -0.5 + i % 5 / 10, "se": 0.125}, k, versus="C"),
    "O - E": lambda k: given("OE", lambda i: {"o_minus_e": -3.5 + i % 4, "variance": 8.25}, k, versus="C"),
    "proportion": lambda k: given("PLO", lambda i: {"events": 3 + i % 7, "n": 60 + i}, k, versus=""),
    "rate": lambda k: given("IRLN", lambda i: {"events": 3 + i % 7, "time": 60.5 + i}, k, versus=""),
    "correlation": lambda k: given("ZCOR", lambda i: {"r": 0.3 + i % 4 / 20, "n": 60 + i}, k, versus=""),
}
GIVEN = {"generic ratio": ("log[", "SE"), "generic": ("Effect", "SE"), "O - E": ("O − E", "Variance")}


def test_the_head_of_effects_given_as_such_takes_lines_rather_than_the_width_of_the_page():
    drawn = page(given("SMD", lambda i: {"estimate": -0.5 + i % 5 / 10, "se": 0.125}, 3, versus="C"), styled("revman"))
    texts = [mark.text for mark in walk(drawn.marks) if isinstance(mark, TextMark)]
    assert [texts.count(word) for word in ("Standardised", "Mean")] == [1, 1]


@pytest.mark.parametrize("count", [1, 2, 3, 13, 60])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_draws_every_kind_of_data_without_a_fault(layout, kind, count):
    drawn = page(KINDS[kind](count), styled(layout))
    plotted = [
        mark
        for group in (*groups(drawn, "study"), *groups(drawn, "total"))
        for mark in walk(group.marks)
        if isinstance(mark, (LineMark, ShapeMark))
    ]
    assert (overlapping(drawn), outside(drawn), struck(drawn, plotted)) == ([], [], [])
    assert drawn.width == pytest.approx(170 * MM)
    texts = [mark.text for mark in walk(drawn.marks) if isinstance(mark, TextMark)]
    heterogeneity = [text for text in texts if "eterogeneity" in text]
    assert len(heterogeneity) == 1
    assert heterogeneity[0].endswith("Not applicable") == (count == 1)


@pytest.mark.parametrize("kind", GIVEN)
@pytest.mark.parametrize("layout", sorted(set(LAYOUTS) - {"jama"}))
def test_effects_given_as_such_have_columns_of_their_own(layout, kind):
    drawn = page(KINDS[kind](3), styled(layout))
    heads = [mark.text for mark in walk(groups(drawn, "head")[0].marks) if isinstance(mark, TextMark)]
    start, second = GIVEN[kind]
    assert any(head.startswith(start) for head in heads)
    assert second in heads
    cells = {
        "generic ratio": ("−0.693", "0.125"),
        "generic": ("−0.500", "0.125"),
        "O - E": ("−3.5", "8.25"),
    }[kind]
    first = [mark.text for mark in groups(drawn, "study")[0].marks if isinstance(mark, TextMark)]
    assert tuple(text for text in first[1:] if text in cells) == cells


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("width", [120.0, 170.0, 183.0])
def test_the_page_is_as_wide_as_the_style_says_whatever_the_layout(layout, width):
    drawn = page(bcg(subgroups=True), styled(layout, width_mm=width, wide_width_mm=240.0))
    assert min(abs(drawn.width - width * MM), abs(drawn.width - 240 * MM)) < 1e-6
    if width >= 170:
        assert drawn.width == pytest.approx(width * MM)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_letters_shrink_no_further_than_the_style_allows(layout):
    review = single({f"{LONG_NAME} {i}": ((123456 + i, 1234567), (120000, 1234567)) for i in range(3)})
    drawn = page(review, styled(layout))
    assert drawn.width == pytest.approx(170 * MM)
    sizes = {mark.size for mark in walk(drawn.marks) if isinstance(mark, TextMark)}
    assert min(sizes) >= 5.0  # letters of footnotes
    rows = [mark.size for group in groups(drawn, "study") for mark in walk(group.marks) if isinstance(mark, TextMark)]
    assert 6.5 <= min(rows) <= max(rows) <= 8.0


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_name_of_sixty_letters_takes_three_lines_at_most(layout):
    drawn = page(many(5, name=LONG_NAME), styled(layout))
    for group in groups(drawn, "study"):
        names = [mark for mark in group.marks if isinstance(mark, TextMark) and mark.x == pytest.approx(3.0)]
        assert 1 <= len(names) <= 3
        assert not any("…" in mark.text for mark in names)


def frame_of(review, layout):
    forest = as_forest(blocks_of(review), review, styled(layout))
    return frame_for(forest, content_of(forest), Lettering())


def squares(drawn, fill):
    found = []
    for group in groups(drawn, "study"):
        found += [mark for mark in group.marks if isinstance(mark, ShapeMark) and mark.fill == fill]
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_areas_of_squares_are_in_proportion_to_the_weights(layout):
    frame = frame_of(bcg(), layout)
    drawn = forest_page(frame)
    weights = [row.plotted.weight for row in frame.content.rows if row.kind == "study"]
    found = squares(drawn, LAYOUTS[layout].look.squares["counts"])
    areas = [(mark.points[1][0] - mark.points[0][0]) ** 2 for mark in found]
    assert [area / max(areas) for area in areas] == pytest.approx([weight / max(weights) for weight in weights])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_diamond_is_as_wide_as_its_interval_and_has_its_middle_at_the_estimate(layout):
    frame = frame_of(bcg(), layout)
    drawn = forest_page(frame)
    (total,) = [group for group in groups(drawn, "total") if group.id == "total-tb"]
    (diamond,) = [mark for mark in total.marks if isinstance(mark, ShapeMark)]
    xs = [x for x, _ in diamond.points]
    expected = [frame.plot.x(math.log(value)) for value in (0.344919, 0.489624, 0.695038)]
    assert [min(xs), diamond.points[1][0], max(xs)] == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_prediction_interval_is_a_flat_mark_a_fifth_of_a_row_high_or_brackets(layout):
    review = bcg()
    review = replace(review, outcomes=(replace(review.outcomes[0], plan=COCHRANE),))
    frame = frame_of(review, layout)
    (row,) = [group for group in groups(forest_page(frame), "total") if group.id.startswith("prediction")]
    bars = [mark for mark in row.marks if isinstance(mark, ShapeMark)]
    if LAYOUTS[layout].look.prediction == "brackets":
        assert not bars
        return
    (bar,) = bars
    heights = {y for _, y in bar.points}
    assert max(heights) - min(heights) == pytest.approx(0.2 * 1.5 * 8)
    ends = [frame.plot.x(math.log(value)) for value in (0.1360, 1.7617)]  # metafor, REML, t with 12 df
    assert [min(x for x, _ in bar.points), max(x for x, _ in bar.points)] == pytest.approx(ends, abs=0.05)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_labels_of_the_sides_stand_in_the_middle_of_their_halves_within_the_ends(layout):
    frame = frame_of(bcg(), layout)
    drawn = forest_page(frame)
    favours = LAYOUTS[layout].words.favours
    found = [m for m in walk(drawn.marks) if isinstance(m, TextMark) and m.text.startswith(favours)]
    left, right = sorted(found, key=lambda mark: mark.x)
    null = frame.plot.x(0.0)
    assert [left.text, right.text] == [f"{favours} BCG", f"{favours} Control"]
    assert [left.x, right.x] == pytest.approx([(frame.plot.left + null) / 2, (frame.plot.right + null) / 2])
    for mark, ends in ((left, (frame.plot.left, null)), (right, (null, frame.plot.right))):
        box = Lettering().box(mark)
        assert ends[0] <= box[0]
        assert box[2] <= ends[1]
    above = LAYOUTS[layout].sides == "above"
    assert all(mark.bold == above and (mark.y < 60) == above for mark in (left, right))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_footer_stays_left_of_the_plot(layout):
    frame = frame_of(bcg(subgroups=True), layout)
    drawn = forest_page(frame)
    lines = [m for m in drawn.marks if isinstance(m, TextMark)]
    assert any("eterogeneity" in mark.text for mark in lines)
    edge = min(Lettering().box(m)[0] for m in walk(groups(drawn, "axis")) if isinstance(m, TextMark))
    assert all(Lettering().box(mark)[2] < edge for mark in lines)


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(colour):
    return 1.05 / (luminance(colour) + 0.05)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_marks_have_three_to_one_on_white_and_bands_are_nearly_white(layout):
    look = LAYOUTS[layout].look
    outlined = (look.outline or look.subtotal, look.outline or look.total)
    assert all(contrast(colour) >= 3 for colour in (*look.squares.values(), look.interval, look.null, *outlined))
    assert contrast(look.prediction_fill) >= 3
    assert all(contrast(colour) <= 1.2 for colour in (look.zebra, look.total_band) if colour)
    assert look.subtotal != look.total


def test_every_layout_has_a_name_a_title_and_each_part_once():
    for name, layout in LAYOUTS.items():
        assert name == layout.id
        assert layout.title
        parts = [*layout.before, *layout.after]
        assert len(parts) == len(set(parts))
        assert {"effect", "weight"} <= set(parts)
        assert ("data" in parts) == (layout.data != "none")


def test_methods_named_after_people_keep_their_capitals_where_models_have_none():
    review = given("IRR", lambda i: {"events": 3 + i, "time": 60}, 2, versus="")
    other = tuple(
        make_result(one.study, "x", "C", {"events": 7, "time": 61}, line=9 + i) for i, one in enumerate(review.results)
    )
    plan = replace(COCHRANE, model="common", method="cochran", interval="wald")
    review = replace(review, results=(*review.results, *other), outcomes=(replace(review.outcomes[0], plan=plan),))
    forest = as_forest(blocks_of(review), review, styled("bmj"))
    assert heads(forest, LAYOUTS["bmj"].words.effect_head)[-1] == "Cochran, fixed (95% CI)"
