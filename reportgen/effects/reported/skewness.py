"""Whether a group's quantiles betray skewed data, for which a mean and SD worked out from them would mislead.

Each test compares the distance of the median from the middle of the range, of the quartiles or of both, in parts of
their width, with what it exceeds in 5% of samples of n from a normal distribution.

Reference: Shi, Luo, Wan, Liu, Liu, Bian and Tong, Statistical Methods in Medical Research 2023;32(7):1338-1360,
doi:10.1177/09622802231172043.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.effects.reported.derivation import NotDerivableError
from reportgen.effects.reported.quantiles import Quantiles, Summary

__all__ = ["SKEWNESS_TESTS", "SkewnessTest", "skewness_test"]


@dataclass(frozen=True, slots=True)
class SkewnessTest:
    """The statistic (0 where the median is in the middle) and the value it must not exceed, at the level of 5%."""

    statistic: float
    critical: float

    @property
    def skewed(self) -> bool:
        """Whether the test rejects that the data are symmetric."""
        return self.statistic > self.critical


def skewness_test(quantiles: Quantiles) -> SkewnessTest:
    """Return the test of skewness for what is known of a group.

    Raises:
        NotDerivableError: the median is not given.
    """
    if quantiles.median is None:
        raise NotDerivableError("the median is not given")
    return SKEWNESS_TESTS[quantiles.summary](quantiles, quantiles.median)


def _off_centre(middle: float, median: float, width: float | None) -> float:
    return 2 * abs(middle - median) / width if width else 0.0


def _by_range(quantiles: Quantiles, median: float) -> SkewnessTest:
    """Return |min + max - 2 median| / (max - min) against 1 / ln(n + 9) + 2.5 / (n + 1)."""
    n = quantiles.n
    statistic = _off_centre(quantiles.mid_range, median, quantiles.range)
    return SkewnessTest(statistic, 1 / math.log(n + 9) + 2.5 / (n + 1))


def _by_quartiles(quantiles: Quantiles, median: float) -> SkewnessTest:
    """Return |q1 + q3 - 2 median| / (q3 - q1) against 2.65 / √n - 6 / n²."""
    n = quantiles.n
    return SkewnessTest(_off_centre(quantiles.mid_quartiles, median, quantiles.iqr), 2.65 / math.sqrt(n) - 6 / n / n)


def _by_five_numbers(quantiles: Quantiles, median: float) -> SkewnessTest:
    """Return the larger of the two statistics, the first times 2.65 ln(0.6 n) / √n, against 3 / √n - 40 / n³."""
    n = quantiles.n
    by_range = _off_centre(quantiles.mid_range, median, quantiles.range)
    by_quartiles = _off_centre(quantiles.mid_quartiles, median, quantiles.iqr)
    statistic = max(2.65 * math.log(0.6 * n) / math.sqrt(n) * by_range, by_quartiles)
    return SkewnessTest(statistic, 3 / math.sqrt(n) - 40 / n / n / n)


SKEWNESS_TESTS: Mapping[Summary, Callable[[Quantiles, float], SkewnessTest]] = {
    "range": _by_range,
    "quartiles": _by_quartiles,
    "five numbers": _by_five_numbers,
}
"""The test by what is known."""
