"""The prediction interval with k - 2 degrees of freedom."""

from __future__ import annotations

from reportgen.pooling.choice import prediction_half_width
from reportgen.pooling.moments import free
from reportgen.pooling.parts import Array, Fit, Prediction, Sample

__all__ = ["T_K_2"]


def _half_width(sample: Sample, fit: Fit, level: float) -> Array:
    """Return t √(τ² + SE²) with k - 2 degrees of freedom; NaN below three studies.

    Reference: Higgins, Thompson and Spiegelhalter, Journal of the Royal Statistical Society A 2009;172:137,
    doi 10.1111/j.1467-985X.2008.00552.x.
    """
    return prediction_half_width(fit.tau2, fit.se, free(sample, 2), level)


T_K_2 = Prediction(id="t-k-2", title="Student's t with k − 2 degrees of freedom", half_width=_half_width)
