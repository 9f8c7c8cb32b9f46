"""What an outcome shows: which totals, how many studies, and under which names its sides go."""

from __future__ import annotations

from dataclasses import replace

from reportgen.effects import EffectRow
from reportgen.model import Comparison, Outcome, Review
from reportgen.pooling import Pooled

__all__ = [
    "comparison_of",
    "distinct_studies",
    "pools_anything",
    "shows_subtotals",
    "shows_total",
]


def comparison_of(review: Review, outcome: Outcome) -> Comparison:
    """Return the comparison of an outcome, its sides under the names that they have in this outcome."""
    comparison = review.comparison(outcome.comparison)
    return replace(
        comparison,
        experimental=outcome.experimental or comparison.experimental,
        comparator=outcome.comparator or comparison.comparator,
    )


def shows_total(outcome: Outcome) -> bool:
    """Return whether the outcome shows a total over all its studies; it may still have no estimable study."""
    return outcome.totals == "all"


def shows_subtotals(pooled: Pooled) -> bool:
    """Return whether subgroups show a result of their own."""
    return bool(pooled.subgroups) and pooled.effects.outcome.totals != "none"


def pools_anything(pooled: Pooled) -> bool:
    """Return whether a total or a subtotal is shown, so that studies have weights."""
    return shows_total(pooled.effects.outcome) or shows_subtotals(pooled)


def distinct_studies(pooled: Pooled) -> int:
    """Return how many studies give the estimate; one that is in several subgroups counts once."""
    return len({row.study for row in _used(pooled)})


def _used(pooled: Pooled) -> tuple[EffectRow, ...]:
    return tuple(row for row in pooled.effects.rows if row.state == "used")
