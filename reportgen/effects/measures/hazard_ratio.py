"""The hazard ratio of two arms, given as such or as observed minus expected events."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.given_effects import GIVEN_SETS, LOG_RANK_SET, effects_given
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["HAZARD_RATIO"]


def _log_hazard_ratio(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return the log hazard ratio with variance se², or (O - E)/V with variance 1/V where these are given.

    Reference: Parmar, Torri and Stewart, Statistics in Medicine 1998;17:2815, doi
    10.1002/(SICI)1097-0258(19981230)17:24<2815::AID-SIM110>3.0.CO;2-8; Cochrane Handbook, version 6.5, section 6.8.2.
    """
    return effects_given(columns, "log", options.level)


HAZARD_RATIO = Measure(
    id="HR",
    title="Hazard ratio",
    scale="log",
    null=1.0,
    kind="time-to-event",
    arm_columns=("estimate", "se"),
    sides=0,
    formula=_log_hazard_ratio,
    alternatives=(*GIVEN_SETS[1:], LOG_RANK_SET),
)
