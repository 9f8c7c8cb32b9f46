"""Q-profile limits and the roots behind them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import chdtri

from reportgen.pooling import q_profile, sample_of
from reportgen.pooling.design import MeanOnly
from reportgen.pooling.generalised_q import tau2_at
from reportgen.pooling.moments import generalised_q
from reportgen.pooling.roots import bracketed_newton

MEAN = MeanOnly()


def test_three_studies_of_equal_variance_have_the_limits_of_the_closed_form():
    low, high = q_profile(sample_of([0, 1, 2], [0.25] * 3), MEAN)
    assert (float(low[0]), float(high[0])) == pytest.approx((0.021085030681817, 39.24789020520721), rel=1e-12)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-4, 4), st.floats(1e-3, 5)), min_size=2, max_size=8))
def test_at_each_limit_above_zero_q_is_its_quantile(studies):
    sample = sample_of([y for y, _ in studies], [v for _, v in studies])
    for limit, tail in zip(q_profile(sample, MEAN), (0.025, 0.975), strict=True):
        wanted = chdtri(len(studies) - 1, tail)
        q = generalised_q(sample, MEAN, 1 / (sample.v + limit))
        assert (limit[0] == 0 and q[0] <= wanted) or q[0] == pytest.approx(wanted, rel=1e-9)


def test_effects_closer_together_than_chance_allows_have_both_limits_at_zero():
    low, high = q_profile(sample_of([0.5, 0.5, 0.5001], [0.1, 0.2, 0.3]), MEAN)
    assert (low[0], high[0]) == (0, 0)


def test_one_study_has_no_limits():
    assert np.isnan(q_profile(sample_of([0.5], [0.1]), MEAN)).all()


def test_q_reaches_any_value_below_that_at_zero():
    sample = sample_of([0.2, -0.4, 1.1, 0.6], [0.04, 0.3, 0.1, 0.02])
    top = float(generalised_q(sample, MEAN, 1 / sample.v)[0])
    for goal in (top / 1e6, top / 3, top * 0.999999):
        found = tau2_at(sample, MEAN, np.array([goal]))
        assert float(generalised_q(sample, MEAN, 1 / (sample.v + found))[0]) == pytest.approx(goal, rel=1e-9)
    assert tau2_at(sample, MEAN, np.array([top * 1.01])).tolist() == [0.0]


@pytest.mark.parametrize("power", [1, 3, 9])
def test_a_root_is_found_where_newton_alone_would_run_away(power):
    def function(x, which):
        return -np.sign(x - 2) * np.abs(x - 2) ** (1 / power), -np.ones_like(x) * 1e-3

    found = bracketed_newton(function, np.array([0.0]), np.array([1e6]), np.array([1e5]))
    assert float(found[0]) == pytest.approx(2, rel=1e-9)
