"""What the moment estimators of tau2 share: the generalised Q statistic and its standard error."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array, Design, dot
from reportgen.pooling.parts import Sample

__all__ = ["free", "generalised_q", "over", "scatter", "standard_error", "total_variance"]


def free(sample: Sample, p: int) -> Array:
    """Return the degrees of freedom k - p, (B,)."""
    return sample.k.astype(np.float64) - p


def generalised_q(sample: Sample, design: Design, w: Array) -> Array:
    """Return Σwr², the weighted sum of squares around the fit with the same weights, (B,).

    Reference: DerSimonian and Kacker, Contemporary Clinical Trials 2007;28:105, doi 10.1016/j.cct.2006.04.004.
    """
    residuals = design.residuals(sample.y, w)
    return dot(w * residuals, residuals)


def total_variance(sample: Sample, tau2: Array) -> Array:
    """Return v + tau2 where there is a study and 0 elsewhere, (K, B)."""
    return np.where(sample.used, sample.v + tau2, 0.0)


def standard_error(sample: Sample, design: Design, w: Array, tau2: Array, divisor: Array) -> Array:
    """Return the standard error of a tau2 that is a generalised Q with fixed weights w over `divisor`.

    The variance of Q is 2 tr(PΣPΣ) with Σ the total variances.
    """
    spread = np.maximum(design.trace_of_square(w, total_variance(sample, tau2)), 0.0)
    return over(np.sqrt(2 * spread), divisor)


def over(above: Array, below: Array, otherwise: float = np.nan) -> Array:
    """Return the quotient; `otherwise` where the divisor is not above zero, as with too few studies."""
    result: Array = np.divide(above, below, out=np.full(above.shape, otherwise), where=below > 0)
    return result


def scatter(sample: Sample, w: Array, estimate: Array) -> Array:
    """Return Σw(y - estimate)²/(k - 1), (B,); NaN below two studies."""
    distance = sample.y - estimate
    return over(dot(w * distance, distance), free(sample, 1))
