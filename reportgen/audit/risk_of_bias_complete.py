"""Each included study has a judgement for each domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.pooling import Pooled

__all__ = ["risk_of_bias_complete"]

CODE = "risk-of-bias-is-complete"


def risk_of_bias_complete(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each included study that lacks a judgement; a review without a tool is passed over."""
    tool = review.risk_of_bias_tool
    if tool is None:
        return
    judged = {(judgement.study, judgement.domain) for judgement in review.judgements}
    for study in review.included():
        missing = [domain.label for domain in tool.domains if (study.id, domain.id) not in judged]
        if missing:
            message = (
                f"found {len(tool.domains) - len(missing)} judgements of {study.id}, "
                f"expected {len(tool.domains)}: {', '.join(missing)} missing"
            )
            yield warning(CODE, study.origin, message)
