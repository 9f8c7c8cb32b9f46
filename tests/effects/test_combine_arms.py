"""Several arms of one side become one."""

from __future__ import annotations

import math

import pytest

from reportgen.effects import ArmData, combine_arms
from reportgen.errors import Origin


def arm(*values: float, arms=("A",), line: int = 2, columns=("events", "n")) -> ArmData:
    names = columns if len(values) == 2 else ("mean", "sd", "n")
    return ArmData(
        arms=arms,
        label=arms[0],
        values=dict(zip(names, map(float, values), strict=True)),
        texts=dict(zip(names, map(str, values), strict=True)),
        inputs={name: (Origin("results.csv", line, i),) for i, name in enumerate(names)},
    )


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


def test_the_person_time_of_combined_arms_is_added_up():
    both = combine_arms([arm(3, 20.5, columns=("events", "time")), arm(4, 30, columns=("events", "time"), line=3)])
    assert both.values == {"events": 7, "time": 50.5}
