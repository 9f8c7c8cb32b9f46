"""The standard error of an effect from its interval, its test statistic or its P value.

Ratios (RR, OR, HR, IRR, ratio of means) are given in natural units and worked with as natural logs: their standard
errors are those of the log. Differences are worked with as they are.

Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, sections 6.3.1 (differences) and
6.3.2 (ratios).
"""

from __future__ import annotations

import math

from reportgen.effects.reported.checks import above_zero, number, wide
from reportgen.effects.reported.critical_values import critical_value, statistic_of_p
from reportgen.effects.reported.derivation import Derivation, NotDerivableError, finite
from reportgen.effects.reported.p_values import BOUND_NOTE

__all__ = ["se_from_ci", "se_from_p", "se_from_t"]


def se_from_ci(
    low: float, high: float, *, level: float = 0.95, df: float = math.inf, ratio: bool = False
) -> Derivation:
    """Return ``se`` = (high - low) / (2 c), c being the critical value of the normal distribution or of t with `df`.

    Raises:
        NotDerivableError: the interval has no width, or a limit of a ratio is not above 0.
    """
    one, two = _on_scale("the lower limit", low, ratio=ratio), _on_scale("the upper limit", high, ratio=ratio)
    se = wide("the interval", one, two) / (2 * critical_value(level, df))
    return _se(se, "the confidence interval", ratio=ratio)


def se_from_t(estimate: float, t: float, *, ratio: bool = False) -> Derivation:
    """Return ``se`` = |estimate / t| from a t or z statistic against no effect; its sign is not looked at.

    Raises:
        NotDerivableError: there is no effect or t is 0, or a ratio is not above 0.
    """
    return _se(_se_of(estimate, t, ratio=ratio), "the test statistic", ratio=ratio)


def se_from_p(
    estimate: float, p: float, *, df: float = math.inf, ratio: bool = False, is_bound: bool = False
) -> Derivation:
    """Return ``se`` from the two-sided P value of the test against no effect, by z or, with `df`, by t.

    A bound ("P < 0.05") is taken at the bound and noted.

    Raises:
        NotDerivableError: there is no effect, P is not between 0 and 1, or a ratio is not above 0.
    """
    se = _se_of(estimate, statistic_of_p(p, df), ratio=ratio)
    return _se(se, "the P value", ratio=ratio, notes=(BOUND_NOTE,) if is_bound else ())


def _on_scale(name: str, value: float, *, ratio: bool) -> float:
    return math.log(above_zero(f"{name} of the ratio", value)) if ratio else number(name, value)


def _se_of(estimate: float, t: float, *, ratio: bool) -> float:
    effect = _on_scale("the estimate", estimate, ratio=ratio)
    if number("the test statistic", t) == 0 or effect == 0:
        raise NotDerivableError("a test statistic of no effect says nothing of its standard error")
    return abs(effect / t)


def _se(se: float, source: str, *, ratio: bool, notes: tuple[str, ...] = ()) -> Derivation:
    return Derivation(
        values=finite({"se": above_zero("the standard error", se)}),
        how=f"standard error from {source}" + (", on the log scale" if ratio else ""),
        sections=("6.3.2" if ratio else "6.3.1",),
        notes=notes,
    )
