"""Effects become pooled results: one model a file, one tau2 estimator a file."""

from reportgen.pooling.parts import Estimator, Interval, Method, Model
from reportgen.pooling.pool import applied_plan, pool
from reportgen.pooling.pooled import Estimate, Heterogeneity, Pooled, SubgroupTest
from reportgen.pooling.registry import ESTIMATORS, INTERVALS, METHODS, MODELS

__all__ = [
    "ESTIMATORS",
    "INTERVALS",
    "METHODS",
    "MODELS",
    "Estimate",
    "Estimator",
    "Heterogeneity",
    "Interval",
    "Method",
    "Model",
    "Pooled",
    "SubgroupTest",
    "applied_plan",
    "pool",
]
