from __future__ import annotations

import math

import pytest

from reportgen.figures.canvas import LineMark, ShapeMark
from reportgen.figures.forest.axis import Axis
from reportgen.figures.forest.marks import Plot
from reportgen.figures.forest.rows import Interval, Plotted
from reportgen.figures.layouts import Look

AXIS = Axis(null=0.0, low=-1.0, high=1.0, ticks=())
PLOT = Plot(axis=AXIS, left=100.0, width=200.0, colour="#2f62ad", largest_weight=60.0, look=Look(prediction="brackets"))


def marks(kind, estimate, low, high, weight=30.0):
    return PLOT.marks(Plotted(kind=kind, interval=Interval(estimate=estimate, low=low, high=high), weight=weight), 50.0)


def shapes(*arguments, **more):
    return [mark for mark in marks(*arguments, **more) if isinstance(mark, ShapeMark)]


def arrows(*arguments):
    return [mark.points[0] for mark in shapes(*arguments) if len(mark.points) == 3]


def squares(*arguments):
    return [mark for mark in shapes(*arguments) if mark.fill == PLOT.colour]


@pytest.mark.parametrize(
    ("low", "high", "tips"),
    [(-0.5, 0.5, []), (-2.0, 0.5, [100.0]), (-0.5, 2.0, [300.0]), (-2.0, 2.0, [100.0, 300.0])],
)
def test_there_is_an_arrow_at_each_end_where_an_interval_is_cut(low, high, tips):
    assert [x for x, _ in arrows("square", 0.0, low, high)] == tips


def test_nothing_is_drawn_beyond_the_ends_of_the_axis():
    for kind in ("square", "total"):
        points = [point for mark in marks(kind, 0.2, -9.0, 9.0) for point in mark.points]
        assert all(100.0 <= x <= 300.0 for x, _ in points)


def test_an_estimate_off_the_axis_has_an_arrow_and_no_square():
    assert squares("square", 1.5, 0.5, 3.0) == []
    assert arrows("square", 1.5, 0.5, 3.0) == [(300.0, 50.0)]
    assert arrows("square", -5.0, -6.0, -4.0) == [(100.0, 50.0)]


@pytest.mark.parametrize("weight", [60.0, 30.0, 15.0, 7.5])
def test_the_area_of_a_square_is_proportional_to_the_weight(weight):
    assert PLOT.side(weight) ** 2 / PLOT.side(60.0) ** 2 == pytest.approx(weight / 60.0)


def test_the_smallest_square_can_still_be_seen():
    assert PLOT.side(0.0001) == 1.5


def test_an_interval_inside_its_square_is_drawn_in_white_on_top():
    drawn = marks("square", 0.0, -0.01, 0.01, weight=60.0)
    inside = [mark for mark in drawn if isinstance(mark, LineMark) and mark.points[0][1] == mark.points[1][1]]
    assert [mark.colour for mark in inside] == ["#ffffff"]
    assert drawn.index(inside[0]) > drawn.index(squares("square", 0.0, -0.01, 0.01, 60.0)[0])


def test_a_diamond_spans_its_interval_and_is_highest_at_the_estimate():
    (diamond,) = shapes("total", 0.1, -0.3, 0.6)
    assert [x for x, _ in diamond.points] == pytest.approx([170.0, 210.0, 260.0, 210.0])
    assert diamond.points[1][1] < 50.0 < diamond.points[3][1]


def test_a_cut_diamond_ends_in_an_upright_edge():
    (diamond,) = shapes("total", 0.5, 0.0, 1.5)
    edge = [y for x, y in diamond.points if x == pytest.approx(300.0)]
    assert len(edge) == 2
    assert max(edge) - min(edge) == pytest.approx(4.6)


def test_a_published_diamond_is_hollow_and_a_subtotal_is_lighter_than_a_total():
    fills = [shapes(kind, 0.1, -0.3, 0.6)[0].fill for kind in ("published", "subtotal", "total")]
    assert fills == ["#ffffff", "#6e6e6e", "#000000"]


def test_a_narrow_diamond_can_still_be_seen():
    (diamond,) = shapes("total", 0.0, -1e-6, 1e-6)
    xs = [x for x, _ in diamond.points]
    assert max(xs) - min(xs) == pytest.approx(2.0)


def test_marks_are_finite_for_intervals_without_end():
    points = [point for mark in marks("square", 0.0, -math.inf, math.inf) for point in mark.points]
    assert all(math.isfinite(value) for point in points for value in point)
