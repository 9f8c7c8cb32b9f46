from __future__ import annotations

import math

import pytest

from reportgen.effects import MEASURES
from reportgen.figures.forest.axis import axis_for
from reportgen.figures.forest.rows import Interval, Plotted
from reportgen.model import Axis

RR, MD = MEASURES["RR"], MEASURES["MD"]


def study(estimate, low, high, measure=RR):
    on = math.log if measure.scale == "log" else float
    return Plotted(kind="square", interval=Interval(estimate=on(estimate), low=on(low), high=on(high)), weight=50.0)


def labels(plotted, measure=RR):
    return [label for _, label in axis_for(plotted, measure).ticks]


@pytest.mark.parametrize(
    ("estimates", "expected"),
    [
        ([(1.02, 0.95, 1.08)], ["0.9", "1", "1.1"]),
        ([(0.7, 0.55, 0.9)], ["0.5", "0.7", "1", "1.5", "2"]),
        ([(0.4, 0.12, 1.3)], ["0.1", "0.2", "0.5", "1", "2", "5", "10"]),
        ([(30.86, 4.2, 226)], ["0.001", "0.1", "1", "10", "1000"]),
    ],
)
def test_a_ratio_gets_the_narrowest_ladder_that_holds_it(estimates, expected):
    assert labels([study(*one) for one in estimates]) == expected


def test_one_limit_in_ten_may_be_cut_but_no_estimate():
    narrow = [study(0.8, 0.6, 1.1)] * 9
    assert labels([*narrow, study(1.1, 0.5, 400)])[-1] == "2"
    assert labels([*narrow, study(60, 0.5, 400)])[-1] == "100"


def test_the_axis_is_longer_where_a_square_would_cover_the_arrow_at_its_end():
    narrow = [study(0.8, 0.6, 1.1)] * 9
    assert labels([*narrow, study(90, 0.5, 400)])[-1] == "200"
    assert labels([*narrow, study(90, 60, 99)])[-1] == "100"
    differences = [study(-1, -2, 0.1, MD)] * 9
    assert labels([*differences, study(-3.9, -4.6, -2.2, MD)], MD)[0] == "−5.0"
    assert labels([*differences, study(-3.1, -4.6, -2.2, MD)], MD)[0] == "−4"


def test_a_pooled_interval_is_never_cut_to_save_room():
    total = Plotted(kind="total", interval=Interval(estimate=0.0, low=math.log(0.02), high=math.log(50)))
    assert labels([*[study(0.9, 0.8, 1.1)] * 20, total]) == ["0.02", "0.1", "1", "10", "50"]


@pytest.mark.parametrize("scale", [1e-5, 0.003, 0.7, 1, 24, 555, 1e7])
def test_a_difference_gets_round_ticks_about_zero(scale):
    axis = axis_for([study(-scale, -1.9 * scale, 0.1 * scale, MD)], MD)
    places = [place for place, _ in axis.ticks]
    assert places == pytest.approx([-place for place in reversed(places)])
    assert 1.9 * scale <= axis.high <= 3 * scale
    assert [float(label.replace("−", "-")) for _, label in axis.ticks] == pytest.approx(places)


def test_labels_use_a_true_minus_and_zero_has_none():
    assert labels([study(-3.9, -5.4, -2.2, MD)], MD) == ["−6", "−4", "−2", "0", "2", "4", "6"]


def test_an_effect_of_impossible_size_still_gets_an_axis():
    huge = Plotted(kind="square", interval=Interval(estimate=900.0, low=-900.0, high=1e300))
    assert labels([huge])[-1] == "10000"
    assert len(labels([huge], MD)) >= 3


@pytest.mark.parametrize("end", [1e-9, 1e-20, 5e-324, 1e12])
def test_ends_of_any_size_that_are_asked_for_give_an_axis(end):
    axis = axis_for([study(1, 0.5, 2, MD)], MD, Axis(low=-end, high=end))
    assert axis.low < 0 < axis.high
    assert "0" in {label.rstrip("0").rstrip(".") or "0" for _, label in axis.ticks}


def test_nothing_to_plot_still_gets_an_axis():
    assert labels([]) == ["0.9", "1", "1.1"]


def test_labels_without_room_are_dropped_in_pairs_and_the_null_stays():
    axis = axis_for([study(-3.9, -5.4, -2.2, MD)], MD).thinned(lambda _: 30.0, 100.0)
    assert [label for _, label in axis.ticks] == ["−4", "0", "4"]
