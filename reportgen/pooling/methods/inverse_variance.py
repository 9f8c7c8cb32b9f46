"""Pooling by the inverse of the variances."""

from __future__ import annotations

import numpy as np

from reportgen.model import Plan
from reportgen.pooling.design import dot
from reportgen.pooling.parts import Array, Centre, Method, Sample

__all__ = ["INVERSE_VARIANCE", "weighted_mean"]


def weighted_mean(y: Array, weights: Array) -> tuple[Array, Array]:
    """Return the weighted means of the columns and 1/√Σw, their standard errors for inverse variances."""
    total = weights.sum(axis=0)
    return dot(weights, y) / total, 1 / np.sqrt(total)


def _centre(sample: Sample, _plan: Plan) -> Centre:
    """Return Σwy/Σw with w = 1/v.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.3.
    """
    weights = 1 / sample.v
    estimate, se = weighted_mean(sample.y, weights)
    return Centre(estimate=estimate, se=se, weights=weights)


INVERSE_VARIANCE = Method(
    id="inverse-variance",
    title="Inverse variance",
    label="IV",
    measures=None,
    reads_counts=False,
    centre=_centre,
)
