"""What of outcomes and of the ways in which they are pooled RevMan has no place for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.exchange.analyses.favours import better_by_words
from reportgen.exchange.imported import Remark
from reportgen.exchange.revman_export.numbering import Item, is_renumbered
from reportgen.exchange.revman_export.settings import METHODS, graph_scale
from reportgen.exchange.revman_export.stored_columns import applied_interval
from reportgen.exchange.revman_export.titles import graph_words
from reportgen.foreign.phrases import listed
from reportgen.model import Outcome
from reportgen.quantities import Analysis

__all__ = ["analysis_losses"]


def analysis_losses(analysis: Analysis, items: Sequence[Item]) -> Iterator[Remark]:
    """Yield remarks on outcomes that go out in another form, or in parts."""
    review = analysis.review
    held = {item.outcome.id for item in items}
    outcomes = [outcome for outcome in review.outcomes if outcome.pooled and outcome.id not in held]
    told = "Outcomes whose measure RevMan does not have, left out of the analyses"
    yield from _named("outcomes", told, [f"{outcome.id} ({outcome.measure})" for outcome in outcomes])
    told = "Outcomes that are not pooled stand in the results of studies only"
    yield from _named("outcomes", told, [outcome.id for outcome in review.outcomes if not outcome.pooled])
    told = "Outcomes written as effects with standard errors, which RevMan's tables do not know as their measure"
    yield from _named("outcomes", told, [item.outcome.id for item in items if not item.kind.own])
    told = "Outcomes divided by a column of studies.csv come back divided by their rows"
    yield from _named("outcomes", told, [item.outcome.id for item in items if item.outcome.subgroups])
    told = "Outcomes with an instrument, range, thresholds, assumed risk, group, time point or set of participants"
    yield from _named("outcomes", f"{told}, which have no column", [o.id for o in review.outcomes if _has_more(o)])
    told = "Outcomes whose words under the graph do not tell which direction is good"
    yield from _named("outcomes", told, [item.outcome.id for item in items if not _tells(item)])
    told = "Outcomes whose axis has ends that do not mirror each other, left to RevMan"
    yield from _named("outcomes", told, [item.outcome.id for item in items if _has_other_ends(item)])
    empty = {comparison.id for comparison in review.comparisons} - {item.usual.id for item in items}
    told = "Comparisons without an analysis"
    yield from _named("outcomes", told, [one.id for one in review.comparisons if one.id in empty])
    if is_renumbered(items):
        yield Remark(topic="outcomes", text="Analyses are numbered anew: the numbers of outcomes do not fit together.")
    yield from _settings(items)


def _settings(items: Sequence[Item]) -> Iterator[Remark]:
    departures: dict[str, list[str]] = {}
    for item in items:
        for what in _departures(item):
            departures.setdefault(what, []).append(item.outcome.id)
    for what, ids in departures.items():
        yield from _named("settings", f"Outcomes pooled with {what}, which RevMan does not have", ids)


def _departures(item: Item) -> Iterator[str]:
    """Yield what of a plan RevMan cannot do; results are written as they came out here."""
    plan = item.pooled.plan
    if plan.method not in METHODS:
        yield f"the method {plan.method}"
    if plan.zero_cells != "revman" and item.kind.data == "dichotomous":
        yield f"the rule {plan.zero_cells} for empty cells"
    if plan.smd != "revman" and item.outcome.measure == "SMD":
        yield "the exact correction of the standardised mean difference"
    if plan.model != "random":
        return
    if plan.tau2 not in {"DL", "REML"}:
        yield f"the estimator {plan.tau2}"
    interval = applied_interval(item.pooled)
    if interval not in {"wald", "hksj"}:
        yield f"the interval {interval}"
    if plan.prediction not in {"none", "t-k-1", "t-k-1-if-heterogeneous"}:
        yield f"the prediction interval {plan.prediction}"
    if plan.i2 == "Q" and plan.tau2 != "DL":
        yield "I2 from Q"
    if plan.subgroup_tau2 == "common" and item.pooled.subgroups:
        yield "one variance between studies for all subgroups"


def _has_more(outcome: Outcome) -> bool:
    texts = (outcome.instrument, outcome.group, outcome.time_point, outcome.analysis_set)
    return any(texts) or any(part is not None for part in (outcome.range, outcome.thresholds, outcome.assumed_risk))


def _tells(item: Item) -> bool:
    words = graph_words(item.outcome, item.comparison)
    sides = (item.comparison.experimental, item.comparison.comparator)
    return better_by_words(*words, *sides) == item.outcome.better


def _has_other_ends(item: Item) -> bool:
    axis = item.outcome.axis
    ends = axis is not None and (axis.low is not None or axis.high is not None)
    return ends and not graph_scale(axis, ratio=item.kind.log)


def _named(topic: str, told: str, ids: Sequence[str]) -> Iterator[Remark]:
    """Yield one remark with the first names, if there are any."""
    if ids:
        yield Remark(topic=topic, text=f"{told}: {listed(ids)}.")
