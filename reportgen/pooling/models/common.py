"""The common-effect model: all studies estimate the same effect."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.pooling.parts import Centre, Fit, Model, Sample

__all__ = ["COMMON"]


def _fit(_sample: Sample, centre: Centre, _tau2: Callable[[], float]) -> Fit:
    """Return the method's own estimate.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.3.
    """
    return Fit(estimate=centre.estimate, se=centre.se, weights=centre.weights, tau2=0.0)


COMMON = Model(id="common", title="Common effect", label="Fixed", fit=_fit)
