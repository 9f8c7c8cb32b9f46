"""Domains of certainty that were left at 0 without a word, though the result suggests to say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.effects import MEASURES
from reportgen.errors import Issue
from reportgen.model import CertaintyJudgement, Review
from reportgen.pooling import Pooled
from reportgen.wording.numbers import percent

__all__ = ["certainty_considered"]

CODE = "certainty-considers-data"

MUCH_I2 = 60.0
"""Above this the Cochrane Handbook, section 10.10.2, speaks of nothing less than substantial heterogeneity."""


def certainty_considered(review: Review, pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a prompt for imprecision whose interval includes no effect, and for inconsistency with much heterogeneity.

    Only where the domain was judged to change nothing and no reason is given; what it should be is never said.
    """
    for outcome in review.outcomes:
        certainty, result = review.certainty_of(outcome.id), pooled.get(outcome.id)
        if certainty is None or result is None or result.summary is None:
            continue
        silent = {row.domain: row for row in certainty.domains if row.levels == 0 and not row.reason}
        crosses = result.summary.ci_low <= 0 <= result.summary.ci_high and MEASURES[outcome.measure].null is not None
        i2 = result.heterogeneity.i2 if result.heterogeneity else 0.0
        if "imprecision" in silent and crosses:
            yield _prompt(silent["imprecision"], "the interval includes no effect")
        if "inconsistency" in silent and i2 > MUCH_I2:
            yield _prompt(silent["inconsistency"], f"I² is {percent(i2)}")


def _prompt(row: CertaintyJudgement, why: str) -> Issue:
    message = f"found {row.domain} of {row.outcome!r} at 0 without a word while {why}, expected levels or a reason"
    return warning(CODE, row.origin, message, "write under 'reason' why it does not matter")
