"""The rule of the German institute IQWiG: correct Hartung-Knapp only where it is narrower than DerSimonian-Laird."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.choice import either, half_width
from reportgen.pooling.design import MeanOnly
from reportgen.pooling.intervals.hksj import HKSJ, hksj_spread
from reportgen.pooling.intervals.wald import WALD
from reportgen.pooling.models.random import random_fit
from reportgen.pooling.moments import generalised_q
from reportgen.pooling.parts import Fit, Interval, Sample, Spread
from reportgen.pooling.tau2.dersimonian_laird import DERSIMONIAN_LAIRD

__all__ = ["HKSJ_IQWIG"]


def _spread(sample: Sample, fit: Fit, level: float) -> Spread:
    """Return the spread with q = 1 where the uncorrected interval is narrower than the Wald one with DL's tau2.

    Reference: IQWiG, General Methods, version 6.0 (2020), section on meta-analyses with few studies.
    """
    q = generalised_q(sample, MeanOnly(), 1 / sample.v)
    classic = random_fit(sample, DERSIMONIAN_LAIRD.estimate(sample, MeanOnly(), q))
    hksj = HKSJ.spread(sample, fit, level)
    narrow = half_width(hksj, level) < half_width(WALD.spread(sample, classic, level), level)
    return either(narrow, hksj_spread(sample, fit, np.ones_like(fit.se), "hksj-iqwig"), hksj)


HKSJ_IQWIG = Interval(
    id="hksj-iqwig",
    title="Hartung-Knapp-Sidik-Jonkman, corrected where narrower than DerSimonian-Laird",
    label="HKSJ, IQWiG",
    spread=_spread,
)
