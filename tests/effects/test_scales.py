"""Scales of analysis and the way back to print."""

from __future__ import annotations

import math

import numpy as np
import pytest

from reportgen.effects import MEASURES, SCALES
from tests.effects.columns import columns_of, effect

PRINTED = np.array([0.02, 0.3, 0.5, 0.97])


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", [None, 7.0, 400.0])
def test_a_value_comes_back_as_it_went(scale, size):
    assert SCALES[scale].back(SCALES[scale].forth(PRINTED, size), size) == pytest.approx(PRINTED, rel=1e-12)


@pytest.mark.parametrize("key", [key for key, measure in MEASURES.items() if measure.sides == 1])
def test_the_effect_of_one_arm_comes_back_as_its_proportion_rate_or_correlation(key):
    columns = columns_of(key)
    size = columns.get(SCALES[MEASURES[key].scale].size)
    printed = columns["r"] if "r" in columns else columns["events"] / columns.get("n", columns.get("time"))
    assert SCALES[MEASURES[key].scale].back(effect(key, columns).y, size) == pytest.approx(printed, rel=1e-12)


@pytest.mark.parametrize("n", [1, 5, 10, 1000])
def test_half_of_the_participants_come_back_as_half_whatever_their_number(n):
    assert SCALES["freeman-tukey"].back(math.pi / 4, n) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("scale", "low", "high"),
    [("logit", 0, 1), ("arcsine", 0, 1), ("freeman-tukey", 0, 1), ("fisher-z", -1, 1), ("square-root", 0, math.inf)],
)
@pytest.mark.parametrize("size", [None, 3.0, 50.0])
def test_what_comes_back_stays_within_the_range_of_the_measure(scale, low, high, size):
    back = SCALES[scale].back(np.linspace(-900, 900, 2001), size)
    assert back.min() >= low
    assert back.max() <= high


@pytest.mark.parametrize("scale", ["freeman-tukey", "freeman-tukey-rate"])
def test_the_way_back_never_turns_round(scale):
    values = np.linspace(0.001, 2.0, 500)
    for size in (1.0, 4.0, 120.0):
        assert (np.diff(SCALES[scale].back(values, size)) >= -1e-12).all()


def test_a_huge_logarithm_comes_back_finite():
    assert math.isfinite(SCALES["log"].back(1e6))


def test_each_measure_has_a_known_scale_and_only_logs_a_logarithmic_axis():
    assert {measure.scale for measure in MEASURES.values()} == set(SCALES)
    assert [key for key, scale in SCALES.items() if scale.log_axis] == ["log"]


def test_a_rate_is_zero_below_the_value_that_no_event_has():
    back = SCALES["freeman-tukey-rate"].back
    assert [float(back(y, 100)) for y in (-0.5, -0.05, 0.0, 0.05)] == [0.0, 0.0, 0.0, 0.0]
    assert float(back(0.2, 100)) == pytest.approx((0.2 - 1 / (4 * 100 * 0.2)) ** 2)
