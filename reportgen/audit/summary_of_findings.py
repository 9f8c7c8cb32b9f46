"""A summary of findings shows few outcomes, each compared between two sides, and each with a risk to start from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.effects import MEASURES
from reportgen.errors import Issue, Origin
from reportgen.model import Outcome, Review
from reportgen.pooling import Pooled
from reportgen.quantities import MOST_SUMMARISED, Analysis, assumed_risk, outcomes_summarised
from reportgen.quantities.absolute import RISKS_WITH
from reportgen.style import Style

__all__ = ["summary_of_findings"]

CODE = "summary-of-findings-fits"


def summary_of_findings(review: Review, pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for outcomes too many for a table, of one group, without a risk or with an idle one.

    A risk is idle where the measure takes none.
    """
    for index, id_ in enumerate(review.summary_of_findings):
        outcome = next(one for one in review.outcomes if one.id == id_)
        if MEASURES[outcome.measure].sides == 1:
            message = f"found {id_!r}, which compares nothing, expected outcomes of two sides"
            yield warning(CODE, review.origins.get(f"tables.summary_of_findings.{index}"), message)
    yield from _idle_risks(review)
    for outcomes in outcomes_summarised(review).values():
        if left := outcomes[MOST_SUMMARISED:]:
            yield _too_many(review, outcomes, left)
        for outcome in outcomes[:MOST_SUMMARISED]:
            yield from _without_risk(review, pooled, outcome)


def _idle_risks(review: Review) -> Iterator[Issue]:
    for index, outcome in enumerate(review.outcomes):
        if outcome.assumed_risk is not None and outcome.measure not in RISKS_WITH:
            message = f"found an assumed risk of {outcome.id!r}, which is measured by {outcome.measure}, expected none"
            hint = f"risks follow from {', '.join(RISKS_WITH)}"
            yield warning(CODE, review.origins.get(f"outcomes.{index}.assumed_risk", outcome.origin), message, hint)


def _too_many(review: Review, outcomes: tuple[Outcome, ...], left: tuple[Outcome, ...]) -> Issue:
    place = review.origins.get("tables.summary_of_findings.0") or left[0].origin
    names = ", ".join(outcome.id for outcome in left)
    message = f"found {len(outcomes)} outcomes for one table, expected {MOST_SUMMARISED} at most; not shown: {names}"
    return warning(CODE, place, message, "choose them under `tables: summary_of_findings:` in review.yaml")


def _without_risk(review: Review, pooled: Mapping[str, Pooled], outcome: Outcome) -> Iterator[Issue]:
    result = pooled.get(outcome.id)
    if outcome.measure not in RISKS_WITH or result is None or result.summary is None:
        return
    assumed = assumed_risk(Analysis(review=review, style=Style(), pooled=pooled), outcome)
    found = "no risk in the comparator groups" if assumed is None else f"an assumed risk of {assumed.value:g}"
    if assumed is None or (outcome.measure != "RD" and not 0 < assumed.value < 1):
        place: Origin = outcome.origin
        message = (
            f"found {found} of {outcome.id!r}, expected one between 0 and 1, so that absolute effects can be shown"
        )
        yield warning(CODE, place, message, "give `assumed_risk` of the outcome in review.yaml")
