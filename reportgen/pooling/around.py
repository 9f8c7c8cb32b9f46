"""The variance between studies around whatever explains their effects."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array, Design
from reportgen.pooling.moments import generalised_q
from reportgen.pooling.parts import Sample
from reportgen.pooling.registry import ESTIMATORS

__all__ = ["tau2_around"]


def tau2_around(sample: Sample, design: Design, estimator: str) -> Array:
    """Return tau2 by the estimator of this name (a key of `ESTIMATORS`) on the residuals of a design, (B,).

    Q is taken around the fit with weights 1/v.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        q = generalised_q(sample, design, 1 / sample.v)
        return ESTIMATORS[estimator].estimate(sample, design, q)
