"""The highest of several maxima, and 0 only where it is the highest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.pooling import sample_of
from reportgen.pooling.design import MeanOnly
from reportgen.pooling.likelihood import log_likelihood, maximise, ml_score, reml_score

TWO_MAXIMA = ([-0.1, 3.2, -0.2, 2.4, -0.5], [0.01, 0.72, 0.04, 1.17, 0.07])
"""The score of the restricted likelihood is below 0 at 0, but its highest point lies at 2.194179."""

MEAN = MeanOnly()
scores = pytest.mark.parametrize(("score", "restricted"), [(ml_score, False), (reml_score, True)])


def heights(sample, tau2, restricted):
    return log_likelihood(sample.y, sample.v, np.asarray(tau2, dtype=float), MEAN, restricted=restricted)


def test_a_falling_likelihood_at_zero_may_have_its_maximum_elsewhere():
    sample = sample_of(*TWO_MAXIMA)
    assert float(reml_score(sample.y, 1 / sample.v, MEAN, False)[0][0]) / 2 == pytest.approx(-1.09, abs=0.005)
    found = maximise(sample, MEAN, reml_score, restricted=True)
    assert float(found[0]) == pytest.approx(2.194179, abs=5e-7)
    assert heights(sample, found, True) > heights(sample, [0.0], True)


def test_zero_is_exact_where_it_is_the_highest():
    sample = sample_of([0.1, 0.12, 0.09], [0.2, 0.3, 0.25])
    assert maximise(sample, MEAN, reml_score, restricted=True).tolist() == [0.0]


@scores
@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-4, 4), st.floats(1e-3, 5)), min_size=2, max_size=8))
def test_no_tau2_on_a_fine_grid_has_a_higher_likelihood(score, restricted, sample):
    given_ = sample_of([y for y, _ in sample], [v for _, v in sample])
    found = maximise(given_, MEAN, score, restricted=restricted)
    grid = np.concatenate([[0.0], np.geomspace(1e-6, 100, 2000)])
    assert float(heights(given_, grid, restricted).max()) <= float(heights(given_, found, restricted)[0]) + 1e-9


@scores
def test_the_score_is_the_slope_of_the_likelihood_and_knows_its_own(score, restricted):
    sample = sample_of([0.2, -0.4, 1.1, 0.6], [0.04, 0.3, 0.1, 0.02])
    at, step = 0.17, 1e-5
    up, down = (heights(sample, [at + side * step], restricted)[0] for side in (1, -1))
    value, slope = score(sample.y, 1 / (sample.v + at), MEAN, True)
    assert float(value[0]) / 2 == pytest.approx((up - down) / (2 * step), rel=1e-6)
    rates = [float(score(sample.y, 1 / (sample.v + at + side * step), MEAN, False)[0][0]) for side in (1, -1)]
    assert float(slope[0]) == pytest.approx((rates[0] - rates[1]) / (2 * step), rel=1e-6)
