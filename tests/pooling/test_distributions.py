"""Tails of distributions against tables and against scipy."""

from __future__ import annotations

import pytest
from scipy.special import chdtrc, ndtr

from reportgen.pooling.distributions import chi2_tail, normal_quantile, normal_two_sided


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
