"""The P value that a printed interval implies."""

from __future__ import annotations

from reportgen.audit.printed import Range, printed_interval
from reportgen.model import PublishedEffect
from reportgen.pooling.distributions import normal_quantile, normal_two_sided

__all__ = ["p_from_interval"]


def p_from_interval(effect: PublishedEffect, level: float) -> Range | None:
    """Return the P values that a normal interval could have which prints like this one.

    Estimate and limits are each taken anywhere in their rounding range, so that the result is never too narrow.
    None where the print is too coarse to say.
    """
    found = printed_interval(effect)
    if found is None:
        return None
    estimate, low, high = found
    narrowest, widest = high.low - low.high, high.high - low.low
    if narrowest <= 0:
        return None
    nearest = 0.0 if estimate.low <= 0 <= estimate.high else min(abs(estimate.low), abs(estimate.high))
    farthest = max(abs(estimate.low), abs(estimate.high))
    twice_z = 2 * normal_quantile((1 + level) / 2)
    return Range(normal_two_sided(twice_z * farthest / narrowest), normal_two_sided(twice_z * nearest / widest))
