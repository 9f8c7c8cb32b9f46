"""A straight line through effects with variance between studies added to their own."""

from __future__ import annotations

from reportgen.pooling.around import tau2_around
from reportgen.pooling.design import Array
from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.parts import Options
from reportgen.pooling.small_study.reading import effects, offset, variances
from reportgen.pooling.small_study.weighted_line import Line, weighted_line
from reportgen.pooling.straight import Straight

__all__ = ["mixed_line"]


def mixed_line(sample: Sample, x: Array, options: Options) -> tuple[Line, float]:
    """Return the line through the effects of a sample with B = 1 on a predictor x, (k,), and τ².

    The weights are 1/(v + τ²), so that the variances of the line are those of Wald's tests. τ² is estimated around the
    line by the chosen estimator, 0 in a common-effect model.
    """
    tau2 = 0.0
    if options.model == "random":
        tau2 = float(tau2_around(sample, Straight(x), options.tau2)[0])
    return weighted_line(x, effects(sample), 1 / (variances(sample) + tau2), offset(sample)), tau2
