"""The wider of the Wald interval and that of Hartung, Knapp, Sidik and Jonkman."""

from __future__ import annotations

from reportgen.pooling.choice import either, half_width
from reportgen.pooling.intervals.hksj import HKSJ
from reportgen.pooling.intervals.wald import WALD
from reportgen.pooling.parts import Fit, Interval, Sample, Spread

__all__ = ["HKSJ_WIDER"]


def _spread(sample: Sample, fit: Fit, level: float) -> Spread:
    """Return the spread of whichever interval is wider at this level.

    Reference: Wiksten, Rücker and Schwarzer, Statistics in Medicine 2016;35:2503, doi 10.1002/sim.6879; Jackson, Law,
    Rücker and Schwarzer, Statistics in Medicine 2017;36:3923, doi 10.1002/sim.7411.
    """
    hksj, wald = HKSJ.spread(sample, fit, level), WALD.spread(sample, fit, level)
    return either(half_width(hksj, level) >= half_width(wald, level), hksj, wald)


HKSJ_WIDER = Interval(
    id="hksj-wider",
    title="The wider of Hartung-Knapp-Sidik-Jonkman and Wald",
    label="HKSJ or Wald, the wider",
    spread=_spread,
)
