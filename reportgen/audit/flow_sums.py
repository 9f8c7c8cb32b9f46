"""The counts of the flow diagram add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportgen.audit.check import sum_text, warning
from reportgen.errors import Issue, Origin
from reportgen.model import FLOW_ITEMS, Flow, FlowCount, Review
from reportgen.pooling import Pooled

__all__ = ["flow_sums"]

CODE = "flow-adds-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    """An item that equals others added up and taken away; those in `may_lack` count nothing where no row has them.

    `unless` says when the sum need not close; without it the numbers contradict one another. An item that may grow is
    larger in an update by new reports of studies included before.
    """

    item: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()
    form: str = ""
    unless: str = ""
    may_grow: bool = False


_SOURCES = {"prisma2009": ("databases", "registers", "other_sources"), "prisma2020": ("databases", "registers")}
"""What all records identified are made of; in the form of 2020 other sources have a chain of their own."""

_MERGED = "an update may leave out or join studies of the earlier version"

_SUMS = (
    _Sum(item="identified", plus=_SOURCES["prisma2009"], may_lack=_SOURCES["prisma2009"][1:], form="prisma2009"),
    _Sum(item="identified", plus=_SOURCES["prisma2020"], may_lack=_SOURCES["prisma2020"][1:], form="prisma2020"),
    _Sum(item="after_duplicates", plus=("identified",), minus=("duplicates",)),
    _Sum(item="screened", plus=("after_duplicates",)),
    _Sum(
        item="screened",
        plus=("identified",),
        minus=("duplicates", "automation", "removed_other"),
        may_lack=("automation", "removed_other"),
        form="prisma2020",
    ),
    _Sum(item="excluded", plus=("excluded_human", "excluded_automation")),
    _Sum(item="sought", plus=("screened",), minus=("excluded",), unless="one record may have led to several reports"),
    _Sum(item="assessed", plus=("screened",), minus=("excluded",), form="prisma2009"),
    _Sum(item="assessed", plus=("sought",), minus=("not_retrieved",)),
    _Sum(item="other_assessed", plus=("other_sought",), minus=("other_not_retrieved",)),
    _Sum(
        item="reports",
        plus=("assessed", "other_assessed"),
        minus=("excluded_reports", "other_excluded"),
        may_lack=("other_assessed", "other_excluded"),
        form="prisma2020",
        unless="reports of ongoing studies and of those awaiting classification may be counted apart",
    ),
    _Sum(item="total_studies", plus=("previous_studies", "studies"), unless=_MERGED),
    _Sum(item="total_reports", plus=("previous_reports", "reports"), unless=_MERGED, may_grow=True),
)

_AT_MOST = (
    ("after_duplicates", ("identified",)),
    ("other_sought", ("websites", "organisations", "citation_searching", "other_sources")),
    ("studies", ("reports",)),
    ("previous_studies", ("previous_reports",)),
    ("total_studies", ("total_reports",)),
    ("meta_analysis", ("studies", "previous_studies")),
    ("meta_analysis", ("total_studies",)),
    ("meta_analysis", ("meta_analysis_reports",)),
)
"""Items that are not larger than others added up, of which those without a row count nothing."""


def flow_sums(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each sum of the flow that does not close; a sum with an unknown count is passed over.

    Its hint says where the other numbers stand, and whether they may be right all the same.
    """
    flow = review.flow
    yield from _details(flow)
    for rule in _SUMS:
        if rule.form in {"", flow.form}:
            yield from _equation(review, rule)
    for item, others in _AT_MOST:
        yield from _at_most(flow, item, others)
    yield from _articles_left(flow)


def _details(flow: Flow) -> Iterator[Issue]:
    """Databases, reasons and the like add up to the row that holds their total."""
    for item in FLOW_ITEMS:
        total, parts = flow.total(item), [row.n.value for row in flow.details(item)]
        known = [n for n in parts if n is not None]
        if total is None or total.n.value is None or not parts or len(known) < len(parts):
            continue
        if total.n.value != sum(known):
            yield _mismatch(item, total.n.value, total.n.origin, sum_text(known), _others(flow.details(item)))


def _equation(review: Review, rule: _Sum) -> Iterator[Issue]:
    flow = review.flow
    found = _count(flow, rule.item)
    plus = [_term(flow, item, rule) for item in rule.plus]
    minus = [_term(flow, item, rule) for item in rule.minus]
    added, taken = [n for n in plus if n is not None], [n for n in minus if n is not None]
    if found is None or len(added) < len(plus) or len(taken) < len(minus):
        return
    # In an update, trials included before may have been found in new reports, which are those of no new study.
    further = len(review.further_reports()) if rule.may_grow else 0
    if not 0 <= found - sum(added) + sum(taken) <= further:
        shown = sum_text([n for n in added if n] or [0], [n for n in taken if n])
        places = _others(_rows(flow, (*rule.plus, *rule.minus)), rule.unless)
        yield _mismatch(rule.item, found, _origin(flow, rule.item), shown, places)


def _at_most(flow: Flow, item: str, others: tuple[str, ...]) -> Iterator[Issue]:
    found = _count(flow, item)
    counts = [_count(flow, other) for other in others if flow.names(other)]
    limits = [n for n in counts if n is not None]
    if found is None or not limits or len(limits) < len(counts) or found <= sum(limits):
        return
    message = f"found {found} {_noun(item)}, expected at most {sum_text(limits)} ({_noun(others[0])})"
    yield warning(CODE, _origin(flow, item), message, _others(_rows(flow, others)))


def _articles_left(flow: Flow) -> Iterator[Issue]:
    """In the form of 2009 the articles left are the reports or the studies included, ongoing ones with or without."""
    assessed, out = _count(flow, "assessed"), _count(flow, "excluded_reports")
    included = [n for n in (_count(flow, "reports"), _count(flow, "studies")) if n is not None]
    if flow.form != "prisma2009" or assessed is None or out is None or not included:
        return
    ongoing = _count(flow, "ongoing") or 0
    left = assessed - out
    if left not in {n + more for n in included for more in (0, ongoing)}:
        item = "reports" if _count(flow, "reports") is not None else "studies"
        places = _others(_rows(flow, ("assessed", "excluded_reports")), "a study may have several reports")
        yield _mismatch(item, included[0], _origin(flow, item), sum_text([assessed], [out]), places)


def _count(flow: Flow, item: str) -> int | None:
    """Return the count of an item: its total, or its details added up; None where unknown."""
    total = flow.total(item)
    if total is not None:
        return total.n.value
    parts = [row.n.value for row in flow.details(item)]
    known = [n for n in parts if n is not None]
    if parts:
        return sum(known) if len(known) == len(parts) else None
    if item == "identified":
        sources = [_count(flow, name) for name in _SOURCES[flow.form] if flow.names(name)]
        return None if None in sources or not sources else sum(n for n in sources if n is not None)
    return None


def _term(flow: Flow, item: str, rule: _Sum) -> int | None:
    return 0 if item in rule.may_lack and not flow.names(item) else _count(flow, item)


def _origin(flow: Flow, item: str) -> Origin | None:
    row = flow.total(item) or next(iter(flow.details(item)), None)
    return None if row is None else row.n.origin


def _rows(flow: Flow, items: tuple[str, ...]) -> list[FlowCount]:
    """Return the rows that the counts of items were taken from; of all records identified, those of the sources."""
    names = {name for item in items for name in (item, *(_SOURCES[flow.form] if item == "identified" else ()))}
    return [row for row in flow.counts if row.item in names and (not row.detail or flow.total(row.item) is None)]


def _others(rows: Iterable[FlowCount], unless: str = "") -> str:
    """Return where the other numbers stand, and when they may be right all the same."""
    lines = sorted({row.n.origin.line for row in rows})
    *most, last = map(str, lines or [0])
    places = f"lines {', '.join(most)} and {last}" if most else f"line {last}"
    return f"the others stand in {places} of flow.csv; " + (unless or "they cannot all be right")


def _mismatch(item: str, found: int, origin: Origin | None, expected: str, hint: str) -> Issue:
    return warning(CODE, origin, f"found {found} {_noun(item)}, expected {expected}", hint)


def _noun(item: str) -> str:
    return re.split("[;,]", re.sub(r" \([^)]*\)", "", FLOW_ITEMS[item]))[0]
