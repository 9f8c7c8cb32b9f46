"""Tails and quantiles of the distributions that tests and intervals need, elementwise on arrays.

All are those of scipy.special, imported when one is first needed. Upper tails are worked out as tails, never as one
minus the rest, so that a P value of 1e-30 keeps its digits.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "chi2_quantile",
    "chi2_tail",
    "f_tail",
    "normal_quantile",
    "normal_two_sided",
    "t_quantile",
    "t_two_sided",
]

Array = NDArray[np.float64]
_FEW = 0.01


def normal_quantile(probability: ArrayLike) -> Any:
    """Return the standard normal quantile of probabilities between 0 and 1."""
    from scipy import special

    return special.ndtri(probability)


def normal_two_sided(z: ArrayLike) -> Any:
    """Return the two-sided P value of standard normal statistics."""
    from scipy import special

    return 2 * special.ndtr(-np.abs(z))


def t_quantile(df: ArrayLike, probability: ArrayLike) -> Any:
    """Return the quantile of Student's t with `df` degrees of freedom; infinite degrees are the normal distribution.

    Probabilities are above 1/2. With next to no degrees of freedom the quantile follows from the tail, P(T > t) =
    Γ((df + 1)/2) (df/t²)^(df/2)/(√π df Γ(df/2)), and is infinite where it leaves the range of double precision.
    """
    from scipy import special

    few = np.asarray(df, dtype=np.float64)
    if not (few < _FEW).any():
        return special.stdtrit(df, probability)
    safe = np.where(few < _FEW, few, _FEW)
    constant = special.gammaln((safe + 1) / 2) - special.gammaln(safe / 2) - 0.5 * np.log(np.pi) - np.log(safe)
    with np.errstate(over="ignore"):
        far = np.exp((constant - np.log1p(-np.asarray(probability))) / safe + 0.5 * np.log(safe))
    return np.where(few < _FEW, far, special.stdtrit(np.maximum(few, _FEW), probability))[()]


def t_two_sided(df: ArrayLike, t: ArrayLike) -> Any:
    """Return the two-sided P value of statistics that follow Student's t; infinite degrees are the normal one."""
    from scipy import special

    return 2 * special.stdtr(df, -np.abs(t))


def chi2_tail(q: ArrayLike, df: ArrayLike) -> Any:
    """Return the upper tail of the chi-squared distribution, the P value of Q; 1 where there are no degrees."""
    from scipy import special

    none = np.where(np.isnan(q), np.nan, 1.0)
    return np.where(np.asarray(df) > 0, special.chdtrc(df, np.maximum(q, 0.0)), none)[()]


def chi2_quantile(tail: ArrayLike, df: ArrayLike) -> Any:
    """Return the value above which the chi-squared distribution has the probability `tail`."""
    from scipy import special

    return special.chdtri(df, tail)


def f_tail(f: ArrayLike, df1: ArrayLike, df2: ArrayLike) -> Any:
    """Return the upper tail of the F distribution."""
    from scipy import special

    return special.fdtrc(df1, df2, f)
