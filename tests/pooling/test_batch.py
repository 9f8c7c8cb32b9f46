"""One code path: what a meta-analysis gives alone, it gives among many."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.pooling import ESTIMATORS, INTERVALS, PREDICTIONS, pool, pool_many

studies = st.lists(st.tuples(st.floats(-3, 3), st.floats(1e-2, 4)), min_size=1, max_size=7)
PAIRS = {
    "estimate": "estimate",
    "se": "se",
    "ci_low": "ci_low",
    "ci_high": "ci_high",
    "statistic": "statistic",
    "p": "p",
}


@settings(max_examples=40)
@given(
    st.lists(studies, min_size=1, max_size=5),
    st.sampled_from(list(ESTIMATORS)),
    st.sampled_from(list(INTERVALS)),
    st.sampled_from(list(PREDICTIONS)),
)
def test_many_give_what_each_gives_alone(batch, tau2, interval, prediction):
    chosen = {"tau2": tau2, "interval": interval, "prediction": prediction}
    y, v = [[e for e, _ in one] for one in batch], [[s for _, s in one] for one in batch]
    many = pool_many(y, v, **chosen)
    for i, (effects, variances) in enumerate(zip(y, v, strict=True)):
        alone = pool(effects, variances, **chosen)
        for name in PAIRS:
            mine, theirs = getattr(alone.summary, name), float(getattr(many, name)[i])
            assert theirs == pytest.approx(mine, rel=1e-6, abs=1e-9, nan_ok=True), name
        assert str(many.interval[i]) == alone.summary.interval
        low = alone.prediction[0] if alone.prediction else math.nan
        assert float(many.prediction_low[i]) == pytest.approx(low, rel=1e-6, abs=1e-9, nan_ok=True)


def test_the_order_of_meta_analyses_does_not_matter():
    random = np.random.default_rng(3)
    y, v = random.normal(size=(50, 6)), random.uniform(0.05, 1, size=(50, 6))
    one, two = pool_many(y, v), pool_many(y[::-1], v[::-1])
    np.testing.assert_array_equal(one.tau2, two.tau2[::-1])
    np.testing.assert_array_equal(one.ci_low, two.ci_low[::-1])


@pytest.mark.parametrize("k", [2, 40, 700, 9000])
def test_large_and_small_samples_take_other_ways_to_the_same_numbers(k):
    # beyond some thousand places sums and grids are worked through piece by piece
    random = np.random.default_rng(k)
    v = random.uniform(0.01, 1, k)
    y = random.normal(0.2, np.sqrt(v + 0.1))
    alone, beside = pool(y, v), pool_many([y, y[:2]], [v, v[:2]])
    assert float(beside.tau2[0]) == pytest.approx(alone.heterogeneity.tau2, rel=1e-9, abs=1e-12)
    assert float(beside.estimate[0]) == pytest.approx(alone.summary.estimate, rel=1e-10)
