"""The SD of a group from its quartiles, its minimum and maximum, or all of them; the median is not needed.

A range or an interquartile range is divided by what it would be, on average, in a sample of n from a normal
distribution with an SD of 1. With both, the two estimates are weighted so that the error is smallest for normal data.

References:
    Wan, Wang, Liu and Tong, BMC Medical Research Methodology 2014;14:135, doi:10.1186/1471-2288-14-135,
    equations 9 and 16.
    Shi, Luo, Weng, Zeng, Lin, Chu and Tong, Research Synthesis Methods 2020;11(5):641-654, doi:10.1002/jrsm.1429,
    equation 10.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from statistics import NormalDist

from reportgen.effects.reported.checks import above_zero
from reportgen.effects.reported.quantiles import Quantiles, Summary

__all__ = ["SDS", "sd_from_quantiles"]


def sd_from_quantiles(quantiles: Quantiles) -> float:
    """Return the estimated standard deviation, in the unit of the quantiles.

    Raises:
        NotDerivableError: the quantiles have no width.
    """
    return above_zero("the width of the quantiles", SDS[quantiles.summary](quantiles))


def _from_range(quantiles: Quantiles) -> float:
    """Return (max - min) / (2 z), z being the normal quantile of (n - 0.375) / (n + 0.25)."""
    expected = -2 * NormalDist().inv_cdf(0.625 / (quantiles.n + 0.25))  # by the lower tail, which keeps its digits
    return (quantiles.range or 0.0) / expected


def _from_quartiles(quantiles: Quantiles) -> float:
    """Return (q3 - q1) / (2 z), z being the normal quantile of (0.75 n - 0.125) / (n + 0.25)."""
    expected = -2 * NormalDist().inv_cdf((0.25 * quantiles.n + 0.375) / (quantiles.n + 0.25))
    return (quantiles.iqr or 0.0) / expected


def _from_five_numbers(quantiles: Quantiles) -> float:
    """Return w times the estimate from the range and 1 - w times that from the quartiles, w = 1 / (1 + 0.07 n^0.6)."""
    w = 1 / (1 + 0.07 * math.pow(quantiles.n, 0.6))
    return w * _from_range(quantiles) + (1 - w) * _from_quartiles(quantiles)


SDS: Mapping[Summary, Callable[[Quantiles], float]] = {
    "range": _from_range,
    "quartiles": _from_quartiles,
    "five numbers": _from_five_numbers,
}
"""The estimator of the SD by what is known."""
