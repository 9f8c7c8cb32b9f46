"""The proportion of one arm on the logit scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, added_to_counts

__all__ = ["LOGIT_PROPORTION"]


def _logit_proportion(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return log(x/(n - x)) with variance 1/x + 1/(n - x).

    What the zero-cell rule adds goes to events and non-events of a study that has none of either.

    Reference: Agresti, Categorical Data Analysis, third edition (2013), section 3.1.
    """
    rule = ZERO_CELLS[options.zero_cells]
    events, n = columns["events"], columns["n"]
    added = added_to_counts(rule, (events == 0) | (events == n))
    one, other = events + added, n - events + added
    unusable = {"no events, or events in all participants, and nothing is added": (one == 0) | (other == 0)}
    return Computed(np.log(one / other), 1 / one + 1 / other, unusable)


LOGIT_PROPORTION = Measure(
    id="PLO",
    title="Proportion (logit)",
    scale="logit",
    null=None,
    kind="proportion",
    arm_columns=("events", "n"),
    sides=1,
    formula=_logit_proportion,
)
