"""The rate of one arm on the square-root scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["SQUARE_ROOT_RATE"]


def _square_root_rate(columns: Mapping[str, Array], _options: EffectOptions) -> Computed:
    """Return √(e/t) with variance 1/(4t) for e events in a person-time of t; nothing is added to events.

    Reference: Bartlett, Supplement to the Journal of the Royal Statistical Society 1936;3:68, doi 10.2307/2983678.
    """
    time = columns["time"]
    return Computed(np.sqrt(columns["events"] / time), 1 / (4 * time))


SQUARE_ROOT_RATE = Measure(
    id="IRS",
    title="Rate (square root)",
    scale="square-root",
    null=None,
    kind="rate",
    arm_columns=("events", "time"),
    sides=1,
    formula=_square_root_rate,
)
