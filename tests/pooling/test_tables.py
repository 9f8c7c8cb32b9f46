"""Two-by-two tables and rates: Mantel-Haenszel, Peto, Cochran, and tests of association and homogeneity."""

from __future__ import annotations

import math

import numpy as np
import pytest

from reportgen import effect_sizes
from reportgen.pooling import pool, table_tests

ONE = {"events_1": [12], "n_1": [20], "events_2": [7], "n_2": [40]}
A, B, C, D = 12, 8, 7, 33
TWO = {"events_1": [12, 3], "n_1": [20, 50], "events_2": [7, 9], "n_2": [40, 60]}


@pytest.mark.parametrize("method", ["mantel-haenszel", "mantel-haenszel-exact"])
@pytest.mark.parametrize(
    ("measure", "y", "v"),
    [
        ("OR", math.log(A * D / (B * C)), 1 / A + 1 / B + 1 / C + 1 / D),
        ("RR", math.log((A / 20) / (C / 40)), 1 / A - 1 / 20 + 1 / C - 1 / 40),
        ("RD", A / 20 - C / 40, A * B / 20**3 + C * D / 40**3),
    ],
)
def test_one_table_is_its_own_result(method, measure, y, v):
    summary = pool(effect_sizes(measure, ONE), method=method, model="common").summary
    assert summary.estimate == pytest.approx(y, rel=1e-13)
    if (measure, method) != ("RD", "mantel-haenszel-exact"):  # Sato's variance is another one
        assert summary.se**2 == pytest.approx(v, rel=1e-13)


def test_sato_and_greenland_robins_nearly_agree():
    old, new = (
        pool(effect_sizes("RD", TWO), method=method, model="common").summary.se
        for method in ("mantel-haenszel", "mantel-haenszel-exact")
    )
    assert new == pytest.approx(old, rel=0.2)
    assert new != old


@pytest.mark.parametrize("measure", ["IRR", "IRD"])
def test_one_pair_of_rates_is_its_own_result(measure):
    rates = {"events_1": [10], "time_1": [100.0], "events_2": [5], "time_2": [100.0]}
    effects = effect_sizes(measure, rates)
    summary = pool(effects, method="mantel-haenszel", model="common").summary
    assert (summary.estimate, summary.se**2) == pytest.approx((float(effects.y[0]), float(effects.v[0])), rel=1e-13)


def test_cochrans_weights_are_the_events_expected():
    rates = {"events_1": [10, 4], "time_1": [100.0, 30.0], "events_2": [5, 9], "time_2": [100.0, 90.0]}
    result = pool(effect_sizes("IRR", rates), method="cochran", model="common")
    assert result.weights == pytest.approx((62.5, 37.5))
    assert result.summary.se == pytest.approx(math.sqrt(1 / 14 + 1 / 14))


def test_petos_method_needs_no_correction():
    result = pool(effect_sizes("PETO", {"events_1": [1], "n_1": [10], "events_2": [5], "n_2": [10]}), method="peto")
    assert result.summary.estimate == pytest.approx(-1.809523809523810, rel=1e-14)
    assert result.summary.se == pytest.approx(0.951189731211342, rel=1e-14)


def test_one_table_has_the_chi_squared_of_cochran_mantel_and_haenszel():
    tests = table_tests([A], [20], [C], [40], correct=False)
    n = 60
    assert tests.cmh == pytest.approx((n - 1) * (A * D - B * C) ** 2 / (20 * 40 * 19 * 41), rel=1e-13)
    assert tests.cmh_p == pytest.approx(math.erfc(math.sqrt(tests.cmh / 2)), rel=1e-12)
    assert table_tests([A], [20], [C], [40]).cmh < tests.cmh


def test_tables_with_the_same_odds_ratio_are_homogeneous():
    tests = table_tests([10, 20], [20, 40], [5, 10], [20, 40])
    assert (tests.breslow_day, tests.tarone) == pytest.approx((0, 0), abs=1e-12)
    assert (tests.breslow_day_p, tests.k) == (pytest.approx(1), 2)


def test_an_odds_ratio_of_exactly_one_can_be_tested():
    assert table_tests([5, 5], [10, 10], [5, 5], [10, 10]).breslow_day == pytest.approx(0)


def test_tables_that_say_nothing_are_not_counted():
    tests = table_tests([0, 5, 3], [10, 5, 10], [0, 6, 4], [12, 6, 10])
    assert tests.k == 1
    assert table_tests([0], [10], [0], [10]).k == 0
    assert math.isnan(table_tests([0], [10], [0], [10]).cmh)


@pytest.mark.parametrize("measure", ["RR", "OR"])
def test_arms_without_events_anywhere_give_no_summary_rather_than_an_infinite_one(measure):
    tables = {"events_1": [0, 0], "n_1": [20, 30], "events_2": [3, 4], "n_2": [20, 30]}
    result = pool(effect_sizes(measure, tables), method="mantel-haenszel-exact", model="common")
    assert (result.summary, result.heterogeneity) == (None, None)
    assert pool(effect_sizes(measure, tables), method="mantel-haenszel", model="common").summary is not None


def test_huge_arms_do_not_overflow():
    tables = {"events_1": [3e9, 2e9], "n_1": [1e10, 1e10], "events_2": [4e9, 1e9], "n_2": [1e10, 1e10]}
    for measure in ("RR", "OR", "RD", "PETO"):
        summary = pool(effect_sizes(measure, tables), preset="revman5", model="common").summary
        assert np.isfinite([summary.estimate, summary.se]).all()
