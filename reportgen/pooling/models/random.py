"""The random-effects model: the studies' effects scatter around a mean with variance tau2."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.pooling.methods.inverse_variance import weighted_mean
from reportgen.pooling.parts import Centre, Fit, Model, Sample

__all__ = ["RANDOM"]


def _fit(sample: Sample, _centre: Centre, tau2: Callable[[], float]) -> Fit:
    """Return the mean weighted by 1/(v + tau2), whichever method gave the centre for Q.

    Reference: DerSimonian and Laird, Controlled Clinical Trials 1986;7:177.
    """
    between = tau2()
    weights = 1 / (sample.v + between)
    estimate, se = weighted_mean(sample.y, weights)
    return Fit(estimate=estimate, se=se, weights=weights, tau2=between)


RANDOM = Model(id="random", title="Random effects", label="Random", fit=_fit)
