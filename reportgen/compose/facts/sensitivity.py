"""What sensitivity analyses were done, and where they lead to another conclusion."""

from __future__ import annotations

from dataclasses import replace

from reportgen.compose.facts.findings import Telling, finding_of
from reportgen.compose.facts.statistics import estimate_with_level
from reportgen.document import CrossRef
from reportgen.model import Outcome
from reportgen.pooling import ESTIMATORS
from reportgen.quantities import (
    Analysis,
    Variation,
    domains_and_levels,
    sensitivity_outcomes,
    sensitivity_results,
)
from reportgen.wording.phrases import Phrase, listed, weave
from reportgen.wording.sensitivity import describe_sensitivity, state_changes
from reportgen.wording.statements import Verdict, verdict

__all__ = ["sensitivity_methods", "sensitivity_sentence"]


def sensitivity_methods(analysis: Analysis) -> Phrase:
    """Return what was done in sensitivity analyses; nothing where the review asks for none or none is possible."""
    asked, outcomes = analysis.review.sensitivity, sensitivity_outcomes(analysis)
    if asked is None or not outcomes:
        return ()
    domains, levels = domains_and_levels(analysis.review, asked.high_risk) if asked.high_risk else ((), ())
    return describe_sensitivity(
        asked.analyses,
        outcomes=list(dict.fromkeys(outcome.title for outcome in outcomes)) if asked.outcomes else (),
        models=sorted({analysis.pooled[outcome.id].plan.model for outcome in outcomes}),
        domains=domains,
        levels=levels,
    )


def sensitivity_sentence(telling: Telling, outcome: Outcome) -> Phrase:
    """Return which sensitivity analyses of an outcome lead to another conclusion; nothing where none does.

    A conclusion is whom the interval favours, or that it favours nobody.
    """
    analysis = telling.analysis
    if outcome not in sensitivity_outcomes(analysis):
        return ()
    planned, *others = sensitivity_results(analysis, outcome)
    usual = _verdict(analysis, outcome, planned)
    found: dict[Verdict, list[tuple[Phrase, Phrase]]] = {}
    for one in others:
        other = _verdict(analysis, outcome, one)
        if one.shown is not None and other is not None and other != usual:
            numbers = estimate_with_level(outcome, one.shown.effect, analysis.style.numbers)
            found.setdefault(other, []).append((_way(one), numbers))
    table = (CrossRef(target="tbl-sensitivity"),) if "tbl-sensitivity" in telling.shown else ()
    return state_changes([(_claim(analysis, outcome, other, planned), ways) for other, ways in found.items()], table)


def _verdict(analysis: Analysis, outcome: Outcome, one: Variation) -> Verdict | None:
    if one.shown is None:
        return None
    return verdict(replace(finding_of(analysis, outcome, one.shown.effect), k=one.pooled.k))


def _claim(analysis: Analysis, outcome: Outcome, found: Verdict, planned: Variation) -> str:
    if planned.shown is None or found == "inconclusive":
        return "there was no evidence of a difference"
    finding = finding_of(analysis, outcome, planned.shown.effect)
    return f"the result favoured {finding.experimental if found == 'favours experimental' else finding.comparator}"


def _way(one: Variation) -> Phrase:
    match one.kind:
        case "tau2":
            return weave("with τ² by {estimator}", estimator=ESTIMATORS[one.plan.tau2].label)
        case "high-risk":
            return weave("without the studies at high risk of bias")
        case "leave-one-out":
            return weave("without {studies}", studies=listed([(name,) for name in one.studies]))
        case _:
            return weave("with the {model}-effect{s} model", model=one.plan.model, s="s" * (one.plan.model == "random"))
