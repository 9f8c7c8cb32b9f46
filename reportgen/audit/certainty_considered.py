"""Domains of certainty that were left at 0 without a word, though the result suggests to say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.audit.check import warning
from reportgen.effects import MEASURES
from reportgen.errors import Issue
from reportgen.model import CertaintyJudgement, Outcome, Review
from reportgen.pooling import Pooled
from reportgen.quantities import Analysis, finding_of, pooled_quantities
from reportgen.style import Style
from reportgen.wording.certainty import Size, size_of_effect
from reportgen.wording.numbers import percent

__all__ = ["certainty_considered"]

CODE = "certainty-considers-data"

NAMES: Mapping[Size, str] = {
    "trivial": "little or no",
    "small": "a small",
    "moderate": "a moderate",
    "large": "a large",
}
"""The sizes of effects, the smallest first."""

MUCH_I2 = 60.0
"""Above this the Cochrane Handbook, section 10.10.2, speaks of nothing less than substantial heterogeneity."""


def certainty_considered(review: Review, pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a prompt for imprecision with an interval that leaves much open, and for inconsistency with much I².

    Much is open where the interval includes no effect, or effects of several sizes by the thresholds of the outcome.
    Only where the domain was judged to change nothing and no reason is given; what it should be is never said.
    """
    analysis = Analysis(review=review, style=Style(), pooled=pooled)
    for outcome in review.outcomes:
        certainty, result = review.certainty_of(outcome.id), pooled.get(outcome.id)
        if certainty is None or result is None or result.summary is None:
            continue
        silent = {row.domain: row for row in certainty.domains if row.levels == 0 and not row.reason}
        i2 = result.heterogeneity.i2 if result.heterogeneity else 0.0
        if "imprecision" in silent and (open_ := _left_open(analysis, outcome)):
            yield _prompt(silent["imprecision"], open_)
        if "inconsistency" in silent and i2 > MUCH_I2:
            yield _prompt(silent["inconsistency"], f"I² is {percent(i2)}")


def _left_open(analysis: Analysis, outcome: Outcome) -> str:
    """Return what the interval of a pooled result leaves open, or nothing."""
    shown = pooled_quantities(analysis.pooled[outcome.id], analysis.style)
    if shown is None or MEASURES[outcome.measure].null is None:
        return ""
    finding = finding_of(analysis, outcome, shown.effect)
    if finding.null is not None and finding.ci_low <= finding.null <= finding.ci_high:
        return "the interval includes no effect"
    limits = (finding.ci_low, finding.ci_high)
    sizes = [size_of_effect(replace(finding, estimate=limit), outcome.thresholds) for limit in limits]
    if None in sizes or sizes[0] == sizes[1]:
        return ""
    names = [NAMES[size] for size in NAMES if size in sizes]
    return f"the interval reaches from {names[0]} to {names[1]} effect"


def _prompt(row: CertaintyJudgement, why: str) -> Issue:
    message = f"found {row.domain} of {row.outcome!r} at 0 without a word while {why}, expected levels or a reason"
    return warning(CODE, row.origin, message, "write under 'reason' why it does not matter")
