"""The distributions that tests and intervals need."""

from __future__ import annotations

import math
from statistics import NormalDist

__all__ = ["chi2_tail", "normal_quantile", "normal_two_sided"]


def normal_quantile(probability: float) -> float:
    """Return the standard normal quantile of a probability between 0 and 1."""
    return NormalDist().inv_cdf(probability)


def normal_two_sided(z: float) -> float:
    """Return the two-sided P value of a standard normal statistic, exact far into the tail."""
    return math.erfc(abs(z) / math.sqrt(2))


def chi2_tail(q: float, df: int) -> float:
    """Return the upper tail of the chi-squared distribution, the P value of Q on `df` (at least 1).

    The tail with two more degrees of freedom is the tail plus one positive term, which keeps its digits far out;
    the start is erfc for odd and exp for even degrees. (scipy knows it too, but takes a third of a second to load.)

    Reference: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.4.4 and 26.4.5.
    """
    x = q / 2
    if x <= 0:
        return 1.0
    odd = df % 2
    tail = math.erfc(math.sqrt(x)) if odd else math.exp(-x)
    first = 0.5 if odd else 1.0
    terms = (first + i for i in range((df - 1) // 2))
    log_x = math.log(x)
    return min(1.0, math.fsum([tail, *(math.exp(s * log_x - x - math.lgamma(s + 1)) for s in terms)]))
