"""Which studies of an outcome are at high risk of bias, by what the review says high risk is."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.errors import Origin
from reportgen.model import HighRisk, Review
from reportgen.pooling import Pooled
from reportgen.quantities.judged import rows_of_outcome

__all__ = ["RiskSplit", "domains_and_levels", "split_by_risk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSplit:
    """The pooled studies of an outcome by their risk of bias.

    `high` are those at high risk; `unjudged` those that are not, as far as can be told: a domain that matters has no
    judgement. `inputs` are all judgements that were looked at, and the settings that say what high risk is.
    """

    high: tuple[str, ...]
    unjudged: tuple[str, ...]
    inputs: tuple[Origin, ...]


def split_by_risk(review: Review, pooled: Pooled, high: HighRisk) -> RiskSplit:
    """Return which of the studies that are pooled are at high risk of bias on this outcome.

    Judgements are those that figures show beside the outcome: of its own results, else of the whole study; the overall
    one that of the reviewers, else that of the tool's rule.
    """
    studies = tuple(dict.fromkeys(row.study for row in pooled.effects.rows if row.state == "used"))
    shown = {row.study: row.verdicts for row in rows_of_outcome(review, pooled.effects.outcome.id)}
    found = {
        study: [shown[study][domain] for domain in high.domains if domain in shown.get(study, {})] for study in studies
    }
    risky = tuple(study for study in studies if any(one.level.id in high.levels for one in found[study]))
    kept = (study for study in studies if study not in risky)
    judgements = (origin for judged in found.values() for one in judged for origin in one.inputs)
    places = (place for name, place in review.origins.items() if name.startswith("sensitivity.high_risk."))
    return RiskSplit(
        high=risky,
        unjudged=tuple(study for study in kept if len(found[study]) < len(high.domains)),
        inputs=tuple(dict.fromkeys((*judgements, *places))),
    )


def domains_and_levels(review: Review, high: HighRisk) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the domains, as in the middle of a sentence, and of the levels that make high risk."""
    tool = review.risk_of_bias_tool
    if tool is None:
        return high.domains, high.levels
    domains = {domain.id: domain.name.lower() for domain in tool.domains}
    levels = {level.id: level.label for level in tool.levels}
    return tuple(domains.get(id_, id_) for id_ in high.domains), tuple(levels.get(id_, id_) for id_ in high.levels)
