"""The standardised mean difference of two arms: Hedges' g in the form RevMan uses."""

from __future__ import annotations

import math

from reportgen.effects.effects import ArmData
from reportgen.effects.measure import Measure, StudyEffect
from reportgen.model import Plan

__all__ = ["STANDARDIZED_MEAN_DIFFERENCE"]

_FEWEST = 4
"""RevMan's standard error has N - 3.94 below the line, so that it needs four participants."""


def _hedges_g(experimental: ArmData, comparator: ArmData, _plan: Plan) -> StudyEffect:
    """Return Hedges' g, in pooled standard deviations, with RevMan's variance.

    The correction is the approximation J = 1 - 3/(4N - 9), and v = N/(n1 n2) + g²/(2 (N - 3.94)).

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010); Hedges, Journal of
    Educational Statistics 1981;6:107.
    """
    one, two = experimental.values, comparator.values
    n_1, n_2 = one["n"], two["n"]
    n = n_1 + n_2
    if n < _FEWEST:
        return StudyEffect(y=math.nan, v=math.nan, reason="fewer than four participants")
    squares = (n_1 - 1) * one["sd"] * one["sd"] + (n_2 - 1) * two["sd"] * two["sd"]
    pooled_sd = math.sqrt(squares / (n - 2)) if squares > 0 else 0.0
    if pooled_sd == 0:
        return StudyEffect(y=math.nan, v=math.nan, reason="no standard deviation to divide by")
    g = (1 - 3 / (4 * n - 9)) * (one["mean"] - two["mean"]) / pooled_sd
    return StudyEffect(y=g, v=n / (n_1 * n_2) + g * g / (2 * (n - 3.94)))


STANDARDIZED_MEAN_DIFFERENCE = Measure(
    id="SMD",
    title="Standardised mean difference",
    scale="identity",
    null=0.0,
    kind="continuous",
    arm_columns=("mean", "sd", "n"),
    arm_effect=_hedges_g,
)
