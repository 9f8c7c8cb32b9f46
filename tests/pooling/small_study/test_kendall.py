"""Kendall's rank correlation: against every order that a few values can have."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.pooling.small_study.kendall import exact_two_sided, ranks, score, score_variance, tau_b


def scores_of_all_orders(x, y):
    return [score(np.array(x, float), np.array(order, float)) for order in itertools.permutations(y)]


@pytest.mark.parametrize("k", [3, 4, 5, 6])
def test_the_exact_p_value_counts_all_orders(k):
    scores = np.array(scores_of_all_orders(range(k), range(k)))
    for s in np.unique(scores).tolist():
        tails = (scores <= s).mean(), (scores >= s).mean()
        assert exact_two_sided(s, k) == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-12)


@pytest.mark.parametrize("k", [5, 30, 150])
def test_the_rarest_order_is_one_of_all(k):
    highest = k * (k - 1) // 2
    log_p = math.log(2) - math.lgamma(k + 1)
    assert math.log(exact_two_sided(highest, k)) == pytest.approx(log_p, rel=1e-12)
    assert exact_two_sided(-highest, k) == exact_two_sided(highest, k)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        ([1, 1, 2, 3, 4], [1, 2, 3, 4, 5]),
        ([1, 1, 2, 2, 3], [1, 1, 1, 2, 3]),
        ([1, 1, 1, 1, 2], [1, 2, 2, 2, 2]),
        ([1, 1, 1, 1, 1], [1, 2, 3, 4, 5]),
    ],
)
def test_the_variance_of_the_score_is_that_of_all_orders(x, y):
    variance = float(np.var(scores_of_all_orders(x, y)))
    assert score_variance(np.array(x, float), np.array(y, float)) == pytest.approx(variance, rel=1e-12, abs=1e-12)


@given(pairs=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=9))
def test_the_score_counts_pairs(pairs):
    signs = [(one[0] - other[0]) * (one[1] - other[1]) for one, other in itertools.combinations(pairs, 2)]
    x, y = np.array(pairs, float).T
    assert score(x, y) == sum(sign > 0 for sign in signs) - sum(sign < 0 for sign in signs)
    tau = tau_b(x, y)
    assert math.isnan(tau) if min(np.ptp(x), np.ptp(y)) == 0 else abs(tau) <= 1 + 1e-12


def test_a_long_column_is_counted_in_parts():
    x = np.arange(3000.0)
    assert score(x, x) == 3000 * 2999 // 2
    assert score(x, -x) == -3000 * 2999 // 2


def test_values_that_differ_by_rounding_are_tied():
    values = np.array([0.3, 0.1 + 0.2, 0.5, -1.0])
    assert ranks(values, np.full(4, 1e-15)).tolist() == [1, 1, 2, 0]
    assert ranks(values, np.zeros(4)).tolist() == [1, 2, 3, 0]
