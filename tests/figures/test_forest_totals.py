"""Forest plots of outcomes that show subtotals only, or no totals, under names and axes of their own."""

import math
from dataclasses import replace

import pytest

from reportgen.effects import MEASURES
from reportgen.figures import draw_forest
from reportgen.figures.canvas import ShapeMark, walk
from reportgen.figures.forest.axis import axis_for
from reportgen.figures.forest.blocks import ForestBlock, as_forest
from reportgen.figures.forest.content import content_of
from reportgen.figures.forest.frame import frame_for
from reportgen.figures.forest.layout import forest_page
from reportgen.figures.forest.rows import Interval, Plotted
from reportgen.figures.layouts import Look
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of
from reportgen.model import Axis
from reportgen.quantities import analyse
from tests.divided import GROUPS, divided
from tests.figures.samples import REVMAN_STYLE, texts
from tests.reviews import make_outcome, make_review

STYLE = REVMAN_STYLE


def blocks_of(review):
    analysis = analyse(review, STYLE)
    return tuple(ForestBlock(outcome=outcome, pooled=analysis.pooled[outcome.id]) for outcome in review.outcomes)


def rows_of(review):
    return content_of(as_forest(blocks_of(review), review, STYLE)).rows


def kinds(review):
    return [row.kind for row in rows_of(review)]


def labels(review):
    return [text_of(row.label) for row in rows_of(review)]


def page_of(review):
    forest = as_forest(blocks_of(review), review, STYLE)
    return forest_page(frame_for(forest, content_of(forest), Lettering()))


def words_of(review):
    return {mark.text for mark in texts(page_of(review).marks)}


def weights(review):
    return [text_of(row.cells["weight"]) for row in rows_of(review) if "weight" in row.cells]


def test_subtotals_are_drawn_without_a_total():
    found = divided(totals="subgroups")
    assert kinds(found).count("subtotal") == 2
    assert "total" not in kinds(found)
    assert not any(label.startswith("Total (") for label in labels(found))
    assert labels(found)[-1].startswith("Test for subgroup differences: Chi² = ")


def test_weights_are_those_within_each_subgroup():
    assert [text for text in weights(divided(totals="subgroups")) if text == "100.0%"] == ["100.0%", "100.0%"]
    assert [text for text in weights(divided()) if text == "100.0%"] == ["100.0%"]


def test_studies_alone_are_drawn_without_totals_weights_or_a_line_that_calls_them_not_estimable():
    found = divided(totals="none")
    assert {"subtotal", "total", "line"}.isdisjoint(kinds(found))
    assert kinds(found).count("study") == 4
    assert [label for label in labels(found) if label.lower() in GROUPS] == ["Women", "Men"]
    assert weights(found) == []
    assert "Weight" not in words_of(found)
    assert "95% CI" in words_of(found)
    assert not any("Random" in text for text in words_of(found))


def test_subtotals_of_an_outcome_without_subgroups_are_no_totals_at_all():
    assert kinds(divided({"": GROUPS["women"]}, totals="subgroups")) == ["study", "study"]


def test_squares_of_studies_that_are_not_pooled_are_alike():
    def areas(review):
        squares = [
            m for m in walk(page_of(review).marks) if isinstance(m, ShapeMark) and m.fill == Look().squares["counts"]
        ]
        return {round(mark.points[1][0] - mark.points[0][0], 3) for mark in squares}

    assert len(areas(divided(totals="none"))) == 1


def test_the_test_between_subgroups_is_left_out_where_the_outcome_does_not_show_it():
    assert not any("subgroup differences" in label for label in labels(divided(subgroup_test=False)))
    assert any("subgroup differences" in label for label in labels(divided()))


def test_a_test_that_is_wanted_and_cannot_be_made_is_not_applicable():
    one = {"women": GROUPS["women"], "men": {"Cole 2003": ((0, 9), (0, 9))}}
    assert labels(divided(one))[-1] == "Test for subgroup differences: Not applicable"


def test_an_outcome_may_name_sides_and_ends_of_the_axis():
    axis = Axis(left="Fewer with surgery", right="More with surgery")
    words = words_of(divided(experimental="Surgery", comparator="Rest", axis=axis))
    assert {"Surgery", "Rest", "Fewer with surgery", "More with surgery"} <= words
    assert {"Therapy", "Control"}.isdisjoint(words)
    assert {"Favours Surgery", "Favours Rest"} <= words_of(divided(experimental="Surgery", comparator="Rest"))


def test_blocks_with_different_sides_go_under_those_of_the_comparison():
    data = {name: {"a": ((3, 9), (1, 9)), "b": ((1, 9), (2, 9))} for name in ("A", "B")}
    outcomes = [make_outcome("a", figure="f", comparator="Rest"), make_outcome("b", figure="f")]
    words = words_of(make_review(data, outcomes=outcomes))
    assert "Control" in words
    assert "Rest" not in words


def square(low, high):
    return Plotted(kind="square", interval=Interval(estimate=(low + high) / 2, low=low, high=high))


@pytest.mark.parametrize(
    ("measure", "asked", "ends", "ticks"),
    [
        ("RR", Axis(low=0.1, high=10), (0.1, 10), ["0.1", "0.2", "0.5", "1", "2", "5", "10"]),
        ("RR", Axis(high=45.69), (1 / 45.69, 45.69), ["0.05", "0.2", "1", "5", "20"]),
        ("RR", Axis(low=0.2, high=1.5), (0.2, 1.5), ["0.2", "0.5", "1"]),
        ("MD", Axis(low=-10, high=10), (-10, 10), ["−10", "−5", "0", "5", "10"]),
        ("MD", Axis(high=4), (-4, 4), ["−4", "−2", "0", "2", "4"]),
        ("MD", Axis(low=-1, high=3), (-1, 3), ["−1", "0", "1", "2", "3"]),
    ],
)
def test_the_axis_ends_where_the_outcome_asks(measure, asked, ends, ticks):
    scale = math.log if measure == "RR" else float
    axis = axis_for([square(-0.3, 0.4)], MEASURES[measure], asked)
    assert (axis.low, axis.high) == pytest.approx([scale(end) for end in ends])
    assert [text for _, text in axis.ticks] == ticks
    assert all(axis.holds(value) for value, _ in axis.ticks)
    assert [text for value, text in axis.thinned(lambda _: 5.0, 30.0).ticks if value == axis.null]


@pytest.mark.parametrize(
    ("measure", "asked"),
    [
        ("RR", Axis()),
        ("RR", Axis(low=0, high=10)),
        ("RR", Axis(low=2, high=10)),
        ("RR", Axis(low=-1, high=2)),
        ("MD", Axis(low=1, high=4)),
        ("MD", Axis(low=4, high=-4)),
        ("MD", Axis(high=float("inf"))),
        ("PR", Axis(low=0.1, high=0.2)),
    ],
)
def test_ends_that_no_axis_can_have_are_passed_over(measure, asked):
    plotted = [square(0.2, 0.4)]
    assert axis_for(plotted, MEASURES[measure], asked) == axis_for(plotted, MEASURES[measure])


def test_what_lies_beyond_the_ends_gets_an_arrow():
    def arrows(**settings):
        shapes = [m for m in walk(page_of(divided(**settings)).marks) if isinstance(m, ShapeMark)]
        return sum(len(mark.points) == 3 for mark in shapes)

    assert arrows(axis=Axis(low=0.9, high=1.1)) >= 4
    assert arrows() == 0


@pytest.mark.parametrize(
    ("totals", "said"),
    [
        ("subgroups", "3 studies, no total; subtotals women 2.45 (1.77 to 3.39), men "),
        ("none", "3 studies, not pooled."),
    ],
)
def test_the_text_alternative_says_what_is_shown(totals, said):
    review = divided(totals=totals)
    drawing = draw_forest(blocks_of(review), review, STYLE, name="f")
    assert said in drawing.alt
    assert "no estimate" not in drawing.alt


def test_the_data_of_a_plot_tell_the_test_of_all_subgroups_not_of_the_last():
    review = divided(totals="subgroups")
    data = draw_forest(blocks_of(review), review, STYLE, name="f").data
    notes = ["".join(getattr(part, "text", "") for part in note.children) for note in data.notes]
    assert next(note for note in notes if "subgroup differences" in note).startswith("Test for subgroup differences")


def test_a_plot_with_numbers_in_two_places_keeps_the_sides_of_each_outcome_apart():
    first, second = (
        replace(divided().outcomes[0], id=name, comparator=side) for name, side in (("a", "A"), ("b", "B"))
    )
    review = make_review({}, outcomes=[first, second])
    blocks = (ForestBlock(outcome=first), ForestBlock(outcome=second))
    assert as_forest(blocks[:1], review, STYLE).comparison.comparator == "A"
    assert as_forest(blocks, review, STYLE).comparison.comparator == "Control"
