"""Confidence limits of single proportions, for the studies of a meta-analysis of proportions."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from reportgen.effects.arrays import Array

__all__ = ["clopper_pearson", "wilson"]


def clopper_pearson(events: ArrayLike, n: ArrayLike, level: float = 0.95) -> tuple[Array, Array]:
    """Return the exact limits of the proportions events/n, of the shape of `events` and `n`, between 0 and 1.

    With α = 1 - level the lower limit is the α/2 quantile of the beta distribution with parameters x and n - x + 1 (0
    for x = 0), the upper one the 1 - α/2 quantile with x + 1 and n - x (1 for x = n). NaN where a value is missing.

    Example: ``clopper_pearson(0, 10)`` is 0 and 1 - 0.025^(1/10), about 0.308.

    Reference: Clopper and Pearson, Biometrika 1934;26:404, doi 10.1093/biomet/26.4.404.

    Raises:
        ValueError: events below 0 or above n, n not above 0, or a level not between 0 and 1.
    """
    from scipy import special

    x, size = _counts(events, n, level)
    tail = (1 - level) / 2
    others = size - x
    low = special.betaincinv(np.where(x == 0, 1.0, x), others + 1, tail)
    high = special.betainccinv(x + 1, np.where(others == 0, 1.0, others), tail)
    return np.where(x == 0, 0.0, low), np.where(others == 0, 1.0, high)


def wilson(events: ArrayLike, n: ArrayLike, level: float = 0.95) -> tuple[Array, Array]:
    """Return the score limits of the proportions events/n, of the shape of `events` and `n`, between 0 and 1.

    (x + z²/2 ± z √(x(n - x)/n + z²/4))/(n + z²) with the normal quantile z of 1 - α/2; NaN where a value is missing.

    Example: ``wilson(5, 10)`` is 0.5 ± z/(2√(10 + z²)), about 0.237 and 0.763.

    Reference: Wilson, Journal of the American Statistical Association 1927;22:209, doi 10.1080/01621459.1927.10502953.

    Raises:
        ValueError: events below 0 or above n, n not above 0, or a level not between 0 and 1.
    """
    x, size = _counts(events, n, level)
    low = _wilson_low(x, size, level)
    # the other limit is that of the non-events: so written each keeps its digits where it is small
    return low, np.asarray(1 - _wilson_low(size - x, size, level))


def _wilson_low(x: Array, n: Array, level: float) -> Array:
    """Return the lower limit, written as (x²/n)/(x + z²/2 + root), without a difference of like numbers."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    root = z * np.sqrt(x * (n - x) / n + z * z / 4)
    return np.asarray(x * (x / n) / (x + z * z / 2 + root))


def _counts(events: ArrayLike, n: ArrayLike, level: float) -> tuple[Array, Array]:
    x, size = np.broadcast_arrays(np.asarray(events, dtype=np.float64), np.asarray(n, dtype=np.float64))
    if (x < 0).any() or (x > size).any() or (size <= 0).any():
        raise ValueError("events must lie between 0 and n, and n above 0")
    if not 0 < level < 1 or not math.isfinite(level):
        raise ValueError(f"a level lies between 0 and 1, not {level!r}")
    return x, size
