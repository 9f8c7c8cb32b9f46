"""The Wald interval: estimate ± z SE."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.parts import Fit, Interval, Sample, Spread

__all__ = ["WALD"]


def _spread(_sample: Sample, fit: Fit, _level: float) -> Spread:
    """Return the model's standard error with the normal distribution.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.10.4.
    """
    return Spread(se=fit.se, df=np.full_like(fit.se, np.inf), applied=np.full(fit.se.shape, "wald"))


WALD = Interval(id="wald", title="Wald", label="Wald", spread=_spread)
