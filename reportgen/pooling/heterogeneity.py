"""Cochran's Q and what is worked out from it and from tau2: P values, I2, H2 and their intervals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reportgen.pooling.design import Array, Design, dot
from reportgen.pooling.distributions import normal_quantile
from reportgen.pooling.moments import free, over
from reportgen.pooling.parts import Sample

__all__ = ["cochran_q", "i2_from_q", "i2_from_tau2", "i2_test_based", "typical_variance"]


def cochran_q(sample: Sample, centre: Array) -> Array:
    """Return Q, the sum of (y - centre)²/v, (B,); the centre is the estimate of the method that pools.

    Reference: Cochran, Biometrics 1954;10:101, doi 10.2307/3001666; Deeks and Higgins, Statistical algorithms in
    Review Manager 5 (2010).
    """
    distance = sample.y - centre
    return dot(distance / sample.v, distance)


def i2_from_q(q: Array, df: Array | NDArray[np.int64]) -> Array:
    """Return I² = max(0, (Q - df)/Q) in percent; 0 where Q is 0.

    Reference: Higgins, Thompson, Deeks and Altman, BMJ 2003;327:557, doi 10.1136/bmj.327.7414.557.
    """
    share = np.divide(q - df, q, out=np.zeros(np.shape(q)), where=np.asarray(q) > 0)
    return np.asarray(np.maximum(100 * share, 0.0))


def typical_variance(sample: Sample, design: Design) -> Array:
    """Return s² = (k - p)/tr P with weights 1/v, the typical variance within studies.

    For a mean it is (k - 1)Σw/((Σw)² - Σw²).

    Reference: Higgins and Thompson, Statistics in Medicine 2002;21:1539, doi 10.1002/sim.1186, equation 9.
    """
    return over(free(sample, design.p), design.trace(1 / sample.v))


def i2_from_tau2(tau2: Array, typical: Array) -> Array:
    """Return I² = τ²/(τ² + s²) in percent.

    Reference: Higgins and Thompson 2002, doi 10.1002/sim.1186.
    """
    return np.asarray(100 * tau2 / (tau2 + typical))


def i2_test_based(q: float, df: int, level: float = 0.95) -> tuple[float, float]:
    """Return the test-based limits of I² from Q, in percent; NaN where one degree of freedom has too small a Q.

    log H ± z SE(log H) with H = √(Q/df), SE = (log Q - log df)/(2(√(2Q) - √(2df - 1))) where Q > df + 1, else
    √((1 - 1/(3(df - 1)²))/(2(df - 1))).

    Reference: Higgins and Thompson 2002, doi 10.1002/sim.1186, appendix A2.
    """
    if df < 1 or not (df > 1 or q > df + 1):
        return np.nan, np.nan
    if q > df + 1:
        se = 0.5 * (np.log(q) - np.log(df)) / (np.sqrt(2 * q) - np.sqrt(2 * df - 1))
    else:
        se = np.sqrt((1 - 1 / (3 * (df - 1) ** 2)) / (2 * (df - 1)))
    middle = 0.5 * np.log(max(q / df, 1.0))
    half = normal_quantile((1 + level) / 2) * se
    limits = (100 * (1 - 1 / max(np.exp(2 * (middle + side * half)), 1.0)) for side in (-1, 1))
    low, high = (float(limit) for limit in limits)
    return low, high
