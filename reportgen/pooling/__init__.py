"""Effects become pooled results: one estimator, method or interval a file, many meta-analyses in one pass."""

from reportgen.pooling.fit import Fits, fit
from reportgen.pooling.generalised_q import q_profile
from reportgen.pooling.notes import NOTES
from reportgen.pooling.parts import Estimator, Interval, Method, Model, Prediction, Sample
from reportgen.pooling.pool import as_sample, pool, pool_many
from reportgen.pooling.pooled import Estimate, Heterogeneity, MetaAnalysis, Pooled, SubgroupTest
from reportgen.pooling.registry import ESTIMATORS, INTERVALS, METHODS, MODELS, PREDICTIONS
from reportgen.pooling.regression import Coefficient, MetaRegression, meta_regression
from reportgen.pooling.review import pool_effects, shown_totals
from reportgen.pooling.sample import ragged, sample_of
from reportgen.pooling.settings import Settings, applied_plan, known_settings, plan_for, plan_of
from reportgen.pooling.table_tests import TableTests, table_tests

__all__ = [
    "ESTIMATORS",
    "INTERVALS",
    "METHODS",
    "MODELS",
    "NOTES",
    "PREDICTIONS",
    "Coefficient",
    "Estimate",
    "Estimator",
    "Fits",
    "Heterogeneity",
    "Interval",
    "MetaAnalysis",
    "MetaRegression",
    "Method",
    "Model",
    "Pooled",
    "Prediction",
    "Sample",
    "Settings",
    "SubgroupTest",
    "TableTests",
    "applied_plan",
    "as_sample",
    "fit",
    "known_settings",
    "meta_regression",
    "plan_for",
    "plan_of",
    "pool",
    "pool_effects",
    "pool_many",
    "q_profile",
    "ragged",
    "sample_of",
    "shown_totals",
    "table_tests",
]
