"""The correlation coefficient on Fisher's z scale."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["FISHER_Z"]


def _fisher_z(columns: Mapping[str, Array], _options: EffectOptions) -> Computed:
    """Return z = atanh r = log((1 + r)/(1 - r))/2 with variance 1/(n - 3).

    Reference: Fisher, Metron 1921;1:3.
    """
    n = columns["n"]
    return Computed(np.arctanh(columns["r"]), 1 / (n - 3), {"fewer than four participants": n <= 3})


FISHER_Z = Measure(
    id="ZCOR",
    title="Correlation coefficient (Fisher's z)",
    scale="fisher-z",
    null=0.0,
    kind="correlation",
    arm_columns=("r", "n"),
    sides=1,
    formula=_fisher_z,
)
