"""Study data become effects: one measure a file, each declares the columns it reads."""

from reportgen.effects.combine_arms import combine_arms
from reportgen.effects.effects import ArmData, EffectRow, Effects, RowState, Scale
from reportgen.effects.measure import EFFECT_COLUMNS, DataKind, Measure, StudyEffect
from reportgen.effects.registry import MEASURES
from reportgen.effects.study_effects import fit_to_method, study_effects, uses_counts
from reportgen.effects.zero_cells import ZERO_CELLS, TwoByTwo, two_by_two

__all__ = [
    "EFFECT_COLUMNS",
    "MEASURES",
    "ZERO_CELLS",
    "ArmData",
    "DataKind",
    "EffectRow",
    "Effects",
    "Measure",
    "RowState",
    "Scale",
    "StudyEffect",
    "TwoByTwo",
    "combine_arms",
    "fit_to_method",
    "study_effects",
    "two_by_two",
    "uses_counts",
]
