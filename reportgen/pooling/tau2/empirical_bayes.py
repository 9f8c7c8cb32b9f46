"""The empirical Bayes estimator of Morris."""

from __future__ import annotations

from reportgen.pooling.design import Array, Design
from reportgen.pooling.parts import Estimator, Sample
from reportgen.pooling.tau2.paule_mandel import PAULE_MANDEL

__all__ = ["EMPIRICAL_BAYES"]


def _estimate(sample: Sample, design: Design, q: Array) -> Array:
    """Return the empirical Bayes estimate; its equation has the same root as Paule and Mandel's.

    Reference: Morris, Journal of the American Statistical Association 1983;78:47, doi 10.1080/01621459.1983.10477920;
    Viechtbauer, López-López, Sánchez-Meca and Marín-Martínez, Psychological Methods 2015;20:360, doi 10.1037/met0000023
    (the two are the same).
    """
    return PAULE_MANDEL.estimate(sample, design, q)


EMPIRICAL_BAYES = Estimator(
    id="EB", title="Empirical Bayes", label="EB", estimate=_estimate, standard_error=PAULE_MANDEL.standard_error
)
