"""Summaries and heterogeneity as metafor reports them: common effect, random effects, Q-profile."""

from __future__ import annotations

from typing import Any

import numpy as np

from reportgen import pool
from reportgen.effects import MEASURES, SCALES, EffectSizes
from reportgen.pooling import MetaAnalysis, as_sample
from reportgen.pooling.design import MeanOnly
from reportgen.pooling.heterogeneity import typical_variance
from reportgen.pooling.likelihood import log_likelihood
from tests.reference.oracle.blocks.data import effects_of
from tests.reference.oracle.layout import Case

__all__ = ["back", "common", "effects", "q_profile", "random", "summary_of"]

PREDICTIONS = {"prediction_normal": "normal", "prediction_t_k_1": "t-k-1", "prediction_t_k_2": "t-k-2"}
PREDICTIONS_BY_HKSJ = {"prediction_t_k_1": "hksj-k-1", "prediction_t_k_2": "hksj-k-2"}
INTERVALS = {"wald": "wald", "hksj": "hksj", "hksj_ad_hoc": "hksj-ad-hoc"}
LIKELIHOODS = {"ML": False, "REML": True}


def effects(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    """Return effects and variances, None where a study has none."""
    found = effects_of(case)
    return {
        "measure": case.blocks["effects"]["measure"],
        "rows": len(found),
        "k": int(np.isfinite(found.y).sum()),
        "y": [None if np.isnan(y) else y for y in found.y.tolist()],
        "v": [None if np.isnan(v) else v for v in found.v.tolist()],
        "refused": not np.isfinite(found.y).any(),
    }


def common(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    """Return the common-effect summary by inverse variance, with Q."""
    found = effects_of(case)
    result = pool(found, model="common", method="inverse-variance")
    return {**summary_of(result), **heterogeneity_of(result), "weights": result.weights, "back": back(found, result)}


def random(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return the random-effects summary with one estimator, its tests and prediction intervals."""
    found, tau2 = effects_of(case), path[1]
    tree: dict[str, Any] = {}
    for name, interval in INTERVALS.items():
        result = pool(found, method="inverse-variance", tau2=tau2, interval=interval)
        tree[name] = summary_of(result)
        if result.heterogeneity is not None and name != "wald":
            q = result.heterogeneity.hksj_q
            tree[name]["factor"] = max(q, 1.0) if name == "hksj_ad_hoc" else q
    for name, prediction in PREDICTIONS.items():
        tree[name] = pool(found, method="inverse-variance", tau2=tau2, prediction=prediction).prediction
    for name, prediction in PREDICTIONS_BY_HKSJ.items():
        tree["hksj"][name] = pool(found, method="inverse-variance", tau2=tau2, prediction=prediction).prediction
    wald = pool(found, method="inverse-variance", tau2=tau2, interval="wald")
    spread = wald.heterogeneity
    tree |= {"k": wald.k, "estimate": wald.summary.estimate, "weights": wald.weights, "back": back(found, wald)}
    tree |= {"tau2": spread.tau2 if spread else 0.0, "se_tau2": spread.se_tau2 if spread else None}
    tree |= {"i2": spread.i2_tau2 if spread else 0.0, "h2": spread.h2_tau2 if spread else 1.0}
    if tau2 in LIKELIHOODS:
        tree["log_likelihood"] = likelihood(found, tree["tau2"], restricted=LIKELIHOODS[tau2])
    return tree


def likelihood(found: EffectSizes, tau2: float, *, restricted: bool) -> float:
    sample, _ = as_sample(found, None)
    return float(log_likelihood(sample.y, sample.v, np.array([tau2]), MeanOnly(), restricted=restricted)[0])


def q_profile(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    """Return the limits of tau2, I2 and H2 by the Q-profile method."""
    found = effects_of(case)
    result = pool(found, method="inverse-variance", tau2="REML", i2="tau2")
    spread = result.heterogeneity
    if spread is None:
        return {}
    typical = float(typical_variance(as_sample(found, None)[0], MeanOnly())[0])
    return {
        "tau2_low": spread.tau2_low,
        "tau2_high": spread.tau2_high,
        "i2_low": spread.i2_low,
        "i2_high": spread.i2_high,
        "h2_low": spread.tau2_low / typical + 1,
        "h2_high": spread.tau2_high / typical + 1,
        "nothing_fits": spread.tau2_high == 0,
    }


def summary_of(result: MetaAnalysis) -> dict[str, Any]:
    """Return the summary as plain numbers; no degrees of freedom where the normal distribution serves."""
    if result.summary is None:
        return {"k": result.k}
    one = result.summary
    return {
        "k": result.k,
        "estimate": one.estimate,
        "se": one.se,
        "statistic": one.statistic,
        "p": one.p,
        "ci_low": one.ci_low,
        "ci_high": one.ci_high,
        "df": one.df,
    }


def heterogeneity_of(result: MetaAnalysis) -> dict[str, Any]:
    """Return Q with its test, and I2 and H2 from it; one study has Q = 0 with P = 1."""
    spread = result.heterogeneity
    if spread is None:
        return {"q": 0.0, "df": 0, "q_p": 1.0, "i2": 0.0, "h2": 1.0}
    return {"q": spread.q, "df": spread.df, "q_p": spread.p, "i2": spread.i2_q, "h2": spread.h2_q}


def back(found: EffectSizes, result: MetaAnalysis) -> dict[str, float]:
    """Return the summary as it is printed; sizes on which the scale depends are the harmonic means."""
    scale = SCALES[MEASURES[found.measure].scale]
    size = None
    if scale.size:
        sizes = found.columns[scale.size][np.isfinite(found.y)]
        size = len(sizes) / (1 / sizes).sum()
    one = result.summary
    assert one is not None
    return {name: float(scale.back(getattr(one, name), size)) for name in ("estimate", "ci_low", "ci_high")}
