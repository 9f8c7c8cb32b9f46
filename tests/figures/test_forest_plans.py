"""What the plan of a synthesis changes in a forest plot: labels, tests, prediction intervals, notes."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from reportgen.document import plain_text
from reportgen.effects import MEASURES
from reportgen.figures import draw_forest
from reportgen.figures.canvas import LineMark, ShapeMark
from reportgen.figures.forest.axis import axis_for
from reportgen.figures.forest.rows import Interval, Plotted
from reportgen.figures.lines import text_of
from reportgen.model import PRESETS
from tests.figures.samples import REVMAN_STYLE, bcg, blocks_of, content, groups, lines, page, single, texts
from tests.figures.test_forest_marks import marks
from tests.reviews import make_arms, make_outcome, make_result, make_review, make_study

COCHRANE, REVMAN5 = PRESETS["cochrane"], PRESETS["revman5"]
TWO = {"A 2001": ((4, 20), (9, 21)), "B 2002": ((3, 30), (8, 31))}
FOUR = {**TWO, "C 2003": ((15, 40), (9, 41)), "D 2004": ((2, 60), (20, 61))}


def bcg_by(plan):
    review = bcg()
    return replace(review, outcomes=(replace(review.outcomes[0], plan=plan),))


def drawn(review):
    return draw_forest(blocks_of(review), review, REVMAN_STYLE, name="x")


# ---- words


def test_cochranes_rule_prints_its_interval_estimator_t_and_prediction_interval():
    assert lines(bcg_by(COCHRANE))[-5:] == [
        "Total (HKSJ, 95% CI)",
        "Prediction interval",
        "Total events",
        "Heterogeneity: Tau² (REML) = 0.31; Chi² = 152.23, df = 12 (P < 0.00001); I² = 92%",
        "Test for overall effect: T = 3.95, df = 12 (P = 0.002)",
    ]


@pytest.mark.parametrize(
    ("settings", "label"),
    [
        ({"interval": "wald"}, "Total (95% CI)"),
        ({"interval": "hksj"}, "Total (HKSJ, 95% CI)"),
        ({"interval": "hksj-ad-hoc", "level": 0.9}, "Total (HKSJ, q ≥ 1, 90% CI)"),
        ({"interval": "kenward-roger"}, "Total (KR, 95% CI)"),
        ({"model": "common"}, "Total (95% CI)"),
    ],
)
def test_the_total_names_its_interval_where_it_is_not_walds(settings, label):
    assert label in lines(single(FOUR, plan=replace(COCHRANE, **settings)))


def test_numbers_of_the_prediction_interval_are_those_of_the_result():
    row = next(row for row in content(bcg_by(COCHRANE)).rows if row.kind == "prediction")
    assert [number.text for number in row.limits] == ["0.14", "1.76"]
    assert row.plotted.interval.low == pytest.approx(math.log(row.limits[0].value))
    assert row.plotted.interval.high == pytest.approx(math.log(row.limits[1].value))


def test_without_a_prediction_interval_there_is_no_row_for_one():
    assert "Prediction interval" not in lines(bcg_by(REVMAN5))
    assert "Prediction interval" not in lines(single(TWO, plan=COCHRANE))


def test_each_subgroup_has_a_prediction_interval_of_its_own():
    review = bcg(subgroups=True)
    review = replace(review, outcomes=(replace(review.outcomes[0], plan=COCHRANE),))
    ids = [row.id for row in content(review).rows if row.kind == "prediction"]
    assert ids == ["prediction-tb-random", "prediction-tb-systematic", "prediction-tb"]  # one subgroup has two studies


def test_a_fall_back_on_wald_is_noted_under_the_plot():
    shown = content(single(TWO, plan=COCHRANE))
    total = next(row for row in shown.rows if row.kind == "total")
    assert text_of(total.label) == "Total (95% CI)"
    assert total.notes == "a"
    assert shown.footnotes[0][1].startswith("Wald interval: with two studies")
    assert any(
        mark.text.startswith("Wald interval: with two") for mark in texts(page(single(TWO, plan=COCHRANE)).marks)
    )


def test_the_source_of_i2_is_noted_where_it_makes_a_difference():
    reml = content(single(FOUR, plan=COCHRANE))
    line = next(row for row in reml.rows if text_of(row.label).startswith("Heterogeneity"))
    assert dict(reml.footnotes)[line.notes] == "I² is worked out from Tau² and the typical variance within studies."
    dl = content(single(FOUR, plan=REVMAN5))
    assert all(not row.notes for row in dl.rows if row.kind == "line")


# ---- what is drawn


def test_a_prediction_interval_is_a_thin_line_with_brackets_and_no_mark_of_an_estimate():
    found = marks("prediction", 0.0, -0.5, 0.5)
    assert all(isinstance(mark, LineMark) for mark in found)
    line, left, right = found
    assert line.width < left.width
    assert [mark.points[1][0] for mark in (left, right)] == [150.0, 250.0]
    assert [len(mark.points) for mark in (left, right)] == [4, 4]
    assert left.points[0][0] > left.points[1][0]  # the brackets open inwards
    assert right.points[0][0] < right.points[1][0]


def test_a_prediction_interval_that_is_cut_has_an_arrow_in_place_of_a_bracket():
    found = marks("prediction", 0.0, -3.0, 0.5)
    assert sum(isinstance(mark, ShapeMark) for mark in found) == 1
    assert sum(isinstance(mark, LineMark) for mark in found) == 2


def test_the_axis_holds_the_prediction_interval():
    study = Plotted(kind="square", interval=Interval(estimate=0.0, low=-0.1, high=0.1), weight=1.0)
    around = Plotted(kind="prediction", interval=Interval(estimate=0.0, low=-2.2, high=2.2))
    assert axis_for([study, around], MEASURES["RR"]).ticks[-1][1] == "10"


def test_a_picture_with_a_prediction_interval_says_so_to_those_who_cannot_see_it():
    drawing = drawn(bcg_by(COCHRANE))
    assert "prediction interval 0.14 to 1.76" in drawing.alt
    assert len(drawing.alt) <= 250
    row = next(row for row in drawing.data.body if plain_text(row.cells[0].children) == "Prediction interval")
    assert (row.kind, plain_text(row.cells[-1].children)) == ("total", "[0.14, 1.76]")
    assert {"prediction_low", "prediction_high", "t", "t_df"} <= {
        getattr(node, "statistic", "") for node in drawing.numbers
    }


# ---- measures of one group, and others without arms


def one_group(measure, column="n", third=None):
    data = [{"events": events, column: size} for events, size in ((3, 60), (8, 75), (12, 240), (5, 40))]
    rows = [make_result(f"S{i}", "x", "T", third[i] if third else row, line=i + 2) for i, row in enumerate(data)]
    studies = tuple(make_study(f"S{i}", line=i + 2) for i in range(4))
    arms = tuple(arm for i in range(4) for arm in make_arms(f"S{i}", line=2 * i + 2))
    outcome = make_outcome("x", measure, plan=COCHRANE)
    return make_review({}, outcomes=[outcome], studies=studies, arms=arms, results=tuple(rows))


@pytest.mark.parametrize(
    ("measure", "column"), [("PR", "n"), ("PLO", "n"), ("PFT", "n"), ("IR", "time"), ("IRLN", "time"), ("IRFT", "time")]
)
def test_one_group_has_its_columns_a_plain_axis_and_favours_nobody(measure, column):
    review = one_group(measure, column)
    row = next(row for row in content(review).rows if row.kind == "study")
    assert list(row.cells) == ["experimental.events", f"experimental.{column}", "weight"]
    picture = page(review)
    assert groups(picture, "sides") == []
    ticks = [mark.text for group in groups(picture, "axis") for mark in texts(group.marks)]
    assert ticks[0].strip("0.") == ""
    assert float(ticks[-1]) >= 0.15
    assert not any(line.startswith("Test for overall effect") for line in lines(review))
    assert "Therapy versus" not in drawn(review).alt
    assert "favouring" not in drawn(review).alt


def test_an_axis_of_proportions_ends_at_one():
    high = Plotted(kind="square", interval=Interval(estimate=0.97, low=0.8, high=1.3), weight=1.0)
    axis = axis_for([high], MEASURES["PR"])
    assert (axis.low, axis.high, axis.null) == (0.0, 1.0, None)
    assert axis.holds(1.0)
    assert not axis.holds(1.3)


def test_a_square_of_a_proportion_stands_where_the_proportion_is():
    rows = [row for row in content(one_group("PLO")).rows if row.kind == "study"]
    assert [row.plotted.interval.estimate for row in rows] == pytest.approx([3 / 60, 8 / 75, 12 / 240, 5 / 40])


def test_correlations_of_one_group_keep_their_null_and_their_test():
    data = [{"r": r, "n": 40} for r in (0.3, 0.5, 0.4, 0.35)]
    review = one_group("ZCOR", third=data)
    picture = page(review)
    assert groups(picture, "sides") == []
    assert any(line.startswith("Test for overall effect: ") for line in lines(review))
    assert "favouring" not in drawn(review).alt


@pytest.mark.parametrize("measure", ["HR", "GEN", "GENLOG"])
def test_effects_given_as_such_have_no_columns_of_arms(measure):
    effects = (0.5, 0.8, 0.7)
    rows = tuple(
        make_result(f"S{i}", "x", "T", {"estimate": effect, "se": 0.2}, versus="C", line=i + 2)
        for i, effect in enumerate(effects)
    )
    studies = tuple(make_study(f"S{i}", line=i + 2) for i in range(3))
    arms = tuple(arm for i in range(3) for arm in make_arms(f"S{i}", line=2 * i + 2))
    outcome = make_outcome("x", measure, plan=COCHRANE)
    review = make_review({}, outcomes=[outcome], studies=studies, arms=arms, results=rows)
    assert {key for row in content(review).rows for key in row.cells} == {"given.y", "given.se", "weight"}
    assert len(groups(page(review), "sides")) == 1
