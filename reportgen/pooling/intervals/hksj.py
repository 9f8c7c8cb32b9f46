"""The interval of Hartung, Knapp, Sidik and Jonkman."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.parts import Array, Fit, Interval, Sample, Spread

__all__ = ["HKSJ", "hksj_spread"]


def hksj_spread(sample: Sample, fit: Fit, factor: Array, name: str) -> Spread:
    """Return √factor times the Wald standard error, t with k - 1 degrees; the Wald spread where there is one study."""
    several = sample.k > 1
    return Spread(
        se=np.where(several, np.sqrt(np.where(several, factor, 1.0)) * fit.se, fit.se),
        df=np.where(several, sample.k - 1.0, np.inf),
        applied=np.where(several, name, "wald"),
    )


def _spread(sample: Sample, fit: Fit, _level: float) -> Spread:
    """Return the spread scaled by q = Σw(y - estimate)²/(k - 1).

    Reference: Hartung and Knapp, Statistics in Medicine 2001;20:3875, doi 10.1002/sim.1009; Sidik and Jonkman,
    Statistics in Medicine 2002;21:3153, doi 10.1002/sim.1262; Cochrane Handbook, version 6.5, section 10.10.4.4.
    """
    return hksj_spread(sample, fit, fit.hksj_q, "hksj")


HKSJ = Interval(id="hksj", title="Hartung-Knapp-Sidik-Jonkman", label="HKSJ", spread=_spread)
