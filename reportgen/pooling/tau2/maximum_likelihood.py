"""The maximum-likelihood estimator."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array, Design
from reportgen.pooling.likelihood import maximise, ml_score
from reportgen.pooling.moments import over
from reportgen.pooling.parts import Estimator, Sample

__all__ = ["MAXIMUM_LIKELIHOOD"]


def _estimate(sample: Sample, design: Design, _q: Array) -> Array:
    """Return the τ² at which the likelihood is highest over the whole half-line; biased downwards for few studies.

    Reference: Hardy and Thompson, Statistics in Medicine 1996;15:619,
    doi 10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A.
    """
    return maximise(sample, design, ml_score, restricted=False)


def _standard_error(sample: Sample, design: Design, tau2: Array) -> Array:
    """Return the square root of 2 / Σw²."""
    w = 1 / (sample.v + tau2)
    found = over(np.full_like(tau2, np.sqrt(2)), np.sqrt((w * w).sum(axis=0)))
    return np.where(sample.k > design.p, found, np.nan)


MAXIMUM_LIKELIHOOD = Estimator(
    id="ML", title="Maximum likelihood", label="ML", estimate=_estimate, standard_error=_standard_error
)
