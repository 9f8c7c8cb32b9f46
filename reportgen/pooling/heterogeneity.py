"""Cochran's Q and what is worked out from it: its P value, I2 and, by an estimator, tau2."""

from __future__ import annotations

from reportgen.pooling.distributions import chi2_tail
from reportgen.pooling.parts import Array
from reportgen.pooling.pooled import Heterogeneity

__all__ = ["cochran_q", "heterogeneity", "i2_from_q"]


def cochran_q(y: Array, v: Array, centre: float) -> float:
    """Return Q, the sum of (y - centre)²/v; the centre is the estimate of the method that pools.

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010).
    """
    return float((((y - centre) ** 2) / v).sum())


def i2_from_q(q: float, df: int) -> float:
    """Return I2 = max(0, (Q - df)/Q) in percent.

    Reference: Higgins, Thompson, Deeks and Altman, BMJ 2003;327:557.
    """
    return max(0.0, 100 * (q - df) / q) if q > 0 else 0.0


def heterogeneity(q: float, df: int, tau2: float) -> Heterogeneity:
    """Return the heterogeneity of df + 1 studies (at least two), with I2 from Q."""
    return Heterogeneity(q=q, df=df, p=chi2_tail(q, df), i2=i2_from_q(q, df), i2_from="Q", tau2=tau2)
