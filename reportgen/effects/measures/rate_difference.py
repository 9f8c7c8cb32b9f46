"""The difference of the rates of two arms."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, added_to_counts

__all__ = ["RATE_DIFFERENCE"]


def _rate_difference(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return e₁/t₁ - e₂/t₂, events per unit of person-time, with variance e₁/t₁² + e₂/t₂².

    What the zero-cell rule adds goes to the events of both arms of a study in which one has none; into the effect only
    if the rule says so.

    Reference: Rothman, Greenland and Lash, Modern Epidemiology, third edition (2008), chapter 14.
    """
    rule = ZERO_CELLS[options.zero_cells]
    events_1, time_1, events_2, time_2 = (columns[name] for name in ("events_1", "time_1", "events_2", "time_2"))
    added = added_to_counts(rule, (events_1 == 0) | (events_2 == 0))
    one, two = events_1 + added, events_2 + added
    y = one / time_1 - two / time_2 if rule.differences else events_1 / time_1 - events_2 / time_2
    v = one / time_1 / time_1 + two / time_2 / time_2
    unusable = {"no events in either group": (events_1 == 0) & (events_2 == 0)} if rule.left_out == "all" else {}
    return Computed(y, v, unusable)


RATE_DIFFERENCE = Measure(
    id="IRD",
    title="Rate difference",
    scale="identity",
    null=0.0,
    kind="rates",
    arm_columns=("events", "time"),
    sides=2,
    formula=_rate_difference,
)
