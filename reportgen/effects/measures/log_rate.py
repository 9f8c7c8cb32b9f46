"""The rate of one arm on the log scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, added_to_counts

__all__ = ["LOG_RATE"]


def _log_rate(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return log(e/t) with variance 1/e for e events in a person-time of t, after what the zero-cell rule adds.

    Reference: Rothman, Greenland and Lash, Modern Epidemiology, third edition (2008), chapter 14.
    """
    events = columns["events"]
    corrected = events + added_to_counts(ZERO_CELLS[options.zero_cells], events == 0)
    unusable = {"no events, and nothing is added": corrected == 0}
    return Computed(np.log(corrected / columns["time"]), 1 / corrected, unusable)


LOG_RATE = Measure(
    id="IRLN",
    title="Rate (log)",
    scale="log",
    null=None,
    kind="rate",
    arm_columns=("events", "time"),
    sides=1,
    formula=_log_rate,
)
