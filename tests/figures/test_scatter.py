"""What plots of points share: axes, clipping, words over a plot, names beside points."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.effects import MEASURES
from reportgen.figures.canvas import TextMark
from reportgen.figures.scatter.axes import effect_axis, linear_axis
from reportgen.figures.scatter.clip import clipped_area, clipped_lines, crosses
from reportgen.figures.scatter.colours import tint
from reportgen.figures.scatter.heads import spread
from reportgen.figures.scatter.labels import Ground, label_marks
from reportgen.figures.scatter.markers import Look, bubble_radii, look_of_groups, marker
from tests.figures.plots import LETTERING

BOX = (0.0, 0.0, 100.0, 50.0)
coordinates = st.tuples(st.floats(-300, 400), st.floats(-300, 400))


def room(label):
    return 4.0 * len(label) + 9


def shown(axis, length=300.0, most=11):
    return axis.ticks(room, length, most)


# ---- axes


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0.0, 0.73, ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8"]),
        (1948, 1980, ["1945", "1950", "1955", "1960", "1965", "1970", "1975", "1980"]),
        (-3.2, 1.1, ["−4", "−3", "−2", "−1", "0", "1", "2"]),
        (0.0, 0.00031, ["0.00000", "0.00005", "0.00010", "0.00015", "0.00020", "0.00025", "0.00030", "0.00035"]),
    ],
)
def test_equal_steps_are_round_and_both_ends_have_a_label(low, high, labels):
    axis = linear_axis(low, high, "")
    assert [label for _, label in axis.ticks(room, 500.0, 9)] == labels


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_an_axis_holds_what_it_is_for(one, other):
    axis = linear_axis(min(one, other), max(one, other), "")
    assert axis.low <= min(one, other) + 1e-6 * abs(axis.high - axis.low)
    assert axis.high >= max(one, other) - 1e-6 * abs(axis.high - axis.low)
    assert axis.high > axis.low


@given(st.floats(-12, 12), st.floats(0.0, 15))
def test_labels_of_a_ratio_stand_at_their_logarithms_and_never_meet(low, reach):
    axis = effect_axis([low, low + reach], MEASURES["RR"], "")
    ticks = shown(axis)
    assert ticks
    for place, label in ticks:
        if "10" not in label or "⁻" not in label:
            assume(not set(label) & set("×⁰¹²³⁴⁵⁶⁷⁸⁹"))
            assert place == pytest.approx(math.log(float(label)), abs=1e-9)
    for (a, one), (b, other) in pairwise(ticks):
        assert (axis.share(b) - axis.share(a)) * 300 >= (room(one) + room(other)) / 2 - 1e-9


def test_no_effect_has_a_label_wherever_it_is_on_the_axis():
    for low, high in ((-3, 1), (-0.2, 0.3), (-9, 9), (-0.01, 4)):
        assert "1" in [label for _, label in shown(effect_axis([low, high], MEASURES["OR"], ""))]


@pytest.mark.parametrize("id_", list(MEASURES))
def test_every_measure_has_an_axis_in_natural_units(id_):
    axis = effect_axis([0.1, 0.9], MEASURES[id_], "", size=50.0)
    assert axis.low <= 0.1
    assert axis.high >= 0.9
    assert len(shown(axis)) >= 2


# ---- clipping


@given(st.lists(coordinates, min_size=2, max_size=12))
def test_lines_are_cut_at_the_edges(points):
    for part in clipped_lines(points, BOX):
        for x, y in part:
            assert -1e-6 <= x <= 100 + 1e-6
            assert -1e-6 <= y <= 50 + 1e-6


def test_a_line_that_leaves_and_returns_is_two():
    assert clipped_lines([(10, 10), (10, 90), (60, 90), (60, 10)], BOX) == (((10, 10), (10, 50)), ((60, 50), (60, 10)))


@given(st.lists(coordinates, min_size=3, max_size=8))
def test_areas_are_cut_at_the_edges(points):
    assert all(-1e-6 <= x <= 100 + 1e-6 and -1e-6 <= y <= 50 + 1e-6 for x, y in clipped_area(points, BOX))


def test_an_area_keeps_what_lies_inside():
    assert clipped_area([(-50, -50), (200, -50), (200, 200), (-50, 200)], BOX) == ((0, 50), (0, 0), (100, 0), (100, 50))
    assert clipped_area([(200, 200), (300, 200), (250, 300)], BOX) == ()


def test_a_line_past_a_box_does_not_cross_it():
    assert crosses([(-10, 25), (110, 25)], BOX)
    assert not crosses([(-10, 60), (110, 60)], BOX)


# ---- words


@given(st.lists(st.floats(0, 300), min_size=1, max_size=5))
def test_words_over_a_plot_keep_their_order_and_their_distance(places):
    places = sorted(places)
    widths = [30.0 + 5 * i for i in range(len(places))]
    middles = spread(places, widths, 8.0, (0.0, 300.0))
    for (a, one), (b, other) in pairwise(zip(middles, widths, strict=True)):
        assert b - a >= (one + other) / 2 + 8 - 1e-6
    assert middles[0] - widths[0] / 2 >= -1e-6
    assert middles[-1] + widths[-1] / 2 <= 300 + 1e-6


def test_words_with_room_stand_at_their_places():
    assert spread([50, 200], [30, 30], 8, (0, 300)) == [50, 200]


@given(st.lists(st.tuples(st.floats(5, 195), st.floats(5, 145)), min_size=1, max_size=25))
def test_names_cover_neither_points_nor_one_another_nor_lines(points):
    boxes = tuple((x - 3, y - 3, x + 3, y + 3) for x, y in points)
    line = ((0.0, 75.0), (200.0, 75.0))
    ground = Ground(bounds=(0, 0, 200, 150), boxes=boxes, lines=(line,))
    wanted = [(f"Study {i}", x, y, 3.0) for i, (x, y) in enumerate(points)]
    marks, placed = label_marks(wanted, ground, LETTERING, 7.5)
    found = [LETTERING.box(mark) for mark in marks if isinstance(mark, TextMark)]
    assert len(found) == len(placed)
    for i, (left, top, right, bottom) in enumerate(found):
        assert not crosses(line, (left, top, right, bottom))
        for a, b, c, d in (*boxes, *found[:i]):
            assert right <= a or c <= left or bottom <= b or d <= top
        assert left >= 0
        assert right <= 200


def test_a_lone_name_stands_right_of_its_point_without_a_line():
    marks, placed = label_marks(
        [("Study", 50.0, 50.0, 3.0)],
        Ground(bounds=(0, 0, 200, 100), boxes=((47, 47, 53, 53),), lines=()),
        LETTERING,
        7.5,
    )
    assert placed == (0,)
    (mark,) = marks
    assert mark.x > 53


# ---- marks


def test_all_shapes_have_the_area_of_the_circle():
    for look in look_of_groups(list("abcdef"), "#2f62ad").values():
        mark = marker(look, 0, 0, 3.0)
        if look.shape == "circle":
            continue
        xs, ys = zip(*mark.points, strict=True)
        area = abs(sum(xs[i - 1] * ys[i] - xs[i] * ys[i - 1] for i in range(len(xs)))) / 2
        assert area == pytest.approx(math.pi * 9)


def test_groups_differ_in_shape_or_colour_however_many_they_are():
    looks = look_of_groups([str(i) for i in range(42)], "#2f62ad")
    assert len(set(looks.values())) == 42
    first = [looks[str(i)] for i in range(6)]
    assert len({look.shape for look in first}) == len({look.colour for look in first}) == 6


def test_fills_are_opaque_and_lighter_than_their_outline():
    assert tint("#000000", 0.25) == "#bfbfbf"
    mark = marker(Look("circle", "#2f62ad"), 0, 0, 3.0)
    assert (mark.fill, mark.stroke) == ("#b6c8e2", "#2f62ad")
    assert marker(Look("circle", "#2f62ad"), 0, 0, 3.0, hollow=True).fill == "#ffffff"


@given(st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=300))
def test_bubbles_have_areas_as_weights_down_to_a_least(weights):
    radii = bubble_radii(weights)
    assert 5.0 <= max(radii) <= 9.0
    for radius, weight in zip(radii, weights, strict=True):
        expected = max(radii) * math.sqrt(weight / max(weights))
        assert radius == pytest.approx(max(1.3, expected), rel=1e-9)
