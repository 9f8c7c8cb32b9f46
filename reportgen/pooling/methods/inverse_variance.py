"""Pooling by inverse variance."""

from __future__ import annotations

import math

from reportgen.model import Plan
from reportgen.pooling.parts import Array, Centre, Method, Sample

__all__ = ["INVERSE_VARIANCE", "weighted_mean"]


def weighted_mean(y: Array, weights: Array) -> tuple[float, float]:
    """Return the weighted mean of `y` and 1/√Σw, its standard error when weights are inverse variances.

    The effects are shifted to start at the first one, so that large effects with a small spread keep their digits.
    """
    total = float(weights.sum())
    shift = float(y[0])
    return shift + float(weights @ (y - shift)) / total, 1 / math.sqrt(total)


def _centre(sample: Sample, _plan: Plan) -> Centre:
    """Return the inverse-variance estimate.

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010).
    """
    weights = 1 / sample.v
    estimate, se = weighted_mean(sample.y, weights)
    return Centre(estimate=estimate, se=se, weights=weights)


INVERSE_VARIANCE = Method(
    id="inverse-variance",
    title="Inverse variance",
    label="IV",
    kinds=("dichotomous", "continuous"),
    centre=_centre,
)
