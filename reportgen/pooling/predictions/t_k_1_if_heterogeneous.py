"""Cochrane's rule: a prediction interval with k - 1 degrees of freedom for three or more heterogeneous studies."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.parts import Array, Fit, Prediction, Sample
from reportgen.pooling.predictions.t_k_1 import T_K_1

__all__ = ["T_K_1_IF_HETEROGENEOUS"]


def _half_width(sample: Sample, fit: Fit, level: float) -> Array:
    """Return the half-width with k - 1 degrees of freedom where k > 2 and tau2 > 0, NaN elsewhere.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.10.4.3.
    """
    where = (sample.k > 2) & (fit.tau2 > 0)
    return np.where(where, T_K_1.half_width(sample, fit, level), np.nan)


T_K_1_IF_HETEROGENEOUS = Prediction(
    id="t-k-1-if-heterogeneous",
    title="Student's t with k − 1 degrees of freedom, for three or more heterogeneous studies",
    half_width=_half_width,
)
