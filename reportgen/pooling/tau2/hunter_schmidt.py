"""The estimator of Hunter and Schmidt."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array, Design
from reportgen.pooling.moments import generalised_q, over, standard_error
from reportgen.pooling.parts import Estimator, Sample

__all__ = ["HUNTER_SCHMIDT"]


def _estimate(sample: Sample, design: Design, _q: Array) -> Array:
    """Return max(0, (Q - k) / Σw) with weights 1/v; simple, and biased downwards.

    Reference: Hunter and Schmidt, Methods of Meta-Analysis (1990); Viechtbauer, Journal of Educational and Behavioral
    Statistics 2005;30:261, doi 10.3102/10769986030003261.
    """
    w = 1 / sample.v
    found = over(generalised_q(sample, design, w) - sample.k, w.sum(axis=0), 0.0)
    return np.where(sample.k > design.p, np.maximum(found, 0.0), 0.0)


def _standard_error(sample: Sample, design: Design, tau2: Array) -> Array:
    w = 1 / sample.v
    return standard_error(sample, design, w, tau2, w.sum(axis=0))


HUNTER_SCHMIDT = Estimator(
    id="HS", title="Hunter-Schmidt", label="HS", estimate=_estimate, standard_error=_standard_error
)
