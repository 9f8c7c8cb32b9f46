"""Cross-over trials: everybody has both interventions, so that the difference is more precise than of two groups.

Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 23.2.7.
"""

from __future__ import annotations

import math

from reportgen.effects.reported.checks import above_zero, correlation, number, participants
from reportgen.effects.reported.correlation import correlation_from_sds, sd_of_difference
from reportgen.effects.reported.critical_values import statistic_of_p
from reportgen.effects.reported.derivation import Derivation, NotDerivableError, finite
from reportgen.effects.reported.p_values import BOUND_NOTE

__all__ = [
    "correlation_from_paired_p",
    "correlation_from_paired_se",
    "correlation_from_paired_t",
    "paired_difference",
    "paired_difference_from_sd",
    "paired_smd",
]

_SECTIONS = ("23.2.7",)


def paired_difference(
    mean_1: float, sd_1: float, mean_2: float, sd_2: float, n: float, *, correlation: float
) -> Derivation:
    """Return ``estimate`` = mean_1 - mean_2 and its paired ``se`` = √((s1² + s2² - 2 r s1 s2) / n).

    `n` counts participants (each of them twice measured), `correlation` is that between the two measurements.

    Raises:
        NotDerivableError: an SD is not above 0, there are fewer than two participants, or the correlation is outside
            -1 to 1 or leaves no spread.
    """
    sd = sd_of_difference(sd_1, sd_2, correlation)
    return _paired(mean_1 - mean_2, sd, n, f"paired difference of a cross-over trial, correlation {correlation:g}")


def paired_difference_from_sd(mean_1: float, mean_2: float, sd_of_differences: float, n: float) -> Derivation:
    """Return ``estimate`` and ``se`` = SD of the differences / √n, where that SD is known or borrowed.

    Raises:
        NotDerivableError: the SD is not above 0, or there are fewer than two participants.
    """
    sd = above_zero("the SD of the differences", sd_of_differences)
    return _paired(mean_1 - mean_2, sd, n, "paired difference of a cross-over trial from the SD of the differences")


def paired_smd(mean_1: float, sd_1: float, mean_2: float, sd_2: float, n: float, *, correlation: float) -> Derivation:
    """Return ``estimate``, the standardised mean difference, and its ``se`` = √(1/n + d²/(2n)) √(2 (1 - r)).

    d = (mean_1 - mean_2) / √((s1² + s2²) / 2), without a correction for small samples, as in the Handbook.

    Raises:
        NotDerivableError: see `paired_difference`.
    """
    _check(correlation)
    pooled = math.hypot(above_zero("the SD", sd_1), above_zero("the SD", sd_2)) / math.sqrt(2)
    d = (number("the mean", mean_1) - number("the mean", mean_2)) / pooled
    se = math.sqrt((1 + d * d / 2) / participants(n) * 2 * (1 - correlation))
    return Derivation(
        values=finite({"estimate": d, "se": above_zero("the standard error", se)}),
        how=f"standardised difference of a cross-over trial, correlation {correlation:g}",
        sections=_SECTIONS,
    )


def correlation_from_paired_se(sd_1: float, sd_2: float, se: float, n: float) -> Derivation:
    """Return ``correlation`` between the two measurements from the paired standard error of their difference.

    Raises:
        NotDerivableError: a number is not above 0, or no correlation is compatible with them.
    """
    sd = above_zero("the standard error", se) * math.sqrt(participants(n))
    return _correlation(sd_1, sd_2, sd, "the standard error of the paired difference")


def correlation_from_paired_t(sd_1: float, sd_2: float, difference: float, t: float, n: float) -> Derivation:
    """Return ``correlation`` from the mean difference and its paired t statistic, SE = |difference / t|.

    Raises:
        NotDerivableError: the difference or t is 0, or no correlation is compatible with the numbers.
    """
    sd = _se_of(difference, t) * math.sqrt(participants(n))
    return _correlation(sd_1, sd_2, sd, "the paired t statistic")


def correlation_from_paired_p(
    sd_1: float, sd_2: float, difference: float, p: float, n: float, *, is_bound: bool = False
) -> Derivation:
    """Return ``correlation`` from the mean difference and the two-sided P value of the paired t test.

    Raises:
        NotDerivableError: the difference is 0, or no correlation is compatible with the numbers.
    """
    sd = _se_of(difference, statistic_of_p(p, participants(n) - 1)) * math.sqrt(n)
    return _correlation(sd_1, sd_2, sd, "the P value of the paired test", (BOUND_NOTE,) if is_bound else ())


def _se_of(difference: float, t: float) -> float:
    if number("t", t) == 0 or number("the difference", difference) == 0:
        raise NotDerivableError("a test statistic of no difference says nothing of its spread")
    return abs(difference / t)


def _paired(difference: float, sd: float, n: float, how: str) -> Derivation:
    values = finite({"estimate": number("the difference", difference), "se": sd / math.sqrt(participants(n))})
    return Derivation(values=values, how=how, sections=_SECTIONS)


def _correlation(sd_1: float, sd_2: float, sd: float, source: str, notes: tuple[str, ...] = ()) -> Derivation:
    values = {"correlation": correlation_from_sds(sd_1, sd_2, sd)}
    return Derivation(values=values, how=f"correlation from {source}", sections=_SECTIONS, notes=notes)


def _check(value: float) -> None:
    if correlation(value) == 1:
        raise NotDerivableError("a correlation of 1 leaves no spread")
