"""The arcsine difference of two arms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, without_contrast

__all__ = ["ARCSINE_DIFFERENCE"]


def _arcsine_difference(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return asin √(a/n₁) - asin √(c/n₂), in radians, with variance 1/(4n₁) + 1/(4n₂); nothing is added to cells.

    Reference: Rücker, Schwarzer, Carpenter and Olkin, Statistics in Medicine 2009;28:721, doi 10.1002/sim.3511.
    """
    rule = ZERO_CELLS[options.zero_cells]
    events_1, n_1, events_2, n_2 = (columns[name] for name in ("events_1", "n_1", "events_2", "n_2"))
    y = np.arcsin(np.sqrt(events_1 / n_1)) - np.arcsin(np.sqrt(events_2 / n_2))
    unusable = without_contrast(rule, events_1, n_1 - events_1, events_2, n_2 - events_2, ratio=False)
    unusable["no participants"] = (n_1 == 0) | (n_2 == 0)
    return Computed(y, 1 / (4 * n_1) + 1 / (4 * n_2), unusable)


ARCSINE_DIFFERENCE = Measure(
    id="AS",
    title="Arcsine difference",
    scale="identity",
    null=0.0,
    kind="dichotomous",
    arm_columns=("events", "n"),
    sides=2,
    formula=_arcsine_difference,
)
