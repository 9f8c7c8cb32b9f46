"""The rate of one arm, pooled as it is."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, added_to_counts

__all__ = ["RATE"]


def _rate(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return e/t, events per unit of person-time, with variance e/t².

    What the zero-cell rule adds to the events of a study without any goes into the effect only if the rule says so.

    Reference: Rothman, Greenland and Lash, Modern Epidemiology, third edition (2008), chapter 14.
    """
    rule = ZERO_CELLS[options.zero_cells]
    events, time = columns["events"], columns["time"]
    corrected = events + added_to_counts(rule, events == 0)
    return Computed((corrected if rule.differences else events) / time, corrected / time / time)


RATE = Measure(
    id="IR",
    title="Rate",
    scale="identity",
    null=None,
    kind="rate",
    arm_columns=("events", "time"),
    sides=1,
    formula=_rate,
)
