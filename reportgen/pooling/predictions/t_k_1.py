"""The prediction interval with k - 1 degrees of freedom."""

from __future__ import annotations

from reportgen.pooling.choice import prediction_half_width
from reportgen.pooling.moments import free
from reportgen.pooling.parts import Array, Fit, Prediction, Sample

__all__ = ["T_K_1"]


def _half_width(sample: Sample, fit: Fit, level: float) -> Array:
    """Return t √(τ² + SE²) with k - 1 degrees of freedom; NaN for one study.

    Reference: Veroniki, Jackson, Bender, Kuss, Langan, Higgins, Knapp and Salanti, Research Synthesis Methods
    2019;10:23, doi 10.1002/jrsm.1319.
    """
    return prediction_half_width(fit.tau2, fit.se, free(sample, 1), level)


T_K_1 = Prediction(id="t-k-1", title="Student's t with k − 1 degrees of freedom", half_width=_half_width)
