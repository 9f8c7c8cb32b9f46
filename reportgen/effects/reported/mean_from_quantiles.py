"""The mean of a group from its median with quartiles, with minimum and maximum, or with all of them.

Each is a weighted mean of the median, the middle of the quartiles and the middle of the range, with weights that depend
on the number of participants so that the error is smallest for normal data.

Reference: Luo, Wan, Liu and Tong, Statistical Methods in Medical Research 2018;27(6):1785-1805,
doi:10.1177/0962280216669183, equations 7, 11 and 15.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from reportgen.effects.reported.derivation import NotDerivableError
from reportgen.effects.reported.quantiles import Quantiles, Summary

__all__ = ["MEANS", "mean_from_quantiles"]


def mean_from_quantiles(quantiles: Quantiles) -> float:
    """Return the estimated mean, in the unit of the quantiles.

    Raises:
        NotDerivableError: the median is not given.
    """
    if quantiles.median is None:
        raise NotDerivableError("the median is not given")
    return MEANS[quantiles.summary](quantiles, quantiles.median)


def _from_range(quantiles: Quantiles, median: float) -> float:
    """Return w (min + max) / 2 + (1 - w) median, where w = 4 / (4 + n^0.75)."""
    w = 4 / (4 + math.pow(quantiles.n, 0.75))
    return w * quantiles.mid_range + (1 - w) * median


def _from_quartiles(quantiles: Quantiles, median: float) -> float:
    """Return w (q1 + q3) / 2 + (1 - w) median, where w = 0.7 + 0.39 / n."""
    w = 0.7 + 0.39 / quantiles.n
    return w * quantiles.mid_quartiles + (1 - w) * median


def _from_five_numbers(quantiles: Quantiles, median: float) -> float:
    """Return the mean weighted by 2.2 / (2.2 + n^0.75) for the range and 0.7 - 0.72 / n^0.55 for the quartiles."""
    for_range = 2.2 / (2.2 + math.pow(quantiles.n, 0.75))
    for_quartiles = 0.7 - 0.72 / math.pow(quantiles.n, 0.55)
    rest = 1 - for_range - for_quartiles
    return for_range * quantiles.mid_range + for_quartiles * quantiles.mid_quartiles + rest * median


MEANS: Mapping[Summary, Callable[[Quantiles, float], float]] = {
    "range": _from_range,
    "quartiles": _from_quartiles,
    "five numbers": _from_five_numbers,
}
"""The estimator of the mean by what is known."""
