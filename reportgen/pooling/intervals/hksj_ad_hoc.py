"""The interval of Hartung, Knapp, Sidik and Jonkman that is never scaled down."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.intervals.hksj import hksj_spread
from reportgen.pooling.parts import Fit, Interval, Sample, Spread

__all__ = ["HKSJ_AD_HOC"]


def _spread(sample: Sample, fit: Fit, _level: float) -> Spread:
    """Return the spread scaled by max(1, q).

    Reference: Knapp and Hartung, Statistics in Medicine 2003;22:2693, doi 10.1002/sim.1482; Röver, Knapp and Friede,
    BMC Medical Research Methodology 2015;15:99, doi 10.1186/s12874-015-0091-1.
    """
    return hksj_spread(sample, fit, np.maximum(fit.hksj_q, 1.0), "hksj-ad-hoc")


HKSJ_AD_HOC = Interval(
    id="hksj-ad-hoc",
    title="Hartung-Knapp-Sidik-Jonkman with the ad hoc correction max(1, q)",
    label="HKSJ, q ≥ 1",
    spread=_spread,
)
