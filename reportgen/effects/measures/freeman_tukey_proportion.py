"""The proportion of one arm on the double arcsine scale of Freeman and Tukey."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["FREEMAN_TUKEY_PROPORTION"]


def _freeman_tukey_proportion(columns: Mapping[str, Array], _options: EffectOptions) -> Computed:
    """Return (asin √(x/(n + 1)) + asin √((x + 1)/(n + 1)))/2, in radians, with variance 1/(4n + 2).

    Nothing is added to counts. The way back to a proportion depends on n, and for a pooled value on a typical n:
    results of studies of very different sizes can mislead.

    Reference: Freeman and Tukey, Annals of Mathematical Statistics 1950;21:607, doi 10.1214/aoms/1177729756; Schwarzer,
    Chemaitelly, Abu-Raddad and Rücker, Research Synthesis Methods 2019;10:476, doi 10.1002/jrsm.1348.
    """
    events, n = columns["events"], columns["n"]
    y = (np.arcsin(np.sqrt(events / (n + 1))) + np.arcsin(np.sqrt((events + 1) / (n + 1)))) / 2
    return Computed(y, 1 / (4 * n + 2))


FREEMAN_TUKEY_PROPORTION = Measure(
    id="PFT",
    title="Proportion (Freeman-Tukey)",
    scale="freeman-tukey",
    null=None,
    kind="proportion",
    arm_columns=("events", "n"),
    sides=1,
    formula=_freeman_tukey_proportion,
)
