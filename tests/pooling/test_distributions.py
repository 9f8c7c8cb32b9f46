"""Tails of distributions against tables and against scipy."""

from __future__ import annotations

import math

import pytest
from scipy.special import chdtrc, ndtr

from reportgen.pooling.distributions import chi2_tail, normal_quantile, normal_two_sided, t_quantile


@pytest.mark.parametrize("df", [1, 2, 3, 4, 9, 10, 99, 1000])
@pytest.mark.parametrize("q", [1e-8, 0.1, 1.0, 5.0, 50.0, 300.0, 900.0])
def test_the_tail_of_chi_squared_is_scipys(q, df):
    assert chi2_tail(q, df) == pytest.approx(float(chdtrc(df, q)), rel=1e-11, abs=1e-300)


@pytest.mark.parametrize(
    ("q", "df", "p"), [(3.841458820694124, 1, 0.05), (5.991464547107979, 2, 0.05), (18.307038053275146, 10, 0.05)]
)
def test_the_tail_of_chi_squared_is_that_of_printed_tables(q, df, p):
    assert chi2_tail(q, df) == pytest.approx(p, rel=1e-12)


def test_no_heterogeneity_has_p_one_and_endless_heterogeneity_p_zero():
    assert [chi2_tail(0.0, df) for df in (1, 2, 7)] == [1, 1, 1]
    assert [chi2_tail(1e200, df) for df in (1, 2, 7)] == [0, 0, 0]


@pytest.mark.parametrize("z", [0.0, 0.5, -1.96, 8.0, -30.0])
def test_the_two_sided_p_keeps_its_digits_far_out(z):
    assert normal_two_sided(z) == pytest.approx(2 * float(ndtr(-abs(z))), rel=1e-12)


def test_the_normal_quantile_of_a_95_percent_interval():
    assert normal_quantile(0.975) == pytest.approx(1.959963984540054, rel=1e-14)


@pytest.mark.parametrize(("df", "t"), [(0.0099, 1.3053118875244458e130), (0.006, 2.6757475876423868e215)])
def test_the_quantile_of_t_is_right_with_next_to_no_degrees_of_freedom(df, t):
    # checked with 40-digit arithmetic
    assert t_quantile(df, 0.975) == pytest.approx(t, rel=1e-10)


def test_the_quantile_of_t_is_infinite_where_it_leaves_the_range_and_normal_at_the_other_end():
    assert t_quantile([1e-4, math.inf], 0.975).tolist() == [math.inf, pytest.approx(1.959963984540054, rel=1e-14)]


def test_a_statistic_that_is_not_known_has_no_p():
    assert math.isnan(chi2_tail(math.nan, 3))
    assert math.isnan(chi2_tail(math.nan, 0))
