"""The hazard ratio from observed minus expected events and their variance."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.given_effects import GIVEN_SETS, LOG_RANK_SET, effects_given
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["OBSERVED_MINUS_EXPECTED"]


def _observed_minus_expected(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return (O - E)/V, a log hazard ratio, with variance 1/V.

    Reference: Yusuf, Peto, Lewis, Collins and Sleight, Progress in Cardiovascular Diseases 1985;27:335, doi
    10.1016/S0033-0620(85)80003-7; Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010).
    """
    return effects_given(columns, "log", options.level)


OBSERVED_MINUS_EXPECTED = Measure(
    id="OE",
    title="Hazard ratio (O - E and variance)",
    scale="log",
    null=1.0,
    kind="time-to-event",
    arm_columns=LOG_RANK_SET,
    sides=0,
    formula=_observed_minus_expected,
    alternatives=GIVEN_SETS,
)
