"""Each quantity of a result as a `Number` node: rounded, named, with the cells behind it.

Figures, tables and text take their numbers from here, so that none of them can print another digit than the rest.
"""

from reportgen.quantities.absolute import (
    AbsoluteEffect,
    Assumed,
    Needed,
    absolute_effect,
    assumed_mean,
    assumed_risk,
    people,
    risk_with,
)
from reportgen.quantities.analysis import Analysis, analyse, forest_plots
from reportgen.quantities.cells import cell_number, confidence_level, counted, flow_number, study_name, weakest
from reportgen.quantities.derivations import derivation_notes
from reportgen.quantities.effect import axis_value, effect_quantities, natural
from reportgen.quantities.findings import (
    MOST_SUMMARISED,
    finding_of,
    full_name,
    outcomes_summarised,
    published_finding,
    size_of,
)
from reportgen.quantities.flow_totals import flow_totals, studies_pooled
from reportgen.quantities.high_risk import domains_and_levels
from reportgen.quantities.judged import (
    JudgedRow,
    Verdict,
    judged_outcomes,
    judged_rows,
    risk_rank,
    rows_of_outcome,
    shown_domains,
)
from reportgen.quantities.judged_shares import DomainShares, LevelShare, domain_shares, study_weights
from reportgen.quantities.nodes import (
    Change,
    EffectQuantities,
    PooledQuantities,
    PublishedQuantities,
    RowCounts,
    StudyQuantities,
    VariedQuantities,
)
from reportgen.quantities.points import arm_risk, point_number, standard_error
from reportgen.quantities.pooled import pooled_quantities, row_counts
from reportgen.quantities.pooled_studies import settings_for, sizes_of
from reportgen.quantities.published import published_quantities
from reportgen.quantities.regression import RegressionQuantities, fitted, regression_quantities
from reportgen.quantities.sensitivity import sensitivity_outcomes, sensitivity_results
from reportgen.quantities.shown import comparison_of, pools_anything, shows_subtotals, shows_total
from reportgen.quantities.small_study import (
    AsymmetryQuantities,
    FilledQuantities,
    asymmetry_quantities,
    asymmetry_test_for,
    filled_effect,
    filled_quantities,
)
from reportgen.quantities.study import study_quantities, subject_of
from reportgen.quantities.study_order import StudyOrder, ordered_studies, year_of
from reportgen.quantities.totals import SubgroupTestQuantities, subgroup_test_quantities, weight_total
from reportgen.quantities.variations import Variation, cumulative_results, without_each_study

__all__ = [
    "MOST_SUMMARISED",
    "AbsoluteEffect",
    "Analysis",
    "Assumed",
    "AsymmetryQuantities",
    "Change",
    "DomainShares",
    "EffectQuantities",
    "FilledQuantities",
    "JudgedRow",
    "LevelShare",
    "Needed",
    "PooledQuantities",
    "PublishedQuantities",
    "RegressionQuantities",
    "RowCounts",
    "StudyOrder",
    "StudyQuantities",
    "SubgroupTestQuantities",
    "Variation",
    "VariedQuantities",
    "Verdict",
    "absolute_effect",
    "analyse",
    "arm_risk",
    "assumed_mean",
    "assumed_risk",
    "asymmetry_quantities",
    "asymmetry_test_for",
    "axis_value",
    "cell_number",
    "comparison_of",
    "confidence_level",
    "counted",
    "cumulative_results",
    "derivation_notes",
    "domain_shares",
    "domains_and_levels",
    "effect_quantities",
    "filled_effect",
    "filled_quantities",
    "finding_of",
    "fitted",
    "flow_number",
    "flow_totals",
    "forest_plots",
    "full_name",
    "judged_outcomes",
    "judged_rows",
    "natural",
    "ordered_studies",
    "outcomes_summarised",
    "people",
    "point_number",
    "pooled_quantities",
    "pools_anything",
    "published_finding",
    "published_quantities",
    "regression_quantities",
    "risk_rank",
    "risk_with",
    "row_counts",
    "rows_of_outcome",
    "sensitivity_outcomes",
    "sensitivity_results",
    "settings_for",
    "shown_domains",
    "shows_subtotals",
    "shows_total",
    "size_of",
    "sizes_of",
    "standard_error",
    "studies_pooled",
    "study_name",
    "study_quantities",
    "study_weights",
    "subgroup_test_quantities",
    "subject_of",
    "weakest",
    "weight_total",
    "without_each_study",
    "year_of",
]
