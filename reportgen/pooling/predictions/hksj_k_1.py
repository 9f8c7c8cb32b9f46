"""The prediction interval with the standard error of Hartung and Knapp and k - 1 degrees of freedom."""

from __future__ import annotations

from reportgen.pooling.choice import prediction_half_width
from reportgen.pooling.intervals.hksj import HKSJ
from reportgen.pooling.moments import free
from reportgen.pooling.parts import Array, Fit, Prediction, Sample

__all__ = ["HKSJ_K_1"]


def _half_width(sample: Sample, fit: Fit, level: float) -> Array:
    """Return t √(τ² + SE²) with the Hartung-Knapp SE and k - 1 degrees of freedom; NaN for one study.

    Reference: Partlett and Riley, Statistics in Medicine 2017;36:301, doi 10.1002/sim.7140.
    """
    se = HKSJ.spread(sample, fit, level).se
    return prediction_half_width(fit.tau2, se, free(sample, 1), level)


HKSJ_K_1 = Prediction(
    id="hksj-k-1",
    title="Student's t with k − 1 degrees of freedom and the Hartung-Knapp standard error",
    half_width=_half_width,
)
