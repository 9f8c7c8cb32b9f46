"""What sensitivity analyses were done, and where they lead to another conclusion."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from reportgen.compose.facts.findings import Telling, finding_of
from reportgen.compose.facts.statistics import estimate_with_level
from reportgen.document import CrossRef, Text
from reportgen.effects import MEASURES
from reportgen.model import Outcome
from reportgen.pooling import ESTIMATORS
from reportgen.quantities import (
    Analysis,
    Variation,
    domains_and_levels,
    sensitivity_outcomes,
    sensitivity_results,
)
from reportgen.wording.phrases import Phrase, joined, listed, weave
from reportgen.wording.sensitivity import describe_sensitivity, state_changes
from reportgen.wording.statements import Verdict, verdict

__all__ = ["sensitivity_methods", "sensitivity_sentence", "sensitivity_summary"]

ALL_RISKY = "All studies behind this result are at high risk of bias."


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


def sensitivity_summary(analysis: Analysis, shown: Collection[str], *, varies: bool) -> Phrase:
    """Return where the sensitivity analyses are, and that none leads to another conclusion where this is so.

    `varies` says whether one does, or has no study left: then the sentence on its outcome tells.
    """
    outcomes = sensitivity_outcomes(analysis)
    measures = [MEASURES[outcome.measure] for outcome in outcomes]
    compared = any(measure.null is not None and measure.sides != 1 for measure in measures)
    holds = compared and not varies
    if "tbl-sensitivity" in shown and outcomes:
        rest = "; none of them leads to another conclusion" if holds else ""
        return weave(
            "{table} gives the sensitivity analyses{rest}.", table=CrossRef(target="tbl-sensitivity"), rest=rest
        )
    return weave("No sensitivity analysis leads to another conclusion.") if holds else ()


def sensitivity_sentence(telling: Telling, outcome: Outcome) -> Phrase:
    """Return which sensitivity analyses of an outcome lead to another conclusion; nothing where none does.

    A conclusion is whom the interval favours, or that it favours nobody. That all studies are at high risk of bias, so
    that none remains without them, is told too.
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
    changes = [(_claim(analysis, outcome, other, planned), ways) for other, ways in found.items()]
    risky = any(one.kind == "high-risk" and one.shown is None for one in others)
    return joined((state_changes(changes, table), (Text(ALL_RISKY),) if risky else ()))


def _verdict(analysis: Analysis, outcome: Outcome, one: Variation) -> Verdict | None:
    if one.shown is None:
        return None
    return verdict(replace(finding_of(analysis, outcome, one.shown.effect), k=one.pooled.k))


def _claim(analysis: Analysis, outcome: Outcome, found: Verdict, planned: Variation) -> str:
    if planned.shown is None or found == "inconclusive":
        return "the interval included no difference"
    finding = finding_of(analysis, outcome, planned.shown.effect)
    return f"the interval favoured {finding.experimental if found == 'favours experimental' else finding.comparator}"


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
