"""The proportion of one arm on the arcsine scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["ARCSINE_PROPORTION"]


def _arcsine_proportion(columns: Mapping[str, Array], _options: EffectOptions) -> Computed:
    """Return asin √(x/n), in radians, with variance 1/(4n); nothing is added to counts.

    Reference: Anscombe, Biometrika 1948;35:246, doi 10.1093/biomet/35.3-4.246.
    """
    n = columns["n"]
    return Computed(np.arcsin(np.sqrt(columns["events"] / n)), 1 / (4 * n))


ARCSINE_PROPORTION = Measure(
    id="PAS",
    title="Proportion (arcsine)",
    scale="arcsine",
    null=None,
    kind="proportion",
    arm_columns=("events", "n"),
    sides=1,
    formula=_arcsine_proportion,
)
