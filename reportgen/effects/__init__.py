"""Study data become effects: one measure a file, each declares the columns it reads."""

from reportgen.effects.effects import ArmData, EffectRow, Effects, RowState, Scale
from reportgen.effects.measure import EFFECT_COLUMNS, DataKind, Measure, StudyEffect

__all__ = [
    "EFFECT_COLUMNS",
    "ArmData",
    "DataKind",
    "EffectRow",
    "Effects",
    "Measure",
    "RowState",
    "Scale",
    "StudyEffect",
]
