"""Measures against closed forms, and the rule for empty cells."""

from __future__ import annotations

import math

import pytest

from reportgen.effects import MEASURES, ZERO_CELLS, ArmData, TwoByTwo, combine_arms
from reportgen.errors import Origin
from reportgen.model import Plan


def arm(*values: float, arms=("A",), line: int = 2) -> ArmData:
    names = ("events", "n") if len(values) == 2 else ("mean", "sd", "n")
    return ArmData(
        arms=arms,
        label=arms[0],
        values=dict(zip(names, map(float, values), strict=True)),
        texts=dict(zip(names, map(str, values), strict=True)),
        inputs={name: (Origin("results.csv", line, i),) for i, name in enumerate(names)},
    )


def effect(measure: str, one: tuple, two: tuple) -> tuple[float, float]:
    found = MEASURES[measure].arm_effect(arm(*one), arm(*two), Plan())
    assert found.reason == ""
    return found.y, found.v


@pytest.mark.parametrize(
    ("measure", "one", "two", "y", "v"),
    [
        ("OR", (0, 10), (5, 10), math.log(1 / 21), 2.458874458874459),
        ("RR", (0, 10), (5, 10), math.log(1 / 11), 2.0),
        ("RR", (10, 10), (5, 10), math.log((10.5 / 11) / (5.5 / 11)), 1 / 10.5 - 1 / 11 + 1 / 5.5 - 1 / 11),
        ("RR", (31, 46), (9, 54), math.log(31 * 54 / (46 * 9)), 1 / 31 - 1 / 46 + 1 / 9 - 1 / 54),
        ("OR", (31, 46), (9, 54), math.log(31 * 45 / (15 * 9)), 1 / 31 + 1 / 15 + 1 / 9 + 1 / 45),
        ("MD", (8.9, 4.2, 45), (11.3, 4.8, 50), -2.4, 4.2**2 / 45 + 4.8**2 / 50),
        ("SMD", (1, 1, 10), (0, 1, 10), 68 / 71, 0.228557855473041),
    ],
)
def test_an_effect_has_the_closed_form(measure, one, two, y, v):
    assert effect(measure, one, two) == pytest.approx((y, v), rel=1e-12)


def test_depression_scores_give_the_hedges_g_worked_out_from_them_elsewhere():
    # the exact correction gives -0.526 (-0.936 to -0.116); RevMan's approximation agrees to these digits
    y, v = effect("SMD", (8.9, 4.2, 45), (11.3, 4.8, 50))
    assert [round(value, 3) for value in (y, y - 1.959964 * v**0.5, y + 1.959964 * v**0.5)] == pytest.approx(
        [-0.526, -0.936, -0.116], abs=0.0011
    )


@pytest.mark.parametrize("measure", ["RR", "OR"])
@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        ((0, 10), (0, 12), "no events in either group"),
        ((10, 10), (12, 12), "events in all participants of both groups"),
    ],
)
def test_without_contrast_a_ratio_has_a_reason_in_place_of_a_value(measure, one, two, reason):
    found = MEASURES[measure].arm_effect(arm(*one), arm(*two), Plan())
    assert found.reason == reason
    assert math.isnan(found.y)
    assert math.isnan(found.v)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ((1, 2, 3, 4), (1, 2, 3, 4)),
        ((0, 2, 3, 4), (0.5, 2.5, 3.5, 4.5)),
        ((1, 2, 3, 0), (1.5, 2.5, 3.5, 0.5)),
        ((0, 2, 3, 0), (0.5, 2.5, 3.5, 0.5)),
    ],
)
def test_half_an_event_goes_to_all_cells_of_a_study_with_an_empty_one(table, expected):
    assert ZERO_CELLS["revman"](TwoByTwo(*table)) == expected


def test_three_participants_are_too_few_for_revmans_standard_error():
    found = MEASURES["SMD"].arm_effect(arm(1, 1, 2), arm(0, 1, 1), Plan())
    assert found.reason == "fewer than four participants"


def test_a_risk_ratio_near_everybody_keeps_the_digits_of_its_variance():
    n = 10**12
    assert effect("RR", (n - 1, n), (n - 1, n))[1] == pytest.approx(2 / n**2, rel=1e-9)


def test_combined_counts_are_added_up():
    both = combine_arms([arm(3, 20), arm(4, 30, arms=("B",), line=3)])
    assert both.values == {"events": 7, "n": 50}
    assert both.texts == {"events": "", "n": ""}
    assert both.arms == ("A", "B")
    assert [origin.line for origin in both.inputs["events"]] == [2, 3]


def test_combined_depression_scores_are_those_the_review_worked_out():
    both = combine_arms([arm(9.2, 4.8, 42), arm(9.9, 5.9, 47, arms=("B",), line=3)])
    assert both.values["n"] == 89
    assert (round(both.values["mean"], 2), round(both.values["sd"], 2)) == (9.57, 5.39)
    assert len(both.inputs["sd"]) == 6


def test_combining_two_arms_is_the_formula_of_the_handbook():
    (n1, m1, s1), (n2, m2, s2) = (12, 3.5, 1.2), (30, 5.0, 2.4)
    both = combine_arms([arm(m1, s1, n1), arm(m2, s2, n2)]).values
    squares = (n1 - 1) * s1**2 + (n2 - 1) * s2**2 + n1 * n2 / (n1 + n2) * (m1 - m2) ** 2
    assert both["mean"] == pytest.approx((n1 * m1 + n2 * m2) / (n1 + n2))
    assert both["sd"] == pytest.approx(math.sqrt(squares / (n1 + n2 - 1)))


def test_the_sd_of_combined_arms_is_that_of_the_pooled_participants():
    three, two = [1.0, 2.0, 6.0], [4.0, 9.0]

    def summary(values: list[float]) -> tuple[float, float, int]:
        mean = sum(values) / len(values)
        return mean, math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1)), len(values)

    both = combine_arms([arm(*summary(three)), arm(*summary(two))]).values
    assert (both["mean"], both["sd"], both["n"]) == pytest.approx(summary(three + two))
