"""What every effect measure declares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportgen.effects.effects import ArmData, Scale
from reportgen.model import Plan

__all__ = ["EFFECT_COLUMNS", "DataKind", "Measure", "StudyEffect"]

DataKind = Literal["dichotomous", "continuous"]

EFFECT_COLUMNS = ("estimate", "se", "ci_low", "ci_high")
"""Columns of a row that gives an effect instead of arm data; estimate with se, or with both limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyEffect:
    """An effect on the scale of analysis with its variance, or the reason why there is none (y and v are nan)."""

    y: float
    v: float
    reason: str = ""


ArmEffect: TypeAlias = Callable[[ArmData, ArmData, Plan], StudyEffect]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An effect measure: key, names for print, scale of analysis, null value as printed, the columns it reads.

    `arm_effect(experimental, comparator, plan)` returns the effect of experimental against comparator.
    """

    id: str
    title: str
    scale: Scale
    null: float
    kind: DataKind
    arm_columns: tuple[str, ...]
    arm_effect: ArmEffect
