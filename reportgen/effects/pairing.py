"""Rows of cross-over trials: the effect is worked out as paired where the rows say that the same people had both."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from reportgen.effects.effects import ArmData, EffectRow
from reportgen.effects.measure import Computed, Measure, checked_effects
from reportgen.effects.reported.derivation import NotDerivableError
from reportgen.effects.reported.paired import PairedEffect, is_paired, paired_effect
from reportgen.model import Result

__all__ = ["with_pairing"]


def with_pairing(row: EffectRow, measure: Measure) -> EffectRow:
    """Return the row with the paired effect if it is of a cross-over trial, else as it is.

    A cross-over trial that cannot be worked out as paired is left out: as two groups its variance would be wrong.
    """
    if row.experimental is None or row.comparator is None or not any(map(is_paired, row.results)):
        return row
    try:
        found = _found(row.experimental, row.comparator, measure, row.results)
    except NotDerivableError as error:
        reason = f"a cross-over trial that cannot be used: {error}"
        return replace(row, y=math.nan, v=math.nan, state="left_out", reason=reason)
    return row if found is None else _paired(row, found, measure)


def _found(one: ArmData, two: ArmData, measure: Measure, results: tuple[Result, ...]) -> PairedEffect | None:
    if len(one.arms) > 1 or len(two.arms) > 1:
        raise NotDerivableError("it has more than two arms in this comparison")
    return paired_effect(measure.id, one.values, two.values, results)


def _paired(row: EffectRow, found: PairedEffect, measure: Measure) -> EffectRow:
    computed = Computed(np.array([found.estimate]), np.array([found.se * found.se]))
    effects = checked_effects(computed, measure.scale)
    return replace(
        row,
        y=float(effects.y[0]),
        v=float(effects.v[0]),
        state="not_estimable" if effects.reasons[0] else "used",
        reason=effects.reasons[0],
        inputs=tuple(dict.fromkeys((*row.inputs, *found.inputs))),
        derivations=(*row.derivations, found.derivation),
        provenance="derived" if row.provenance == "reported" else row.provenance,
        participants=found.n,
    )
