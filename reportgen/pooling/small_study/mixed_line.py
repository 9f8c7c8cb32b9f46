"""A straight line through effects with variance between studies added to their own."""

from __future__ import annotations

from reportgen.pooling.design import Array
from reportgen.pooling.moments import generalised_q
from reportgen.pooling.parts import Sample
from reportgen.pooling.registry import ESTIMATORS
from reportgen.pooling.small_study.parts import Options
from reportgen.pooling.small_study.reading import effects, offset, variances
from reportgen.pooling.small_study.straight import Straight
from reportgen.pooling.small_study.weighted_line import Line, weighted_line

__all__ = ["mixed_line"]


def mixed_line(sample: Sample, x: Array, options: Options) -> tuple[Line, float]:
    """Return the line through the effects of a sample with B = 1 on a predictor x, (k,), and τ².

    The weights are 1/(v + τ²), so that the variances of the line are those of Wald's tests. τ² is estimated around the
    line by the chosen estimator, 0 in a common-effect model.
    """
    tau2 = _tau2(sample, x, options.tau2) if options.model == "random" else 0.0
    return weighted_line(x, effects(sample), 1 / (variances(sample) + tau2), offset(sample)), tau2


def _tau2(sample: Sample, x: Array, estimator: str) -> float:
    design = Straight(x)
    q = generalised_q(sample, design, 1 / sample.v)
    return float(ESTIMATORS[estimator].estimate(sample, design, q)[0])
