"""The standard deviation that two groups share, from what is reported with the difference of their means.

Each turns the standard error of the difference into SD = SE / √(1/n1 + 1/n2), which is given to both groups: an average
of the two, exact where the paper compared them by a t test with a pooled variance.

Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 6.5.2.3.
"""

from __future__ import annotations

import math

from reportgen.effects.reported.checks import above_zero, number, participants, wide
from reportgen.effects.reported.critical_values import Distribution, critical_value, degrees, statistic_of_p
from reportgen.effects.reported.derivation import Derivation, NotDerivableError, finite
from reportgen.effects.reported.p_values import BOUND_NOTE

__all__ = ["common_sd_from_ci", "common_sd_from_p", "common_sd_from_se", "common_sd_from_t"]

_SECTIONS = ("6.5.2.3",)


def common_sd_from_se(se: float, n_1: float, n_2: float) -> Derivation:
    """Return ``sd`` of both groups from the standard error of the difference of their means.

    Raises:
        NotDerivableError: the standard error is not above 0, or a group has no participants.
    """
    return _sd(above_zero("the standard error", se), n_1, n_2, "the standard error of the difference in means")


def common_sd_from_ci(
    low: float, high: float, n_1: float, n_2: float, *, level: float = 0.95, distribution: Distribution = "handbook"
) -> Derivation:
    """Return ``sd`` of both groups from the confidence interval of the difference of their means.

    SE = (high - low) / (2 c), where c is the critical value of t with n1 + n2 - 2 degrees of freedom, or the normal one
    where both groups are large.

    Raises:
        NotDerivableError: the interval has no width, or a group has no participants.
    """
    width = wide("the interval", low, high)
    df = degrees(_df(n_1, n_2), min(n_1, n_2), distribution)
    return _sd(width / (2 * critical_value(level, df)), n_1, n_2, "the confidence interval of the difference in means")


def common_sd_from_t(difference: float, t: float, n_1: float, n_2: float) -> Derivation:
    """Return ``sd`` of both groups from the difference of their means and its t statistic, SE = |difference / t|.

    Raises:
        NotDerivableError: the difference or t is 0, or a group has no participants.
    """
    return _sd(_se_of(difference, t), n_1, n_2, "the t statistic of the difference in means")


def common_sd_from_p(difference: float, p: float, n_1: float, n_2: float, *, is_bound: bool = False) -> Derivation:
    """Return ``sd`` of both groups from the difference of their means and the two-sided P value of its t test.

    P is turned into the t that has it with n1 + n2 - 2 degrees of freedom. A bound is taken at the bound and noted.

    Raises:
        NotDerivableError: the difference is 0, P is not between 0 and 1, or a group has no participants.
    """
    se = _se_of(difference, statistic_of_p(p, _df(n_1, n_2)))
    return _sd(se, n_1, n_2, "the P value of the difference in means", (BOUND_NOTE,) if is_bound else ())


def _df(n_1: float, n_2: float) -> float:
    both = participants(n_1, at_least=1) + participants(n_2, at_least=1)
    return participants(both, at_least=3) - 2


def _se_of(difference: float, t: float) -> float:
    if number("t", t) == 0 or number("the difference", difference) == 0:
        raise NotDerivableError("a test statistic of no difference says nothing of its spread")
    return abs(difference / t)


def _sd(se: float, n_1: float, n_2: float, source: str, notes: tuple[str, ...] = ()) -> Derivation:
    _df(n_1, n_2)
    values = finite({"sd": above_zero("the standard error", se) / math.sqrt(1 / n_1 + 1 / n_2)})
    return Derivation(values=values, how=f"common SD from {source}", sections=_SECTIONS, notes=notes)
