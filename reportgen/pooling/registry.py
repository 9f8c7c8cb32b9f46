"""All methods, models, estimators and intervals, by the names that review.yaml gives them."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.pooling.intervals.hksj import HKSJ
from reportgen.pooling.intervals.hksj_ad_hoc import HKSJ_AD_HOC
from reportgen.pooling.intervals.hksj_iqwig import HKSJ_IQWIG
from reportgen.pooling.intervals.hksj_or_wald import HKSJ_OR_WALD
from reportgen.pooling.intervals.hksj_wider import HKSJ_WIDER
from reportgen.pooling.intervals.kenward_roger import KENWARD_ROGER
from reportgen.pooling.intervals.wald import WALD
from reportgen.pooling.methods.cochran import COCHRAN
from reportgen.pooling.methods.inverse_variance import INVERSE_VARIANCE
from reportgen.pooling.methods.mantel_haenszel import MANTEL_HAENSZEL
from reportgen.pooling.methods.mantel_haenszel_exact import MANTEL_HAENSZEL_EXACT
from reportgen.pooling.methods.peto import PETO
from reportgen.pooling.models.common import COMMON
from reportgen.pooling.models.random import RANDOM
from reportgen.pooling.parts import Estimator, Interval, Method, Model, Prediction
from reportgen.pooling.predictions.hksj_k_1 import HKSJ_K_1
from reportgen.pooling.predictions.hksj_k_2 import HKSJ_K_2
from reportgen.pooling.predictions.kenward_roger import KENWARD_ROGER as KENWARD_ROGER_PREDICTION
from reportgen.pooling.predictions.none import NONE
from reportgen.pooling.predictions.normal import NORMAL
from reportgen.pooling.predictions.t_k_1 import T_K_1
from reportgen.pooling.predictions.t_k_1_if_heterogeneous import T_K_1_IF_HETEROGENEOUS
from reportgen.pooling.predictions.t_k_2 import T_K_2
from reportgen.pooling.tau2.dersimonian_laird import DERSIMONIAN_LAIRD
from reportgen.pooling.tau2.empirical_bayes import EMPIRICAL_BAYES
from reportgen.pooling.tau2.hedges import HEDGES
from reportgen.pooling.tau2.hunter_schmidt import HUNTER_SCHMIDT
from reportgen.pooling.tau2.maximum_likelihood import MAXIMUM_LIKELIHOOD
from reportgen.pooling.tau2.paule_mandel import PAULE_MANDEL
from reportgen.pooling.tau2.restricted_maximum_likelihood import RESTRICTED_MAXIMUM_LIKELIHOOD
from reportgen.pooling.tau2.sidik_jonkman import SIDIK_JONKMAN

__all__ = ["ESTIMATORS", "INTERVALS", "METHODS", "MODELS", "PREDICTIONS"]

METHODS: Mapping[str, Method] = {
    "inverse-variance": INVERSE_VARIANCE,
    "mantel-haenszel": MANTEL_HAENSZEL,
    "mantel-haenszel-exact": MANTEL_HAENSZEL_EXACT,
    "peto": PETO,
    "cochran": COCHRAN,
}
"""How a common effect is found; one file in methods/ each."""

MODELS: Mapping[str, Model] = {
    "common": COMMON,
    "random": RANDOM,
}
"""What the studies have in common; one file in models/ each."""

ESTIMATORS: Mapping[str, Estimator] = {
    "DL": DERSIMONIAN_LAIRD,
    "REML": RESTRICTED_MAXIMUM_LIKELIHOOD,
    "ML": MAXIMUM_LIKELIHOOD,
    "PM": PAULE_MANDEL,
    "EB": EMPIRICAL_BAYES,
    "SJ": SIDIK_JONKMAN,
    "HE": HEDGES,
    "HS": HUNTER_SCHMIDT,
}
"""Estimators of tau2; one file in tau2/ each."""

INTERVALS: Mapping[str, Interval] = {
    "wald": WALD,
    "hksj": HKSJ,
    "hksj-ad-hoc": HKSJ_AD_HOC,
    "hksj-wider": HKSJ_WIDER,
    "hksj-iqwig": HKSJ_IQWIG,
    "kenward-roger": KENWARD_ROGER,
    "hksj-or-wald": HKSJ_OR_WALD,
}
"""Intervals of the pooled effect; one file in intervals/ each."""

PREDICTIONS: Mapping[str, Prediction] = {
    "none": NONE,
    "normal": NORMAL,
    "t-k-1": T_K_1,
    "t-k-2": T_K_2,
    "hksj-k-1": HKSJ_K_1,
    "hksj-k-2": HKSJ_K_2,
    "kenward-roger": KENWARD_ROGER_PREDICTION,
    "t-k-1-if-heterogeneous": T_K_1_IF_HETEROGENEOUS,
}
"""Prediction intervals; one file in predictions/ each."""
