"""The Wald interval: estimate ± z SE."""

from __future__ import annotations

from reportgen.pooling.distributions import normal_quantile
from reportgen.pooling.parts import Fit, Interval, Sample

__all__ = ["WALD"]


def _limits(_sample: Sample, fit: Fit, level: float) -> tuple[float, float]:
    """Return the limits from the normal distribution.

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010).
    """
    half = normal_quantile((1 + level) / 2) * fit.se
    return fit.estimate - half, fit.estimate + half


WALD = Interval(id="wald", title="Wald", label="Wald", limits=_limits)
