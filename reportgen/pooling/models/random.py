"""The random-effects model: the studies' effects scatter around a mean with variance tau2."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.pooling.design import inverse
from reportgen.pooling.methods.inverse_variance import weighted_mean
from reportgen.pooling.moments import scatter
from reportgen.pooling.parts import Array, Centre, Fit, Model, Sample

__all__ = ["RANDOM", "random_fit"]


def random_fit(sample: Sample, tau2: Array) -> Fit:
    """Return the mean weighted by 1/(v + tau2)."""
    weights = inverse(sample.v, tau2)
    estimate, se = weighted_mean(sample.y, weights)
    return Fit(estimate=estimate, se=se, weights=weights, tau2=tau2, hksj_q=scatter(sample, weights, estimate))


def _fit(sample: Sample, _centre: Centre, tau2: Callable[[], Array]) -> Fit:
    """Return the mean weighted by 1/(v + tau2), whichever method gave the centre for Q.

    Reference: DerSimonian and Laird, Controlled Clinical Trials 1986;7:177, doi 10.1016/0197-2456(86)90046-2.
    """
    return random_fit(sample, tau2())


RANDOM = Model(id="random", title="Random effects", label="Random", fit=_fit)
