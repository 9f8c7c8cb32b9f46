"""Which studies of an outcome are at high risk of bias, by what the review says high risk is."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.errors import Origin
from reportgen.model import HighRisk, Judgement, Review
from reportgen.pooling import Pooled

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

    A judgement of the outcome's own result goes before one of the whole study.
    """
    studies = tuple(dict.fromkeys(row.study for row in pooled.effects.rows if row.state == "used"))
    found = {study: _judged(review, study, pooled.effects.outcome.id, high) for study in studies}
    risky = tuple(study for study in studies if any(one.level in high.levels for one in found[study]))
    kept = (study for study in studies if study not in risky)
    judgements = (one.origin for judged in found.values() for one in judged)
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
    domains = {domain.id: domain.label.lower() for domain in tool.domains}
    levels = {level.id: level.label for level in tool.levels}
    return tuple(domains.get(id_, id_) for id_ in high.domains), tuple(levels.get(id_, id_) for id_ in high.levels)


def _judged(review: Review, study: str, outcome: str, high: HighRisk) -> tuple[Judgement, ...]:
    """Return the judgement of a study in each domain that matters, as far as there is one."""
    found: dict[str, Judgement] = {}
    for one in review.judgements:
        counts = one.study == study and one.domain in high.domains and one.outcome in {"", outcome}
        if counts and (one.outcome or one.domain not in found):
            found[one.domain] = one
    return tuple(found[domain] for domain in high.domains if domain in found)
