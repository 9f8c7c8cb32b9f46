"""The proportion of one arm on the log scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, added_to_counts

__all__ = ["LOG_PROPORTION"]


def _log_proportion(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return log(x/n) with variance 1/x - 1/n.

    What the zero-cell rule adds goes to events and non-events of a study that has none of either; to the events alone
    where it treats risk ratios so; then, if all have the event, the variance is 1/x before and 1/n after it.

    Reference: Agresti, Categorical Data Analysis, third edition (2013), section 3.1.
    """
    rule = ZERO_CELLS[options.zero_cells]
    events, n = columns["events"], columns["n"]
    added = added_to_counts(rule, (events == 0) | (events == n))
    one = events + added
    other = n - events + (0 if rule.risk_ratio_by_events else added)
    v = other / (one * (one + other))  # 1/x - 1/n, without loss of digits
    if rule.risk_ratio_by_events:
        v = np.where(events == n, added / (n * one), v)
    return Computed(np.log(one / (one + other)), v, {"no events, and nothing is added": one == 0})


LOG_PROPORTION = Measure(
    id="PLN",
    title="Proportion (log)",
    scale="log",
    null=None,
    kind="proportion",
    arm_columns=("events", "n"),
    sides=1,
    formula=_log_proportion,
)
