"""The prediction interval from the normal distribution."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.choice import prediction_half_width
from reportgen.pooling.parts import Array, Fit, Prediction, Sample

__all__ = ["NORMAL"]


def _half_width(_sample: Sample, fit: Fit, level: float) -> Array:
    """Return z √(τ² + SE²).

    Reference: Skipka, The inclusion of the estimation uncertainty of the between-trial heterogeneity (2006); it takes
    τ² as known, so it is too narrow for few studies.
    """
    return prediction_half_width(fit.tau2, fit.se, np.full_like(fit.se, np.inf), level)


NORMAL = Prediction(id="normal", title="Normal", half_width=_half_width)
