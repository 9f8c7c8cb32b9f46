"""Study data become effects: one measure a file, each declares the columns it reads."""

from reportgen.effects.arrays import Array
from reportgen.effects.column_names import columns_given, measures_served
from reportgen.effects.combine_arms import combine_arms
from reportgen.effects.effect_sizes import EffectSizes, effect_sizes
from reportgen.effects.effects import ArmData, EffectRow, Effects, RowState, size_of, typical_size
from reportgen.effects.measure import EFFECT_COLUMNS, DataKind, EffectOptions, Measure, StudyEffects, options_of
from reportgen.effects.registry import MEASURES
from reportgen.effects.scales import SCALES, ScaleOfAnalysis
from reportgen.effects.study_effects import fit_to_method, study_effects, uses_counts
from reportgen.effects.zero_cells import ZERO_CELLS, Cells, ZeroCellRule, corrected_cells

__all__ = [
    "EFFECT_COLUMNS",
    "MEASURES",
    "SCALES",
    "ZERO_CELLS",
    "ArmData",
    "Array",
    "Cells",
    "DataKind",
    "EffectOptions",
    "EffectRow",
    "EffectSizes",
    "Effects",
    "Measure",
    "RowState",
    "ScaleOfAnalysis",
    "StudyEffects",
    "ZeroCellRule",
    "columns_given",
    "combine_arms",
    "corrected_cells",
    "effect_sizes",
    "fit_to_method",
    "measures_served",
    "options_of",
    "size_of",
    "study_effects",
    "typical_size",
    "uses_counts",
]
