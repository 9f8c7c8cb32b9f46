"""A ratio of any kind, given with the standard error of its logarithm."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.given_effects import GIVEN_SETS, effects_given
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["GENERIC_RATIO"]


def _generic_ratio(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return the log of the estimates with variance se², se being that of the log.

    Limits of the ratio serve in place of a standard error.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.3.
    """
    return effects_given(columns, "log", options.level)


GENERIC_RATIO = Measure(
    id="GENLOG",
    title="Ratio",
    scale="log",
    null=1.0,
    kind="generic",
    arm_columns=("estimate", "se"),
    sides=0,
    formula=_generic_ratio,
    alternatives=GIVEN_SETS[1:],
)
