"""The prediction interval with the standard error and degrees of freedom of Kenward and Roger."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.choice import prediction_half_width
from reportgen.pooling.intervals.kenward_roger import KENWARD_ROGER as INTERVAL
from reportgen.pooling.parts import Array, Fit, Prediction, Sample

__all__ = ["KENWARD_ROGER"]


def _half_width(sample: Sample, fit: Fit, level: float) -> Array:
    """Return t √(τ² + SE²) with the SE and degrees of freedom of Kenward and Roger; NaN for one study.

    Reference: Partlett and Riley, Statistics in Medicine 2017;36:301, doi 10.1002/sim.7140.
    """
    spread = INTERVAL.spread(sample, fit, level)
    return np.where(sample.k > 1, prediction_half_width(fit.tau2, spread.se, spread.df, level), np.nan)


KENWARD_ROGER = Prediction(
    id="kenward-roger",
    title="Student's t with the Kenward-Roger standard error and degrees of freedom",
    half_width=_half_width,
)
