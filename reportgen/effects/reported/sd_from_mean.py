"""The standard deviation of a group from what is reported with its mean.

All of it turns the standard error of the mean back into the SD of the participants: SD = SE √n.

Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 6.5.2.2.
"""

from __future__ import annotations

import math

from reportgen.effects.reported.checks import above_zero, number, participants, wide
from reportgen.effects.reported.critical_values import Distribution, critical_value, degrees, statistic_of_p
from reportgen.effects.reported.derivation import Derivation, NotDerivableError, finite
from reportgen.effects.reported.p_values import BOUND_NOTE

__all__ = ["sd_from_ci", "sd_from_p", "sd_from_se", "sd_from_t"]

_SECTIONS = ("6.5.2.2",)


def sd_from_se(se: float, n: float) -> Derivation:
    """Return ``sd`` = SE √n from the standard error of a group's mean, in the unit of the outcome.

    Raises:
        NotDerivableError: the standard error is not above 0, or there are fewer than two participants.
    """
    return _sd(above_zero("the standard error", se), n, "SD from the standard error of the mean")


def sd_from_ci(
    low: float, high: float, n: float, *, level: float = 0.95, distribution: Distribution = "handbook"
) -> Derivation:
    """Return ``sd`` = √n (high - low) / (2 c) from the confidence interval of a group's mean.

    c is the critical value of Student's t with n - 1 degrees of freedom, or the normal one for large groups (see
    `critical_values.degrees`); `distribution` overrides the rule where the paper says what it used.

    Raises:
        NotDerivableError: the interval has no width, or there are fewer than two participants.
    """
    width = wide("the interval", low, high)
    df = degrees(participants(n) - 1, n, distribution)
    by = "the normal distribution" if df == math.inf else "Student's t"
    return _sd(width / (2 * critical_value(level, df)), n, f"SD from the confidence interval of the mean, by {by}")


def sd_from_t(mean: float, t: float, n: float) -> Derivation:
    """Return ``sd`` = √n |mean / t| from the t statistic of a group's mean (or mean change) against 0.

    Raises:
        NotDerivableError: the mean or t is 0, or there are fewer than two participants.
    """
    return _sd(_se_of(mean, t), n, "SD from the t statistic of the mean")


def sd_from_p(mean: float, p: float, n: float, *, is_bound: bool = False) -> Derivation:
    """Return ``sd`` from the two-sided P value of a t test of a group's mean (or mean change) against 0.

    P is turned into the t that has it with n - 1 degrees of freedom. A bound ("P < 0.05") is taken at it and noted.

    Raises:
        NotDerivableError: the mean is 0, P is not between 0 and 1, or there are fewer than two participants.
    """
    t = statistic_of_p(p, participants(n) - 1)
    return _sd(_se_of(mean, t), n, "SD from the P value of the mean", (BOUND_NOTE,) if is_bound else ())


def _se_of(mean: float, t: float) -> float:
    if number("t", t) == 0 or number("the mean", mean) == 0:
        raise NotDerivableError("a test statistic of a mean of zero says nothing of its spread")
    return abs(mean / t)


def _sd(se: float, n: float, how: str, notes: tuple[str, ...] = ()) -> Derivation:
    values = finite({"sd": above_zero("the standard error", se) * math.sqrt(participants(n))})
    return Derivation(values=values, how=how, sections=_SECTIONS, notes=notes)
