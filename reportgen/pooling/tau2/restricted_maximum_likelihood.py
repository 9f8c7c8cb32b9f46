"""The restricted maximum-likelihood estimator."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array, Design
from reportgen.pooling.likelihood import maximise, reml_score
from reportgen.pooling.moments import over
from reportgen.pooling.parts import Estimator, Sample

__all__ = ["RESTRICTED_MAXIMUM_LIKELIHOOD"]


def _estimate(sample: Sample, design: Design, _q: Array) -> Array:
    """Return the τ² at which the restricted likelihood is highest over the whole half-line; 0 only where 0 is.

    Reference: Raudenbush, in Cooper, Hedges and Valentine (editors), The Handbook of Research Synthesis and
    Meta-Analysis, 2nd edition (2009), chapter 16; Viechtbauer 2005, doi 10.3102/10769986030003261.
    """
    return maximise(sample, design, reml_score, restricted=True)


def _standard_error(sample: Sample, design: Design, tau2: Array) -> Array:
    """Return the square root of 2 / tr PP, the inverse of the expected information."""
    w = 1 / (sample.v + tau2)
    information = np.maximum(design.trace_of_square(w, np.ones_like(w)), 0.0)
    return np.where(sample.k > design.p, over(np.full_like(information, np.sqrt(2)), np.sqrt(information)), np.nan)


RESTRICTED_MAXIMUM_LIKELIHOOD = Estimator(
    id="REML",
    title="Restricted maximum likelihood",
    label="REML",
    estimate=_estimate,
    standard_error=_standard_error,
)
