"""The ratio of the rates of two arms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, added_to_counts

__all__ = ["RATE_RATIO"]


def _log_rate_ratio(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return log((e₁/t₁)/(e₂/t₂)) with variance 1/e₁ + 1/e₂ for e events in a person-time of t.

    What the zero-cell rule adds goes to the events of both arms of a study in which one has none.

    Reference: Rothman, Greenland and Lash, Modern Epidemiology, third edition (2008), chapter 14; Cochrane Handbook for
    Systematic Reviews of Interventions, version 6.5, section 6.7.1.
    """
    rule = ZERO_CELLS[options.zero_cells]
    events_1, events_2 = columns["events_1"], columns["events_2"]
    added = added_to_counts(rule, (events_1 == 0) | (events_2 == 0))
    one, two = events_1 + added, events_2 + added
    y = np.log(one / columns["time_1"]) - np.log(two / columns["time_2"])
    unusable = {}
    if rule.left_out != "none" and "rate-ratio" not in rule.keeps:
        unusable["no events in either group"] = (events_1 == 0) & (events_2 == 0)
    unusable["no events in one group, and nothing is added"] = (one == 0) | (two == 0)
    return Computed(y, 1 / one + 1 / two, unusable)


RATE_RATIO = Measure(
    id="IRR",
    title="Rate ratio",
    scale="log",
    null=1.0,
    kind="rates",
    arm_columns=("events", "time"),
    sides=2,
    formula=_log_rate_ratio,
)
