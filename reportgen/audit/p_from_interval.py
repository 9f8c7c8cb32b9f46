"""The P value that a printed interval implies."""

from __future__ import annotations

from reportgen.audit.printed import Range, printed, printed_interval
from reportgen.effects import MEASURES
from reportgen.model import Plan, PublishedEffect
from reportgen.pooling.distributions import t_quantile, t_two_sided

__all__ = ["p_from_interval"]


def p_from_interval(effect: PublishedEffect, plan: Plan) -> Range | None:
    """Return the P values that an interval could have which prints like this one.

    The interval is normal where the plan's intervals are of the Wald type; else it may also be one of Student's t with
    k - 1 degrees of freedom. Estimate and limits are each taken anywhere in their rounding range, so that the result is
    never too narrow. None where the print is too coarse to say, where the measure has no null, and where k is needed
    and not printed.
    """
    measure = MEASURES.get(effect.measure)
    if measure is None or measure.null is None:
        return None
    ways = [float("inf")]
    if plan.model == "random" and plan.interval != "wald":
        k = printed(effect.data.get("k"))
        if k is None:
            return None
        ways += [k.value - 1] if k.value > 1 else []
    ranges = [found for df in ways if (found := _of_distribution(effect, plan.level, df)) is not None]
    return Range(min(found.low for found in ranges), max(found.high for found in ranges)) if ranges else None


def _of_distribution(effect: PublishedEffect, level: float, df: float) -> Range | None:
    found = printed_interval(effect)
    if found is None:
        return None
    estimate, low, high = found
    narrowest, widest = high.low - low.high, high.high - low.low
    if narrowest <= 0:
        return None
    nearest = 0.0 if estimate.low <= 0 <= estimate.high else min(abs(estimate.low), abs(estimate.high))
    farthest = max(abs(estimate.low), abs(estimate.high))
    twice = 2 * float(t_quantile(df, (1 + level) / 2))
    least, most = (float(t_two_sided(df, twice * way)) for way in (farthest / narrowest, nearest / widest))
    return Range(least, most)
