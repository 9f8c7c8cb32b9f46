"""The value of tau2 at which the generalised Q has a given value; behind Paule-Mandel and the Q-profile."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reportgen.pooling.design import Array, Design, dot, inverse
from reportgen.pooling.distributions import chi2_quantile
from reportgen.pooling.moments import free
from reportgen.pooling.parts import Sample
from reportgen.pooling.roots import bracketed_newton

__all__ = ["q_profile", "tau2_at"]

_LARGE = 4096


def tau2_at(sample: Sample, design: Design, target: Array) -> Array:
    """Return the τ² at which Σr²/(v + τ²) equals `target`, (B,); 0 where Q at 0 is not above it.

    Q falls with τ². The root is sought on (1/target - 1/Q), which is nearly a straight line, so that a few Newton
    steps do.
    """
    found = np.zeros(sample.y.shape[1])
    q, pull = _q(sample.y, sample.v, found, design)
    where = np.flatnonzero((sample.k > design.p) & (target > 0) & (q > target))
    if not where.size:
        return found
    whole = where.size == found.size
    y, v = (sample.y, sample.v) if whole else (sample.y[:, where], sample.v[:, where])
    goal, q, pull = target[where], q[where], pull[where]

    def function(tau2: Array, which: NDArray[np.intp]) -> tuple[Array, Array]:
        alone = which.size == where.size
        q, pull = _q(y if alone else y[:, which], v if alone else v[:, which], tau2, design)
        return 1 / goal[which] - 1 / q, -pull / (q * q)

    # one Newton step from 0
    start = (q / goal - 1) * q / pull
    found[where] = bracketed_newton(function, np.zeros(where.size), _beyond(y, v, goal, design), start)
    return found


def q_profile(sample: Sample, design: Design, level: float = 0.95) -> tuple[Array, Array]:
    """Return the limits of τ², (B,): where the generalised Q meets the quantiles of its chi-squared distribution.

    Both are 0 where even at τ² = 0 the effects lie closer together than the upper quantile allows, and NaN with no
    degrees of freedom.

    Reference: Viechtbauer, Statistics in Medicine 2007;26:37, doi 10.1002/sim.2514.
    """
    df = free(sample, design.p)
    tail = (1 - level) / 2
    some = df > 0
    counted = np.where(some, df, 1.0)
    targets = chi2_quantile(np.array([[tail], [1 - tail]]), counted)
    if sample.y.size > _LARGE:
        low, high = (tau2_at(sample, design, target) for target in targets)
    else:
        low, high = tau2_at(_twice(sample), design, targets.ravel()).reshape(2, -1)
    return np.where(some, low, np.nan), np.where(some, high, np.nan)


def _twice(sample: Sample) -> Sample:
    """Return a sample with each meta-analysis twice, so that both limits take one pass."""
    y, v = (np.concatenate([values, values], axis=1) for values in (sample.y, sample.v))
    k, offset = np.concatenate([sample.k, sample.k]), np.concatenate([sample.offset, sample.offset])
    return Sample(y=y, v=v, k=k, offset=offset)


def _q(y: Array, v: Array, tau2: Array, design: Design) -> tuple[Array, Array]:
    """Return Q at τ² and Σw²r², the rate at which it falls."""
    w = inverse(v, tau2)
    residuals = design.residuals(y, w)
    w *= residuals
    return dot(w, residuals), dot(w, w)


def _beyond(y: Array, v: Array, target: Array, design: Design) -> Array:
    """Return a τ² at which Q is below the target: the unweighted sum of squares over it bounds Q from above."""
    used = np.isfinite(v).astype(np.float64)
    residuals = design.residuals(y, used)
    return np.asarray(2 * dot(residuals * used, residuals) / target)
