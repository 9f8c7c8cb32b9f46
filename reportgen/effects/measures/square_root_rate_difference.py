"""The difference of the square roots of the rates of two arms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS

__all__ = ["SQUARE_ROOT_RATE_DIFFERENCE"]


def _square_root_rate_difference(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return √(e₁/t₁) - √(e₂/t₂) with variance 1/(4t₁) + 1/(4t₂); nothing is added to events.

    Reference: Rothman, Greenland and Lash, Modern Epidemiology, third edition (2008), chapter 14; the variance is that
    of a square root of a Poisson count.
    """
    events_1, time_1, events_2, time_2 = (columns[name] for name in ("events_1", "time_1", "events_2", "time_2"))
    left_out = ZERO_CELLS[options.zero_cells].left_out == "all"
    unusable = {"no events in either group": (events_1 == 0) & (events_2 == 0)} if left_out else {}
    y = np.sqrt(events_1 / time_1) - np.sqrt(events_2 / time_2)
    return Computed(y, 1 / (4 * time_1) + 1 / (4 * time_2), unusable)


SQUARE_ROOT_RATE_DIFFERENCE = Measure(
    id="IRSD",
    title="Difference of square-root rates",
    scale="identity",
    null=0.0,
    kind="rates",
    arm_columns=("events", "time"),
    sides=2,
    formula=_square_root_rate_difference,
)
