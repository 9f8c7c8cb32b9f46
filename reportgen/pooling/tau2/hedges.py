"""The moment estimator with equal weights: Hedges and Olkin, also called Cochran's ANOVA estimator."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array, Design
from reportgen.pooling.moments import free, generalised_q, over, standard_error
from reportgen.pooling.parts import Estimator, Sample

__all__ = ["HEDGES"]


def _estimate(sample: Sample, design: Design, _q: Array) -> Array:
    """Return max(0, (Σr² - Σ(1 - h)v) / (k - p)) with unweighted residuals r and leverages h.

    Reference: Hedges and Olkin, Statistical Methods for Meta-Analysis (1985), chapter 9.
    """
    w = sample.used.astype(np.float64)
    df = free(sample, design.p)
    variances = ((1 - design.leverage(w)) * np.where(sample.used, sample.v, 0.0)).sum(axis=0)
    return np.maximum(over(generalised_q(sample, design, w) - variances, df, 0.0), 0.0)


def _standard_error(sample: Sample, design: Design, tau2: Array) -> Array:
    df = free(sample, design.p)
    return standard_error(sample, design, sample.used.astype(np.float64), tau2, df)


HEDGES = Estimator(id="HE", title="Hedges-Olkin", label="HE", estimate=_estimate, standard_error=_standard_error)
