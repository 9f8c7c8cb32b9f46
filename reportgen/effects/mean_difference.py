"""The mean difference of two arms."""

from __future__ import annotations

from reportgen.effects.effects import ArmData
from reportgen.effects.measure import Measure, StudyEffect
from reportgen.model import Plan

__all__ = ["MEAN_DIFFERENCE"]


def _mean_difference(experimental: ArmData, comparator: ArmData, _plan: Plan) -> StudyEffect:
    """Return the difference of means, in the unit of the outcome, with variance sd1²/n1 + sd2²/n2.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.5.1; the two
    arms may have different variances.
    """
    one, two = experimental.values, comparator.values
    return StudyEffect(
        y=one["mean"] - two["mean"],
        v=one["sd"] * one["sd"] / one["n"] + two["sd"] * two["sd"] / two["n"],
    )


MEAN_DIFFERENCE = Measure(
    id="MD",
    title="Mean difference",
    scale="identity",
    null=0.0,
    kind="continuous",
    arm_columns=("mean", "sd", "n"),
    arm_effect=_mean_difference,
)
