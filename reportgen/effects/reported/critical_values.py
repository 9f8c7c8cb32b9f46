"""From levels and P values to normal deviates and values of Student's t, and which of the two a paper has used."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Literal, TypeAlias

from reportgen.effects.reported.checks import above_zero, probability
from reportgen.effects.reported.derivation import NotDerivableError

__all__ = ["LARGE_SAMPLE", "Distribution", "critical_value", "degrees", "statistic_of_p"]

Distribution: TypeAlias = Literal["handbook", "t", "normal"]

LARGE_SAMPLE = 100
"""Above this many participants in each group an interval is taken as normal, by the Handbook's rule."""


def degrees(df: float, smallest_group: float, distribution: Distribution = "handbook") -> float:
    """Return the degrees of freedom that an interval is read with; infinite where it is taken as normal.

    By the rule of the Handbook, papers use Student's t for small groups (below 60), the normal distribution for large
    ones (above 100), and either in between, where t is to be taken in doubt. So "handbook" is t up to 100.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 6.5.2.2.
    """
    if distribution == "normal" or (distribution == "handbook" and smallest_group > LARGE_SAMPLE):
        return math.inf
    return df


def critical_value(level: float, df: float = math.inf) -> float:
    """Return the value that two-sided intervals of this level use: 1.96 for 0.95, larger for few degrees of freedom.

    Raises:
        NotDerivableError: the level is not between 0 and 1, or the degrees of freedom are not above 0.
    """
    return statistic_of_p(1 - probability("the level", level), df)


def statistic_of_p(p: float, df: float = math.inf) -> float:
    """Return the absolute z (or, with degrees of freedom, t) that has this two-sided P value.

    Raises:
        NotDerivableError: P is not between 0 and 1, or so small that no double is that far out.
    """
    tail = probability("the P value", p) / 2
    if tail == 0:  # half of the smallest double
        raise NotDerivableError("the P value is too small")
    if df == math.inf:
        return -NormalDist().inv_cdf(tail)
    above_zero("the number of degrees of freedom", df)
    from scipy import special

    statistic = -float(special.stdtrit(df, tail))
    if not math.isfinite(statistic):
        raise NotDerivableError("the P value is too small")
    return statistic
