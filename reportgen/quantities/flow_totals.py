"""The totals of the flow diagram: as flow.csv gives them, added up from its rows, or counted in the studies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.document import Number
from reportgen.errors import Origin
from reportgen.model import FLOW_ITEMS, FlowCount, Record, Review, Study
from reportgen.pooling import Pooled
from reportgen.quantities.cells import counted, flow_number, weakest
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["flow_totals", "studies_pooled"]

_PARTS = {"excluded": ("excluded_human", "excluded_automation")}
"""Items that are the sum of others where flow.csv names neither a total nor reasons."""


def flow_totals(review: Review, style: Style, pooled: Mapping[str, Pooled]) -> dict[str, Number | None]:
    """Return the total of each item that the flow names or that follows from the review; None where it is not known.

    A total stands in flow.csv, or is the sum of the item's rows (None if one of them has no number), or is counted in
    studies.csv: studies, their reports, ongoing ones and those awaiting classification; of an earlier version in its
    snapshot. The reports of new studies are theirs alone; new reports of studies included before are in the total. A
    review whose flow.csv is empty has no flow, and nothing is counted for one. `pooled` holds results by outcome id.
    """
    if not review.flow.counts:
        return {}
    stated = dict(_stated(review, style))
    derived = {**dict(_counted(review, style, stated)), **dict(_pooled(review, style, pooled))}
    return {item: stated[item] if item in stated else derived[item] for item in FLOW_ITEMS if item in stated | derived}


def studies_pooled(pooled: Mapping[str, Pooled]) -> tuple[str, ...]:
    """Return the ids of the studies in at least one meta-analysis, which has two studies or more."""
    rows = (row for result in pooled.values() if result.k > 1 for row in result.effects.rows)
    return tuple(dict.fromkeys(row.study for row in rows if row.state == "used"))


def _stated(review: Review, style: Style) -> Iterator[tuple[str, Number | None]]:
    flow = review.flow
    for item in FLOW_ITEMS:
        parts = flow.details(item)
        if (total := flow.total(item)) is not None:
            yield item, flow_number(total, style)
        elif parts:
            yield item, _sum(item, parts, style)
        elif item in _PARTS and all(flow.names(part) for part in _PARTS[item]):
            yield item, _sum(item, [one for one in flow.counts if one.item in _PARTS[item]], style)


def _sum(item: str, rows: tuple[FlowCount, ...] | list[FlowCount], style: Style) -> Number | None:
    values = [row.n.value for row in rows if row.n.value is not None]
    if len(values) < len(rows):
        return None
    return Number(
        text=numbers.count(sum(values), style.numbers),
        value=sum(values),
        statistic="n",
        subject=f"flow/{item}",
        inputs=tuple(row.n.origin for row in rows),
        provenance=weakest(row.n.attribution.provenance for row in rows),
        how="sum over the rows",
    )


def _counted(review: Review, style: Style, stated: Mapping[str, Number | None]) -> Iterator[tuple[str, Number]]:
    """Yield what the rows of studies.csv come to; in an update, only if they are those of earlier and new studies."""
    included = review.included()
    if review.previous is not None:
        yield from _since_previous(review, review.previous, style)
    both = [number.value for item in ("previous_studies", "studies") if (number := stated.get(item)) is not None]
    complete = review.previous is not None or (len(both) == 2 and len(included) == sum(value or 0 for value in both))
    studies, reports = ("total_studies", "total_reports") if review.flow.is_update else ("studies", "reports")
    if included and (complete or not review.flow.is_update):
        yield studies, _number(studies, len(included), included, style)
        if all(study.reports for study in included):
            found = {key for study in included for key in study.reports}
            yield reports, _number(reports, len(found), included, style)
    for status in ("ongoing", "awaiting"):
        if found_so := tuple(study for study in review.studies if study.status == status):
            yield status, _number(status, len(found_so), found_so, style)


def _since_previous(review: Review, previous: Record, style: Style) -> Iterator[tuple[str, Number]]:
    """Yield what the earlier version included, by its snapshot, and what is new by comparing it with studies.csv."""
    place = (Origin(f"history/{review.update.since}/snapshot.json", 1),) if review.update else ()
    before = [study for study in previous.studies if study.status == "included"]
    new = tuple(study for study in review.included() if review.is_new(study.id))
    reports = {key for study in before for key in study.reports}
    how = f"counted in version {review.update.since}" if review.update else ""
    yield "previous_studies", replace(counted(len(before), "n", "flow/previous_studies", place, style), how=how)
    if all(study.reports for study in before):
        yield "previous_reports", replace(counted(len(reports), "n", "flow/previous_reports", place, style), how=how)
    yield "studies", _number("studies", len(new), new, style)
    if all(study.reports for study in new):
        found = {key for study in new for key in study.reports} - reports
        yield "reports", _number("reports", len(found), new, style)


def _pooled(review: Review, style: Style, pooled: Mapping[str, Pooled]) -> Iterator[tuple[str, Number]]:
    """Yield the studies in a meta-analysis, for which the form of 2009 has a box."""
    names = studies_pooled(pooled)
    if names and review.flow.form == "prisma2009":
        item = "meta_analysis"
        yield item, _number(item, len(names), tuple(one for one in review.studies if one.id in names), style)


def _number(item: str, n: int, studies: tuple[Study, ...], style: Style) -> Number:
    return counted(n, "n", f"flow/{item}", tuple(study.origin for study in studies), style)
