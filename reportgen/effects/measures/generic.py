"""An effect of any measure, given with its standard error."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.given_effects import GIVEN_SETS, effects_given
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["GENERIC"]


def _generic(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return the estimates with variance se²; limits of a normal interval serve in place of a standard error.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.3.
    """
    return effects_given(columns, "identity", options.level)


GENERIC = Measure(
    id="GEN",
    title="Effect",
    scale="identity",
    null=0.0,
    kind="generic",
    arm_columns=("estimate", "se"),
    sides=0,
    formula=_generic,
    alternatives=GIVEN_SETS[1:],
)
