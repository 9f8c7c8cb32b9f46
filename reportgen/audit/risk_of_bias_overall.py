"""An overall judgement of risk of bias is no lower than that on the worst domain, by the rule of its tool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue
from reportgen.model import OVERALL, Review
from reportgen.pooling import Pooled
from reportgen.quantities import judged_rows

__all__ = ["risk_of_bias_overall"]

CODE = "overall-risk-of-bias-is-no-lower"


def risk_of_bias_overall(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each overall judgement lower than the tool's rule gives; a higher one is for reviewers."""
    tool = review.risk_of_bias_tool
    if tool is None or not tool.overall:
        return
    for row in judged_rows(review):
        summed = row.verdicts.get(OVERALL)
        if summed is None or summed.by_rule is None:
            continue
        known = not {tool.grade(summed.level), tool.grade(summed.by_rule)} & {"unknown", "none"}
        if known and summed.level.rank < summed.by_rule.rank:
            of = f"{row.study}, {row.outcome}," if row.outcome else row.study
            message = (
                f"found the overall judgement of {of} {summed.level.label.lower()!r}, "
                f"expected at least that of the worst domain, {summed.by_rule.label.lower()!r}"
            )
            yield warning(CODE, summed.judgements[0].origin, message)
