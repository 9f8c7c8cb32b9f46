"""The common-effect model: all studies estimate the same effect."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reportgen.pooling.moments import scatter
from reportgen.pooling.parts import Array, Centre, Fit, Model, Sample

__all__ = ["COMMON"]


def _fit(sample: Sample, centre: Centre, _tau2: Callable[[], Array]) -> Fit:
    """Return the method's own estimate; tau2 is 0.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.3.
    """
    return Fit(
        estimate=centre.estimate,
        se=centre.se,
        weights=centre.weights,
        tau2=np.zeros_like(centre.se),
        hksj_q=scatter(sample, 1 / sample.v, centre.estimate),
    )


COMMON = Model(id="common", title="Common effect", label="Fixed", fit=_fit)
