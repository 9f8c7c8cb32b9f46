"""The estimator of Paule and Mandel, which sets the generalised Q to its expected value."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array, Design
from reportgen.pooling.generalised_q import tau2_at
from reportgen.pooling.moments import free, over, standard_error
from reportgen.pooling.parts import Estimator, Sample

__all__ = ["PAULE_MANDEL"]


def _estimate(sample: Sample, design: Design, _q: Array) -> Array:
    """Return the τ² at which Σr²/(v + τ²) = k - p, or 0 where it is smaller already at 0.

    Reference: Paule and Mandel, Journal of Research of the National Bureau of Standards 1982;87:377,
    doi 10.6028/jres.087.022.
    """
    return tau2_at(sample, design, free(sample, design.p))


def _standard_error(sample: Sample, design: Design, tau2: Array) -> Array:
    w = 1 / (sample.v + tau2)
    df = free(sample, design.p)
    return standard_error(sample, design, w, tau2, over(w.sum(axis=0) * df, sample.k.astype(np.float64)))


PAULE_MANDEL = Estimator(id="PM", title="Paule-Mandel", label="PM", estimate=_estimate, standard_error=_standard_error)
