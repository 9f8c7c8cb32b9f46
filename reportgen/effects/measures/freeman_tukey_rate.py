"""The rate of one arm on the double square-root scale of Freeman and Tukey."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["FREEMAN_TUKEY_RATE"]


def _freeman_tukey_rate(columns: Mapping[str, Array], _options: EffectOptions) -> Computed:
    """Return (√(e/t) + √((e + 1)/t))/2 with variance 1/(4t) for e events in a person-time of t; nothing is added.

    The way back to a rate depends on t, and for a pooled value on a typical t.

    Reference: Freeman and Tukey, Annals of Mathematical Statistics 1950;21:607, doi 10.1214/aoms/1177729756.
    """
    events, time = columns["events"], columns["time"]
    return Computed((np.sqrt(events / time) + np.sqrt((events + 1) / time)) / 2, 1 / (4 * time))


FREEMAN_TUKEY_RATE = Measure(
    id="IRFT",
    title="Rate (Freeman-Tukey)",
    scale="freeman-tukey-rate",
    null=None,
    kind="rate",
    arm_columns=("events", "time"),
    sides=1,
    formula=_freeman_tukey_rate,
)
