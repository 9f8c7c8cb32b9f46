"""Each included study has a judgement for each domain; an overall one only where other studies have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue
from reportgen.model import OVERALL, Domain, Review, RiskOfBiasTool
from reportgen.pooling import Pooled

__all__ = ["risk_of_bias_complete"]

CODE = "risk-of-bias-is-complete"


def risk_of_bias_complete(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each included study that lacks a judgement, one for all where none is judged.

    A review without a tool is passed over.
    """
    tool = review.risk_of_bias_tool
    if tool is None:
        return
    judged = {(judgement.study, judgement.domain) for judgement in review.judgements}
    expected = _expected(review, tool)
    if not judged and len(review.included()) > 1:
        place = review.origins.get("methods.risk_of_bias_tool", review.included()[0].origin)
        message = (
            f"found no judgements of the {len(review.included())} included studies, expected {len(expected)} of each"
        )
        yield warning(CODE, place, message)
        return
    for study in review.included():
        missing = [domain.name for domain in expected if (study.id, domain.id) not in judged]
        if missing:
            message = (
                f"found {len(expected) - len(missing)} judgements of {study.id}, "
                f"expected {len(expected)}: {', '.join(missing)} missing"
            )
            yield warning(CODE, study.origin, message)


def _expected(review: Review, tool: RiskOfBiasTool) -> tuple[Domain, ...]:
    """Return the domains, without an overall one that the tool's rule can give or that no study was given."""
    summed = not tool.overall and any(judgement.domain == OVERALL for judgement in review.judgements)
    return tuple(domain for domain in tool.domains if summed or domain.id != OVERALL)
