"""A result becomes a finding: the values that the choice of words depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from reportgen.document import Number
from reportgen.effects import MEASURES
from reportgen.model import Outcome, PublishedEffect, Review
from reportgen.quantities.analysis import Analysis
from reportgen.quantities.nodes import EffectQuantities
from reportgen.quantities.shown import comparison_of
from reportgen.wording.certainty import Size, size_of_effect
from reportgen.wording.measures import measure_name
from reportgen.wording.statements import Finding

__all__ = ["MOST_SUMMARISED", "finding_of", "full_name", "outcomes_summarised", "published_finding", "size_of"]

MOST_SUMMARISED = 7
"""A summary of findings shows so many outcomes at most.

Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 14.1.3.
"""


def full_name(outcome: Outcome) -> str:
    """Return the title with the time point, to stand in the middle of a sentence."""
    return outcome.title + (f" ({outcome.time_point})" if outcome.time_point else "")


def finding_of(analysis: Analysis, outcome: Outcome, effect: EffectQuantities, measure: str = "") -> Finding:
    """Return the finding of an estimate with its limits on the printed scale; k is still open."""
    comparison = comparison_of(analysis.review, outcome)
    kind = MEASURES[measure or outcome.measure]
    return Finding(
        title=full_name(outcome),
        experimental=comparison.experimental,
        comparator=comparison.comparator,
        kind=kind.kind,
        better=outcome.better,
        null=None if kind.sides == 1 else kind.null,
        estimate=float(effect.estimate.value or 0),
        ci_low=float(effect.ci_low.value or 0),
        ci_high=float(effect.ci_high.value or 0),
        k=None,
        noun="values" if outcome.unit or kind.kind != "continuous" else "scores",
        measure=measure_name(kind.title).partition(" (")[0],
    )


def published_finding(
    analysis: Analysis, outcome: Outcome, published: PublishedEffect, effect: EffectQuantities, k: Number | None
) -> Finding:
    """Return the finding of a result known from print, with the side that the print says it favours."""
    sides: Mapping[str, Literal["experimental", "comparator"]] = {
        "experimental": "experimental",
        "comparator": "comparator",
    }
    return replace(
        finding_of(analysis, outcome, effect, published.measure),
        k=None if k is None or k.value is None else int(k.value),
        published=True,
        favours=sides.get(published.favours, ""),
    )


def size_of(finding: Finding, outcome: Outcome, measure: str = "") -> Size | None:
    """Return the class of an effect's size; None without thresholds, or where `measure` is not that of the outcome.

    Thresholds are on the printed scale of the outcome's measure: of another they say nothing.
    """
    return size_of_effect(finding, outcome.thresholds) if measure in {"", outcome.measure} else None


def outcomes_summarised(review: Review) -> Mapping[str, tuple[Outcome, ...]]:
    """Return the outcomes of the summary of findings by the id of their comparison; only comparisons that have some.

    These are the outcomes that the review lists, in its order, or those whose certainty is judged. Outcomes of one
    group, which compare nothing, are none of them. There may be more than `MOST_SUMMARISED`.
    """
    by_id = {outcome.id: outcome for outcome in review.outcomes}
    judged = {row.outcome for row in review.certainty}
    chosen = review.summary_of_findings or tuple(id_ for id_ in by_id if id_ in judged)
    shown = [by_id[id_] for id_ in dict.fromkeys(chosen) if MEASURES[by_id[id_].measure].sides != 1]
    found = {
        comparison.id: tuple(outcome for outcome in shown if outcome.comparison == comparison.id)
        for comparison in review.comparisons
    }
    return {id_: outcomes for id_, outcomes in found.items() if outcomes}
