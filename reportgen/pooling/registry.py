"""All methods, models, estimators and intervals, by the names that review.yaml gives them."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.pooling.intervals.wald import WALD
from reportgen.pooling.methods.inverse_variance import INVERSE_VARIANCE
from reportgen.pooling.methods.mantel_haenszel import MANTEL_HAENSZEL
from reportgen.pooling.models.common import COMMON
from reportgen.pooling.models.random import RANDOM
from reportgen.pooling.parts import Estimator, Interval, Method, Model
from reportgen.pooling.tau2.dersimonian_laird import DERSIMONIAN_LAIRD

__all__ = ["ESTIMATORS", "INTERVALS", "METHODS", "MODELS"]

METHODS: Mapping[str, Method] = {
    "inverse-variance": INVERSE_VARIANCE,
    "mantel-haenszel": MANTEL_HAENSZEL,
}
"""How a common effect is found; one file in methods/ each."""

MODELS: Mapping[str, Model] = {
    "common": COMMON,
    "random": RANDOM,
}
"""What the studies have in common; one file in models/ each."""

ESTIMATORS: Mapping[str, Estimator] = {
    "DL": DERSIMONIAN_LAIRD,
}
"""Estimators of tau2; one file in tau2/ each."""

INTERVALS: Mapping[str, Interval] = {
    "wald": WALD,
}
"""Intervals of the pooled effect; one file in intervals/ each."""
