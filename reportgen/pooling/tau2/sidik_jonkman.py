"""The estimator of Sidik and Jonkman, which is never 0 unless all effects are equal."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array, Design, MeanOnly
from reportgen.pooling.moments import free, generalised_q, over, standard_error
from reportgen.pooling.parts import Estimator, Sample

__all__ = ["SIDIK_JONKMAN"]


def _start(sample: Sample) -> Array:
    """Return τ₀², the mean squared deviation of the effects from their mean, also where there are covariates."""
    w = sample.used.astype(np.float64)
    return over(generalised_q(sample, MeanOnly(), w), w.sum(axis=0), 0.0)


def _weights(sample: Sample, start: Array) -> Array:
    """Return 1/(v/τ₀² + 1); 0 where the effects do not differ."""
    return np.where(start > 0, start / (sample.v + start), 0.0)


def _estimate(sample: Sample, design: Design, _q: Array) -> Array:
    """Return Σwr²/(k - p) with weights 1/(v/τ₀² + 1), τ₀² = Σ(y - ȳ)²/k.

    Reference: Sidik and Jonkman, Journal of the Royal Statistical Society C 2005;54:367,
    doi 10.1111/j.1467-9876.2005.00489.x.
    """
    start = _start(sample)
    found = np.zeros_like(start)
    some = np.flatnonzero((start > 0) & (sample.k > design.p))
    if some.size:
        w = start[some] / (sample.v[:, some] + start[some])
        residuals = design.residuals(sample.y[:, some], w)
        found[some] = (w * residuals * residuals).sum(axis=0) / (sample.k[some] - design.p)
    return found


def _standard_error(sample: Sample, design: Design, tau2: Array) -> Array:
    start = _start(sample)
    some = start > 0
    w = np.where(some, _weights(sample, np.where(some, start, 1.0)), sample.used)
    df = free(sample, design.p)
    return np.where(some, standard_error(sample, design, w, tau2, df), 0.0)


SIDIK_JONKMAN = Estimator(
    id="SJ", title="Sidik-Jonkman", label="SJ", estimate=_estimate, standard_error=_standard_error
)
