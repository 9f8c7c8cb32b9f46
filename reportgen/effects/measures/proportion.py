"""The proportion of one arm, pooled as it is."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, added_to_counts

__all__ = ["PROPORTION"]


def _proportion(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return p = x/n with variance p(1 - p)/n.

    The variance is that of the counts which the zero-cell rule leaves; the effect only if the rule says so.

    Reference: Agresti, Categorical Data Analysis, third edition (2013), section 1.3.
    """
    rule = ZERO_CELLS[options.zero_cells]
    events, n = columns["events"], columns["n"]
    added = added_to_counts(rule, (events == 0) | (events == n))
    corrected, total = events + added, n + 2 * added
    y = corrected / total if rule.differences else events / n
    return Computed(y, corrected / total * ((total - corrected) / total) / total)


PROPORTION = Measure(
    id="PR",
    title="Proportion",
    scale="identity",
    null=None,
    kind="proportion",
    arm_columns=("events", "n"),
    sides=1,
    formula=_proportion,
)
