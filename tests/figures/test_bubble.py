"""Bubble plots: points, the fitted line with its limits, and the cells that must hold numbers."""

import math
from dataclasses import replace

import pytest

from reportgen.document import plain_text
from reportgen.figures.bubble.picture import bubble_scatter
from reportgen.figures.bubble.shown import shown_of
from reportgen.figures.canvas import CircleMark, walk
from reportgen.figures.scatter.page import scatter_page
from tests.figures.faults import outside, overlapping
from tests.figures.plots import (
    BCG_V,
    BCG_Y,
    LATITUDES,
    LETTERING,
    LOOK,
    METAFOR,
    asked,
    asking,
    bcg_review,
    caption,
    centres,
    figure,
    group,
    refusal,
    with_column,
)
from tests.figures.samples import groups, many, texts

# metafor 5.1-12, rma(yi, vi, mods = ~ ablat, data = dat.bcg, method = "REML"), Wald tests and test = "knha"
INTERCEPT, SLOPE, RESIDUAL_TAU2 = 0.25146821000729436, -0.029101725011648427, 0.0763479639553313
WALD = (-0.04320430722161047, -0.014999142801686386)
KNHA = (-0.04715292302506008, -0.011050526998238285)
VCOV = ((0.062048516615742164, -0.001620187074522141), (-0.001620187074522141, 5.1772733815952025e-05))
Z95 = 1.959963984540054
PLAN = asking("bubble", "tb", moderator="latitude")


def bcg_by_latitude(values=LATITUDES, plan=None, **settings):
    review = with_column(bcg_review(**settings), values)
    return review if plan is None else replace(review, outcomes=(replace(review.outcomes[0], plan=plan),))


def laid(review, plan=PLAN):
    return scatter_page(bubble_scatter(shown_of(asked(review, plan))), LETTERING, LOOK)


def test_points_stand_at_their_moderator_and_effect():
    found = laid(bcg_by_latitude())
    expected = [found.plot.at((x, y)) for x, y in zip(LATITUDES, BCG_Y, strict=True)]
    assert sorted(centres(found.page).values()) == [pytest.approx(place, abs=1e-6) for place in sorted(expected)]


def test_areas_are_as_the_weights_of_the_regression():
    found = laid(bcg_by_latitude())
    radii = {one.id: one.marks[0].radius for one in groups(found.page, "study")}
    weights = sorted(1 / (v + RESIDUAL_TAU2) for v in BCG_V)
    largest = max(radii.values())
    assert sorted((radius / largest) ** 2 for radius in radii.values()) == pytest.approx(
        [weight / weights[-1] for weight in weights], rel=1e-6
    )


def test_line_and_band_are_metafors():
    found = laid(bcg_by_latitude(plan=METAFOR))
    (line,) = group(found.page, "fit")
    plot = found.plot
    assert line.points[0] == pytest.approx(plot.at((13, INTERCEPT + 13 * SLOPE)), abs=1e-4)
    assert line.points[-1] == pytest.approx(plot.at((55, INTERCEPT + 55 * SLOPE)), abs=1e-4)
    half = Z95 * math.sqrt(VCOV[0][0] + 2 * 13 * VCOV[0][1] + 169 * VCOV[1][1])
    (band,) = group(found.page, "band")
    ends = [y for x, y in band.points if x == pytest.approx(plot.x(13))]
    expected = [plot.y(INTERCEPT + 13 * SLOPE + sign * half) for sign in (-1, 1)]
    assert [max(ends), min(ends)] == pytest.approx(expected, abs=1e-3)
    wide = Z95 * math.sqrt(half * half / Z95**2 + RESIDUAL_TAU2)
    (low,), (high,) = group(found.page, "prediction-1"), group(found.page, "prediction-2")
    expected = [plot.y(INTERCEPT + 13 * SLOPE + sign * wide) for sign in (-1, 1)]
    assert [low.points[0][1], high.points[0][1]] == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(("plan", "limits"), [(METAFOR, WALD), (None, KNHA)])
def test_the_slope_is_a_ratio_of_ratios_with_the_interval_of_the_plan(plan, limits):
    found = shown_of(asked(bcg_by_latitude(plan=plan), PLAN)).regression
    values = [found.slope.value, found.ci_low.value, found.ci_high.value]
    assert values == pytest.approx([math.exp(SLOPE), *map(math.exp, limits)], rel=1e-6)
    assert found.r2.value == pytest.approx(75.6266218115806, rel=1e-6)
    assert found.tau2.value == pytest.approx(RESIDUAL_TAU2, rel=1e-6)


def test_the_caption_has_slope_interval_p_and_r2():
    said = caption(bcg_by_latitude(), PLAN).replace("\N{NO-BREAK SPACE}", " ")
    assert "of 13 studies. Meta-regression on absolute latitude (degrees) (random effects, REML)" in said
    assert "ratio of risk ratios per unit 0.97 (95% CI 0.95 to 0.99), P = 0.005; R² = 76%, residual τ² = 0.08." in said
    assert "prediction interval" in said
    assert "fewer than 10" not in said


def test_studies_without_a_value_are_left_out_and_named():
    review = bcg_by_latitude((*LATITUDES[:-2], None, ""))
    assert len(groups(laid(review).page, "study")) == 11
    said = caption(review, PLAN)
    assert "Left out for want of a value are 2 studies: Comstock & Webster 1969 and Comstock 1976." in said
    assert "Bubble plot of 11 studies" in said


def test_cells_that_hold_no_number_are_each_named_with_their_place():
    issues = refusal(bcg_by_latitude((*LATITUDES[:-2], "north", "about 5")), PLAN)
    assert [issue.code for issue in issues] == ["cell-is-a-number"] * 2
    assert [str(issue.origin) for issue in issues] == ["studies.csv:13:9", "studies.csv:14:9"]
    assert "found 'north' under 'latitude' of 'Comstock & Webster 1969', expected a number" in issues[0].message


@pytest.mark.parametrize("text", ["12.5", "12,5", "−3", "-3", "1e2", " 7 "])
def test_numbers_are_read_as_people_write_them(text):
    assert len(groups(laid(bcg_by_latitude((*LATITUDES[:-1], text))).page, "study")) == 13


def test_a_number_that_may_have_thousands_or_decimals_is_refused():
    (issue,) = refusal(bcg_by_latitude((*LATITUDES[:-1], "1,234")), PLAN)
    assert issue.code == "cell-is-a-number"
    assert "found '1,234'" in issue.message


def test_a_moderator_that_is_no_column_is_refused_with_the_nearest():
    (issue,) = refusal(bcg_by_latitude(), asking("bubble", "tb", moderator="lattitude"))
    assert issue.code == "column-is-present"
    assert "latitude" in issue.hint


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((1, 2, *[None] * 11), "found 2 studies with a value"),
        ([5] * 13, "found 13 studies that all have the same value"),
    ],
)
def test_too_few_or_equal_values_are_refused(values, said):
    (issue,) = refusal(bcg_by_latitude(values), PLAN)
    assert issue.code == "figure-fits-data"
    assert said in issue.message


@pytest.mark.parametrize("count", [3, 10, 60, 300])
def test_there_are_as_many_bubbles_as_studies_and_no_words_meet(count):
    review = with_column(many(count), [i % 17 + i / 7 for i in range(count)])
    plan = asking("bubble", moderator="latitude")
    found = laid(review, plan)
    assert len(groups(found.page, "study")) == count
    assert overlapping(found.page) == []
    assert outside(found.page) == []
    assert ("fewer than 10 studies" in caption(review, plan)) is (count < 10)


def test_bubbles_lie_within_the_plot():
    found = laid(with_column(many(20), [1950 + i for i in range(20)]), asking("bubble", moderator="latitude"))
    left, top, right, bottom = found.plot.box
    for mark in (mark for one in groups(found.page, "study") for mark in walk(one.marks)):
        assert isinstance(mark, CircleMark)
        assert left <= mark.x - mark.radius
        assert mark.x + mark.radius <= right
        assert top <= mark.y - mark.radius
        assert mark.y + mark.radius <= bottom


def test_the_table_behind_has_the_values_as_entered():
    drawing = figure(bcg_by_latitude(), PLAN).drawing
    heads = [plain_text(cell.children) for cell in drawing.data.head.cells]
    assert heads == ["Study", "Absolute latitude (degrees)", "Risk ratio", "Weight"]
    assert plain_text(drawing.data.body[0].cells[1].children) == "44"
    weights = [float(plain_text(row.cells[3].children).rstrip("%")) for row in drawing.data.body]
    assert sum(weights) == pytest.approx(100, abs=0.5)
    assert len(drawing.alt) <= 250
    assert "13 studies; ratio of risk ratios per unit 0.97" in drawing.alt


def test_a_study_far_from_the_line_is_named():
    found = laid(bcg_by_latitude())
    assert [point.label for point in found.named] == ["Vandiviere 1973"]
    assert "The study named lies further from the line" in caption(bcg_by_latitude(), PLAN)
    assert "Vandiviere 1973" in {mark.text for mark in texts(group(found.page, "names"))}
