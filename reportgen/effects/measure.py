"""What every effect measure declares, and how one is applied to the columns of a set of studies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from reportgen.effects.arrays import Array, Mask
from reportgen.effects.column_limits import unfit_values
from reportgen.effects.scales import SCALES
from reportgen.effects.zero_cells import ZERO_CELLS
from reportgen.model import Plan

__all__ = [
    "EFFECT_COLUMNS",
    "Computed",
    "DataKind",
    "EffectOptions",
    "Measure",
    "StudyEffects",
    "checked_effects",
    "options_of",
]

DataKind = Literal[
    "dichotomous",
    "continuous",
    "rates",
    "time-to-event",
    "proportion",
    "rate",
    "correlation",
    "generic",
]

EFFECT_COLUMNS = ("estimate", "se", "ci_low", "ci_high")
"""Columns of a row that gives an effect instead of arm data; estimate with se, or with both limits."""

_SMALLEST_V, _LARGEST_V = 1e-100, 1e100
"""Variances beyond these are no measurement, and would leave double precision when squared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectOptions:
    """How effects are worked out where there is more than one way.

    zero_cells: a key of `ZERO_CELLS`, the rule for studies with an empty cell.
    smd: Hedges' g; ``revman`` for J = 1 - 3/(4N - 9) with RevMan's variance, ``exact`` for J by the gamma function with
    v = 1/n₁ + 1/n₂ + g²/(2N).
    smd_variance: ``LS`` for the large-sample variance, ``UB`` for the unbiased one.
    md_variance: ``unequal`` for sd₁²/n₁ + sd₂²/n₂, ``pooled`` for one variance in both arms.
    rom: ``plain`` for the log ratio of means, ``corrected`` for its second-order correction of bias.
    level: of the confidence limits from which standard errors are worked out, 0.95 for 95 %.
    """

    zero_cells: str = "revman"
    smd: str = "revman"
    smd_variance: str = "LS"
    md_variance: str = "unequal"
    rom: str = "plain"
    level: float = 0.95


def options_of(plan: Plan) -> EffectOptions:
    """Return the options that the plan of an outcome asks for."""
    return EffectOptions(zero_cells=plan.zero_cells, smd=plan.smd, level=plan.level)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StudyEffects:
    """Effects and variances of k studies on the scale of analysis, both of length k.

    Where a study has no effect both are NaN and `reasons` says why; elsewhere its reason is empty.
    """

    y: Array
    v: Array
    reasons: tuple[str, ...]


class Computed(NamedTuple):
    """What a formula gives: effects, variances, and by reason the studies that have none, the first reason counting."""

    y: Array
    v: Array
    unusable: Mapping[str, Mask] = {}


Formula: TypeAlias = Callable[[Mapping[str, Array], EffectOptions], Computed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An effect measure: key, name for print, scale of analysis, null value, and the columns it reads.

    scale: key of `SCALES`. null: the value of no effect as printed, None for measures of one arm, which have none.
    arm_columns: what it reads of each arm (``events``, ``n``), or of the study where `sides` is 0; `sides` is the
    number of arms. alternatives: sets of columns that serve as well as `columns`.
    `formula(columns, options)` works on all studies at once; call `effect`, which checks what goes in and comes out.
    """

    id: str
    title: str
    scale: str
    null: float | None
    kind: DataKind
    arm_columns: tuple[str, ...]
    sides: Literal[0, 1, 2]
    formula: Formula
    alternatives: tuple[tuple[str, ...], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns that the measure reads; 1 is the experimental side."""
        if self.sides < 2:
            return self.arm_columns
        return tuple(f"{name}_{side}" for side in (1, 2) for name in self.arm_columns)

    @property
    def column_sets(self) -> tuple[tuple[str, ...], ...]:
        """Return the sets of columns each of which is enough, the preferred one first."""
        return (self.columns, *self.alternatives)

    def effect(self, columns: Mapping[str, Array], options: EffectOptions = EffectOptions()) -> StudyEffects:
        """Return the effects of k studies from columns of length k, NaN where a cell is empty.

        Data that cannot be used never raise nor warn: the study has a reason in place of an effect.

        Raises:
            KeyError: a column that the measure reads is not there, or an option that is not known.
        """
        fills = self.kind == "dichotomous" and ZERO_CELLS[options.zero_cells].empty_arms
        unfit = unfit_values(columns, self.columns if self.sides else (), empty_arms=fills)
        with np.errstate(all="ignore"):
            computed = self.formula(columns, options)
        return checked_effects(computed._replace(unusable={**unfit, **computed.unusable}), self.scale)


def checked_effects(computed: Computed, scale: str) -> StudyEffects:
    """Return the effects, with a reason where one is unusable or too extreme to be worked with in double precision."""
    largest = SCALES[scale].largest
    y, v = (np.array(values, dtype=np.float64) for values in (computed.y, computed.v))
    bounded = (np.abs(y) <= largest) & (v >= _SMALLEST_V) & (v <= min(largest * largest, _LARGEST_V))
    extreme = np.where(v == 0, "a variance of impossible size: zero", "an effect or variance of impossible size")
    reasons = np.where(bounded, "", extreme).astype(object)
    for reason, mask in reversed(list(computed.unusable.items())):
        reasons[mask] = reason
    without = reasons != ""
    y[without] = v[without] = np.nan
    return StudyEffects(y=y, v=v, reasons=tuple(reasons.tolist()))
