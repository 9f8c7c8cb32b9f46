"""Rules for studies with an empty cell."""

from __future__ import annotations

import math

import numpy as np
import pytest

from reportgen.effects import MEASURES, ZERO_CELLS, corrected_cells
from tests.effects.columns import columns_of, effect

NAN = math.nan
EMPTY = {"events_1": 0, "n_1": 10, "events_2": 5, "n_2": 10}
NONE = {"events_1": 0, "n_1": 15, "events_2": 0, "n_2": 15}
FULL = {"events_1": 20, "n_1": 20, "events_2": 20, "n_2": 20}
NO_EVENTS = "no events in either group"
ALL_EVENTS = "events in all participants of both groups"


def cells(table: tuple[float, ...], rule: str) -> tuple[float, ...]:
    """Return what becomes of a table of events and participants."""
    return tuple(float(cell) for cell in corrected_cells(*(np.array(float(cell)) for cell in table), rule)[:4])


@pytest.mark.parametrize(
    ("table", "rule", "expected"),
    [
        ((1, 3, 3, 7), "revman", (1, 2, 3, 4)),
        ((0, 2, 3, 7), "revman", (0.5, 2.5, 3.5, 4.5)),
        ((1, 3, 3, 3), "revman", (1.5, 2.5, 3.5, 0.5)),
        ((0, 2, 3, 7), "metafor", (0.5, 2.5, 3.5, 4.5)),
        ((1, 3, 3, 7), "all", (1.5, 2.5, 3.5, 4.5)),
        ((0, 2, 3, 7), "none", (0, 2, 3, 4)),
        ((0, 20, 4, 60), "treatment-arm", (0.25, 20.25, 4.75, 56.75)),
        ((0, 20, 0, 60), "all-studies", (0.5, 20.5, 0.5, 60.5)),
    ],
)
def test_a_rule_adds_to_the_cells_of_a_study(table, rule, expected):
    assert cells(table, rule) == expected


@pytest.mark.parametrize("rule", ZERO_CELLS)
def test_nothing_is_added_where_a_batch_has_no_study(rule):
    assert cells((0, 0, 0, 0), rule) == (0, 0, 0, 0)
    assert not corrected_cells(*np.zeros((4, 3)), rule).keep.any()


@pytest.mark.parametrize("rule", ZERO_CELLS)
def test_a_rule_treats_both_arms_alike(rule):
    one, two = cells((0, 20, 4, 60), rule), cells((4, 60, 0, 20), rule)
    assert one == two[2:] + two[:2]


@pytest.mark.parametrize("rule", [rule for rule in ZERO_CELLS if rule != "all"])
@pytest.mark.parametrize("measure", [key for key, measure in MEASURES.items() if measure.sides])
def test_studies_without_an_empty_cell_do_not_depend_on_the_rule(rule, measure):
    columns = columns_of(measure)
    found, revman = effect(measure, columns, zero_cells=rule), effect(measure, columns)
    assert found.y.tolist() == revman.y.tolist()
    assert found.v == pytest.approx(revman.v, rel=1e-14)


@pytest.mark.parametrize(
    ("measure", "rule", "y", "v"),
    [
        ("OR", "revman", math.log(1 / 21), 2.458874458874459),
        ("RR", "revman", math.log(1 / 11), 2.0),
        ("RR", "meta", math.log(0.5 / 5.5), 1 / 0.5 - 1 / 10.5 + 1 / 5.5 - 1 / 10.5),
        ("RR", "all-studies", math.log(0.5 / 5.5), 1 / 0.5 - 1 / 10.5 + 1 / 5.5 - 1 / 10.5),
        ("OR", "meta", math.log(1 / 21), 2.458874458874459),
        ("RD", "revman", -0.5, 0.5 * 10.5 / 11**3 + 5.5 * 5.5 / 11**3),
        ("RD", "metafor", -5 / 11, 0.5 * 10.5 / 11**3 + 5.5 * 5.5 / 11**3),
        ("RD", "none", -0.5, 0.025),
        ("PETO", "revman", -2.5 / (18.75 / 19), 19 / 18.75),
        ("PETO", "metafor", -2.5 / (484 / 22**2 * 6 * 16 / 21 / 4), 21 * 4 / 96),
        ("AS", "metafor", -math.pi / 4, 0.05),
    ],
)
def test_a_study_with_one_empty_cell_has_the_effect_of_its_rule(measure, rule, y, v):
    found = effect(measure, EMPTY, zero_cells=rule)
    assert (found.y[0], found.v[0]) == pytest.approx((y, v), rel=1e-12)


@pytest.mark.parametrize(
    ("measure", "rule", "y"),
    [
        ("RR", "revman", NAN),
        ("OR", "revman", NAN),
        ("PETO", "revman", NAN),
        ("RD", "revman", 0),
        ("AS", "revman", 0),
        ("RR", "metafor", 0),
        ("OR", "metafor", 0),
        ("PETO", "metafor", 0),
        ("RD", "metafor", 0),
        ("RR", "metafor-drop00", NAN),
        ("RD", "metafor-drop00", NAN),
        ("AS", "metafor-drop00", NAN),
        ("OR", "all", 0),
        ("OR", "none", NAN),
        ("OR", "treatment-arm", NAN),
        ("OR", "all-studies", 0),
        ("RR", "all-studies", 0),
        ("RR", "meta", NAN),
    ],
)
def test_a_study_without_events_is_kept_or_left_out_as_the_rule_says(measure, rule, y):
    found = effect(measure, NONE, zero_cells=rule)
    assert found.y[0] == pytest.approx(y, nan_ok=True)
    assert found.reasons == (NO_EVENTS if math.isnan(y) else "",)


@pytest.mark.parametrize(
    ("measure", "rule", "v"),
    [
        ("RR", "revman", NAN),
        ("RR", "revman-full-risk-ratio", 2 * 0.5 / (20.5 * 21)),
        ("RR", "metafor", 2 * 0.5 / (20.5 * 21)),
        ("RR", "meta", 2 * (1 / 20 - 1 / 20.5)),
        ("RR", "all-studies", 2 * (1 / 20 - 1 / 20.5)),
        ("OR", "revman-full-risk-ratio", NAN),
        ("OR", "meta", NAN),
        ("PETO", "revman", NAN),
        ("RD", "revman", 2 * 20.5 * 0.5 / 21**3),
    ],
)
def test_a_study_in_which_all_have_the_event_is_kept_or_left_out_as_the_rule_says(measure, rule, v):
    found = effect(measure, FULL, zero_cells=rule)
    assert found.v[0] == pytest.approx(v, nan_ok=True)
    assert found.reasons == (ALL_EVENTS if math.isnan(v) else "",)


@pytest.mark.parametrize(
    ("measure", "rule", "y", "v"),
    [
        ("IRR", "revman", NAN, NAN),
        ("IRR", "metafor", math.log(0.5), 4.0),
        ("IRR", "meta", math.log(0.5), 4.0),
        ("IRR", "metafor-drop00", NAN, NAN),
        ("IRD", "revman", 0.0, 0.5 / 100**2 + 0.5 / 50**2),
        ("IRD", "metafor", 0.005 - 0.01, 0.5 / 100**2 + 0.5 / 50**2),
        ("IRD", "metafor-drop00", NAN, NAN),
        ("IRSD", "revman", 0.0, 1 / 400 + 1 / 200),
        ("IRSD", "metafor-drop00", NAN, NAN),
    ],
)
def test_rates_without_events_are_treated_as_the_rule_says(measure, rule, y, v):
    found = effect(measure, {"events_1": 0, "time_1": 100, "events_2": 0, "time_2": 50}, zero_cells=rule)
    assert (found.y[0], found.v[0]) == pytest.approx((y, v), nan_ok=True)


@pytest.mark.parametrize(
    ("measure", "rule", "events", "y", "v"),
    [
        ("PR", "revman", 0, 0.0, 0.5 * 12.5 / 13**3),
        ("PR", "metafor", 0, 0.5 / 13, 0.5 * 12.5 / 13**3),
        ("PR", "none", 0, NAN, NAN),
        ("PLO", "revman", 0, math.log(0.5 / 12.5), 1 / 0.5 + 1 / 12.5),
        ("PLO", "none", 12, NAN, NAN),
        ("PLN", "metafor", 12, math.log(12.5 / 13), 1 / 12.5 - 1 / 13),
        ("PLN", "meta", 12, 0.0, 1 / 12 - 1 / 12.5),
        ("PLN", "meta", 0, math.log(0.5 / 12.5), 1 / 0.5 - 1 / 12.5),
        ("PLN", "none", 0, NAN, NAN),
        ("PAS", "metafor", 0, 0.0, 1 / 48),
    ],
)
def test_proportions_of_nobody_or_everybody_are_treated_as_the_rule_says(measure, rule, events, y, v):
    found = effect(measure, {"events": events, "n": 12}, zero_cells=rule)
    assert (found.y[0], found.v[0]) == pytest.approx((y, v), nan_ok=True)


def test_an_arm_without_participants_has_an_effect_only_where_the_rule_fills_it():
    nobody = {"events_1": 0, "n_1": 0, "events_2": 0, "n_2": 0}
    assert effect("OR", nobody).reasons == ("no participants",)
    assert effect("OR", nobody, zero_cells="metafor").v[0] == pytest.approx(8.0)


def test_nothing_added_leaves_a_ratio_with_an_empty_cell_out():
    assert effect("OR", EMPTY, zero_cells="none").reasons == ("an empty cell, and nothing is added",)
    assert effect("RR", EMPTY, zero_cells="none").reasons == ("no events in one group, and nothing is added",)
    assert effect("RR", {**EMPTY, "events_1": 10}, zero_cells="none").y[0] == pytest.approx(math.log(2))
