"""The numbers of comparisons and outcomes, under which the tables of a package hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.exchange.revman_export.kinds import Kind, kind_of
from reportgen.model import Comparison, Outcome
from reportgen.pooling import Pooled
from reportgen.quantities import Analysis, comparison_of

__all__ = ["Item", "is_renumbered", "items_of"]

_FULL = re.compile(r"([1-9][0-9]{0,5})\.([1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An outcome that goes out as an analysis: `group` and `number` of it, its result, how it goes out.

    `comparison` has the names of its sides as this outcome calls them; `usual` as the comparison does.
    """

    group: str
    number: str
    pooled: Pooled
    kind: Kind
    comparison: Comparison
    usual: Comparison

    @property
    def outcome(self) -> Outcome:
        """Return the outcome."""
        return self.pooled.effects.outcome


def items_of(analysis: Analysis) -> tuple[Item, ...]:
    """Return the analyses comparison by comparison; the review's own numbers stay if all of them can."""
    found = list(_placed(analysis))
    own = _own_numbers([(comparison, pooled.effects.outcome) for comparison, pooled, _ in found])
    groups = list(dict.fromkeys(comparison.id for comparison, _, _ in found))
    counts: dict[str, int] = {}
    items = []
    for comparison, pooled, kind in found:
        counts[comparison.id] = counts.get(comparison.id, 0) + 1
        counted = (str(groups.index(comparison.id) + 1), str(counts[comparison.id]))
        group, number = own.get(pooled.effects.outcome.id, counted)
        named = comparison_of(analysis.review, pooled.effects.outcome)
        items.append(Item(group=group, number=number, pooled=pooled, kind=kind, comparison=named, usual=comparison))
    return tuple(items)


def is_renumbered(items: Sequence[Item]) -> bool:
    """Return whether an outcome that had a number goes out under another one."""
    return any(item.outcome.number not in {"", f"{item.group}.{item.number}"} for item in items)


def _placed(analysis: Analysis) -> Iterator[tuple[Comparison, Pooled, Kind]]:
    for comparison in analysis.review.comparisons:
        for outcome in analysis.review.outcomes:
            pooled = analysis.pooled.get(outcome.id) if outcome.comparison == comparison.id else None
            kind = kind_of(pooled) if pooled is not None else None
            if pooled is not None and kind is not None:
                yield comparison, pooled, kind


def _own_numbers(found: Sequence[tuple[Comparison, Outcome]]) -> Mapping[str, tuple[str, str]]:
    """Return group and number by outcome if every number says both, each only once; else nothing."""
    own: dict[str, tuple[str, str]] = {}
    groups: dict[str, str] = {}
    for comparison, outcome in found:
        full = _FULL.fullmatch(outcome.number)
        if not full or (comparison.number and comparison.number != full[1]):
            return {}
        if groups.setdefault(full[1], comparison.id) != comparison.id or (full[1], full[2]) in own.values():
            return {}
        own[outcome.id] = (full[1], full[2])
    one_each = len(groups) == len({comparison.id for comparison, _ in found})
    return own if one_each else {}
