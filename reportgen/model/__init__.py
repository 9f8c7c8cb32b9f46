"""What a review is: frozen values, no reading, no writing, no drawing.

Every value that came from a file knows its `Origin`; origins take no part in comparisons, so that a review
written as a folder and loaded again equals itself.
"""

from reportgen.model.cell import Attribution, Cell, Provenance
from reportgen.model.certainty import (
    CERTAINTY_DOMAINS,
    CERTAINTY_ROWS,
    CERTAINTY_WORDS,
    Certainty,
    CertaintyDomain,
    CertaintyJudgement,
    CertaintyWord,
    certainty_of,
)
from reportgen.model.figure_plan import FIGURE_SETTINGS, FigurePlan, FigureSort
from reportgen.model.flow import FLOW_ITEMS, Flow, FlowCount
from reportgen.model.outcome import (
    Axis,
    Comparison,
    ExhaustiveGroup,
    Outcome,
    OutcomeSum,
    Thresholds,
    Totals,
)
from reportgen.model.overall import OVERALL, OVERALL_RULES, overall_levels
from reportgen.model.plan import PLAN_NAMES, PRESETS, Plan
from reportgen.model.published import PublishedEffect
from reportgen.model.reference import DataFile, Library, SearchStrategy, Section, Source
from reportgen.model.result import Result
from reportgen.model.review import RISKS_PER, Author, Funder, Methods, Question, Registration, Review, Search
from reportgen.model.risk_of_bias import GRADES, Domain, Grade, Judgement, Level, RiskOfBiasTool
from reportgen.model.sensitivity import SENSITIVITY_ANALYSES, HighRisk, Sensitivity, SensitivityAnalysis
from reportgen.model.snapshot import (
    SNAPSHOT_FORMAT,
    Record,
    RecordedCount,
    RecordedEffect,
    RecordedJudgement,
    RecordedResult,
    RecordedStudy,
    Snapshot,
    SnapshotFile,
)
from reportgen.model.study import CHARACTERISTICS, Arm, ExtraColumn, Role, Study
from reportgen.model.update import Update

__all__ = [
    "CERTAINTY_DOMAINS",
    "CERTAINTY_ROWS",
    "CERTAINTY_WORDS",
    "CHARACTERISTICS",
    "FIGURE_SETTINGS",
    "FLOW_ITEMS",
    "GRADES",
    "OVERALL",
    "OVERALL_RULES",
    "PLAN_NAMES",
    "PRESETS",
    "RISKS_PER",
    "SENSITIVITY_ANALYSES",
    "SNAPSHOT_FORMAT",
    "Arm",
    "Attribution",
    "Author",
    "Axis",
    "Cell",
    "Certainty",
    "CertaintyDomain",
    "CertaintyJudgement",
    "CertaintyWord",
    "Comparison",
    "DataFile",
    "Domain",
    "ExhaustiveGroup",
    "ExtraColumn",
    "FigurePlan",
    "FigureSort",
    "Flow",
    "FlowCount",
    "Funder",
    "Grade",
    "HighRisk",
    "Judgement",
    "Level",
    "Library",
    "Methods",
    "Outcome",
    "OutcomeSum",
    "Plan",
    "Provenance",
    "PublishedEffect",
    "Question",
    "Record",
    "RecordedCount",
    "RecordedEffect",
    "RecordedJudgement",
    "RecordedResult",
    "RecordedStudy",
    "Registration",
    "Result",
    "Review",
    "RiskOfBiasTool",
    "Role",
    "Search",
    "SearchStrategy",
    "Section",
    "Sensitivity",
    "SensitivityAnalysis",
    "Snapshot",
    "SnapshotFile",
    "Source",
    "Study",
    "Thresholds",
    "Totals",
    "Update",
    "certainty_of",
    "overall_levels",
]
