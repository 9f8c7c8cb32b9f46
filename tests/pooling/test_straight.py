"""The design of a straight line: the same as covariates, and exact beside one overwhelming study."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.pooling.design import covariates
from reportgen.pooling.straight import Straight

columns = st.lists(
    st.tuples(st.integers(-9, 9), st.floats(-5, 5, allow_subnormal=False), st.floats(0.1, 10), st.floats(0.1, 10)),
    min_size=4,
    max_size=9,
).filter(lambda rows: len({row[0] for row in rows}) > 2)


@given(rows=columns)
def test_a_line_is_an_intercept_and_a_covariate(rows):
    x, y, w, s = np.array(rows).T
    line, design = Straight(x), covariates(np.stack([np.ones_like(x), x], axis=1))
    y, w, s = y[:, None], np.stack([w, s], axis=1), np.stack([s, w], axis=1)
    assert line.p == design.p == 2
    np.testing.assert_allclose(line.residuals(y, w), design.residuals(y + 0 * w, w), rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(line.leverage(w), design.leverage(w), rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(line.trace(w), design.trace(w), rtol=1e-7)
    np.testing.assert_allclose(line.trace_of_square(w, s), design.trace_of_square(w, s), rtol=1e-7)
    np.testing.assert_allclose(line.rough_trace_of_square(w), design.rough_trace_of_square(w), rtol=1e-7)
    np.testing.assert_allclose(line.log_determinant(w), design.log_determinant(w), rtol=1e-7, atol=1e-9)


@given(rows=columns)
def test_many_weights_take_one_pass(rows):
    x, y, w, s = np.array(rows).T
    line, weights = Straight(x), np.stack([w, s, w + s, w * s], axis=1).reshape(len(x), 2, 2)
    for i, j in np.ndindex(2, 2):
        assert line.trace(weights)[i, j] == pytest.approx(line.trace(weights[:, i, j]), rel=1e-12)
        alone = line.residuals(y, weights[:, i, j])
        np.testing.assert_allclose(line.residuals(y[:, None, None], weights)[:, i, j], alone, rtol=1e-9, atol=1e-12)


def test_one_overwhelming_study_costs_no_digits():
    x, w = [2.0**-30, 0.5, 0.75, 1.5], [2.0**60, 4.0, 2.0, 0.5]
    xs, ws = [Fraction(value) for value in x], [Fraction(value) for value in w]
    middle = sum(a * b for a, b in zip(ws, xs, strict=True)) / sum(ws)
    spread = sum(a * (b - middle) ** 2 for a, b in zip(ws, xs, strict=True))
    exact = sum(a * (1 - a / sum(ws) - a * (b - middle) ** 2 / spread) for a, b in zip(ws, xs, strict=True))
    assert float(Straight(np.array(x)).trace(np.array(w))) == pytest.approx(float(exact), rel=1e-13)
