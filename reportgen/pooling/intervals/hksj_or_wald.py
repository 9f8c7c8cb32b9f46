"""Cochrane's rule: Hartung-Knapp-Sidik-Jonkman for more than two heterogeneous studies, else Wald."""

from __future__ import annotations

from reportgen.pooling.choice import either
from reportgen.pooling.intervals.hksj import HKSJ
from reportgen.pooling.intervals.wald import WALD
from reportgen.pooling.parts import Fit, Interval, Sample, Spread

__all__ = ["HKSJ_OR_WALD"]


def _spread(sample: Sample, fit: Fit, level: float) -> Spread:
    """Return the spread of HKSJ where k > 2 and tau2 > 0, of Wald elsewhere.

    Without heterogeneity HKSJ can be narrower than is right, and with two studies it is too wide to say anything.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.10.4.4.
    """
    where = (sample.k > 2) & (fit.tau2 > 0)
    return either(where, HKSJ.spread(sample, fit, level), WALD.spread(sample, fit, level))


HKSJ_OR_WALD = Interval(
    id="hksj-or-wald",
    title="Hartung-Knapp-Sidik-Jonkman for more than two heterogeneous studies, else Wald",
    label="HKSJ or Wald",
    spread=_spread,
)
