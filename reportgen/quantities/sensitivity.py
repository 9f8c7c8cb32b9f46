"""The sensitivity analyses that a review asks for, outcome by outcome."""

from __future__ import annotations

from reportgen.model import Outcome
from reportgen.quantities.analysis import Analysis
from reportgen.quantities.variations import (
    Variation,
    as_planned,
    each_estimator,
    other_model,
    without_each_study,
    without_high_risk,
)

__all__ = ["sensitivity_outcomes", "sensitivity_results"]


def sensitivity_outcomes(analysis: Analysis) -> tuple[Outcome, ...]:
    """Return the outcomes that the review analyses: those it names, else all with a total of several studies."""
    asked = analysis.review.sensitivity
    if asked is None:
        return ()
    found = (outcome for outcome in analysis.review.outcomes if outcome.id in analysis.pooled)
    return tuple(outcome for outcome in found if _is_analysed(analysis, outcome, asked.outcomes))


def _is_analysed(analysis: Analysis, outcome: Outcome, named: tuple[str, ...]) -> bool:
    pooled = analysis.pooled[outcome.id]
    studies = {row.study for row in pooled.effects.rows if row.state == "used"}
    return pooled.summary is not None and (outcome.id in named if named else len(studies) > 1)


def sensitivity_results(analysis: Analysis, outcome: Outcome) -> tuple[Variation, ...]:
    """Return the result of an outcome as planned, then those of the analyses that the review asks for, in their order.

    Nothing is varied of a single result: it is not pooled. Empty where the review asks for no analysis.
    """
    asked, pooled = analysis.review.sensitivity, analysis.pooled[outcome.id]
    if asked is None:
        return ()
    review, style = analysis.review, analysis.style
    found = [as_planned(pooled, style)]
    if pooled.k > 1 and "model" in asked.analyses:
        found.append(other_model(pooled, style))
    if pooled.k > 1 and "tau2" in asked.analyses:
        told = {one.plan.tau2 for one in found if one.plan.model == "random"}
        found += (one for one in each_estimator(pooled, style) if one.plan.tau2 not in told)
    if "high-risk" in asked.analyses and asked.high_risk is not None:
        found.append(without_high_risk(review, pooled, asked.high_risk, style))
    if pooled.k > 1 and "leave-one-out" in asked.analyses:
        found += without_each_study(review, pooled, style)
    return tuple(found)
