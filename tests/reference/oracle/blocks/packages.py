"""What the package meta makes of the data, in RevMan's ways and in its own: summaries, heterogeneity, weights."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from reportgen import pool
from reportgen.effects import MEASURES, SCALES
from reportgen.effects.proportion_intervals import clopper_pearson, wilson
from reportgen.pooling import MetaAnalysis, as_sample, plan_of
from reportgen.pooling.single import pool_sample
from reportgen.pooling.subgroups import common_tau2
from tests.reference.oracle.blocks.data import effects_of, gaps, groups_of
from tests.reference.oracle.blocks.pooled import back, summary_of
from tests.reference.oracle.layout import Case, tau2_is_rough

__all__ = ["EVALUATORS"]

BY_REML = frozenset({"COR", "ZCOR", "MD", "SMD", "PLOGIT", "PRAW", "PAS", "PFT", "PLN", "IR", "IRLN", "IRS", "IRFT"})
"""The measures for which meta was left to its own estimator of tau2; the others were asked for DerSimonian's."""


def _settings(case: Case, model: str) -> dict[str, Any]:
    """Return the settings of a pooling that a case stands for."""
    words = case.id.split()
    if case.section == "revman5":
        rule = effects_of(case).options.zero_cells
        return {"preset": "revman5", "model": model, "method": words[1], "zero_cells": rule}
    settings: dict[str, Any] = {"preset": "revman-web", "model": model, "method": "inverse-variance"}
    if case.section == "revman_web":
        return settings | {"interval": words[1], "prediction": "hksj-k-1" if words[1] == "hksj" else "t-k-1"}
    settings |= {"i2": "Q", "tau2": "REML" if words[0] in BY_REML or words[-1] == "exact" else "DL"}
    if words[0] == "subgroups":
        settings |= {"tau2": words[2], "subgroup_tau2": "common" if words[1] == "shared" else "separate"}
    elif model == "common" and words[-1] == "cochran":
        settings["method"] = "cochran"
    elif model == "common" and "mantel-haenszel" in words:
        settings["method"] = "mantel-haenszel-exact"
    return settings


def _pooled(case: Case, model: str) -> MetaAnalysis:
    """Return the result of a case by a model.

    Where meta's tau2 is rough, what rests on it is worked out from that very tau2, and is then a closed form.
    """
    effects, settings = effects_of(case), _settings(case, model)
    if model == "common" or not tau2_is_rough(case):
        return pool(effects, **settings)
    given = np.array([case.blocks["heterogeneity"]["tau2"]], dtype=np.float64)
    return pool_sample(as_sample(effects, None)[0], plan_of(settings), given)


def _studies(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    found = effects_of(case)
    k = int(np.isfinite(found.y).sum())
    return {"k": k, "k_studies": k}


def _effects(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    found = effects_of(case)
    return {"y": gaps(found.y), "se": gaps(found.se)}


def _weights(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    """Return the weights in percent, 0 for studies without an effect."""
    used = np.isfinite(effects_of(case).y)
    found = {}
    for model in ("common", "random"):
        weights = np.zeros(len(used))
        weights[used] = _pooled(case, model).weights
        found[model] = weights.tolist()
    return found


def _summary(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    found = summary_of(_pooled(case, path[0]))
    if MEASURES[effects_of(case).measure].null is None:
        found |= {"statistic": None, "p": None}
    return found


def _heterogeneity(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    result = _pooled(case, "random")
    spread = result.heterogeneity
    if spread is None:
        return {"q": 0.0, "df": 0} if result.k else {}
    h2 = spread.h2_q if spread.i2_from == "Q" else spread.h2_tau2
    return {
        "q": spread.q,
        "df": spread.df,
        "p": spread.p,
        "tau2": pool(effects_of(case), **_settings(case, "random")).heterogeneity.tau2,
        "i2": spread.i2,
        "i2_low": spread.i2_low,
        "i2_high": spread.i2_high,
        "h": math.sqrt(max(h2, 1.0)),
    }


def _prediction(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    return {"limits": _pooled(case, "random").prediction}


def _back(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    found = back(effects_of(case), _pooled(case, "random"))
    return {"random": [found["estimate"], found["ci_low"], found["ci_high"]]}


def _study_limits(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    """Return limits of the proportions of the studies on the scale of analysis."""
    found = effects_of(case)
    scale = SCALES[MEASURES[found.measure].scale]
    events, n = found.columns["events"], found.columns["n"]
    limits = {"exact": clopper_pearson(events, n), "wilson": wilson(events, n)}
    return {name: np.stack([scale.forth(one, n) for one in both], axis=1) for name, both in limits.items()}


def _subgroups(case: Case, _path: tuple[str, ...]) -> dict[str, Any]:
    effects = effects_of(case)
    found: dict[str, Any] = {}
    for model in ("common", "random"):
        result = pool(effects, subgroup=groups_of(case), **_settings(case, model))
        parts = [part for _, part in result.subgroups]
        found[f"{model}_estimate"] = [part.summary and part.summary.estimate for part in parts]
        found[f"{model}_se"] = [part.summary and part.summary.se for part in parts]
        test = result.subgroup_test
        if test is not None:
            found |= {f"q_between_{model}": test.q, f"df_between_{model}": test.df, f"p_between_{model}": test.p}
    spreads = [part.heterogeneity for part in parts]
    return found | {
        "measure": case.blocks["subgroups"].get("measure"),
        "names": [name for name, _ in result.subgroups],
        "k": [part.k for part in parts],
        "random_ci_low": [part.summary and part.summary.ci_low for part in parts],
        "random_ci_high": [part.summary and part.summary.ci_high for part in parts],
        "tau2": [spread and spread.tau2 for spread in spreads]
        if "shared" not in case.id
        else _shared(case, len(parts)),
        "q": [spread.q if spread else 0.0 for spread in spreads],
        "i2": [spread and spread.i2_q for spread in spreads],
    }


def _shared(case: Case, count: int) -> list[float]:
    """Return the tau2 that all subgroups share, once for each."""
    sample, groups = as_sample(effects_of(case), None, subgroup=groups_of(case))
    return count * common_tau2(sample, plan_of(_settings(case, "random")), groups).tolist()


EVALUATORS = {
    "studies": _studies,
    "effects": _effects,
    "weights": _weights,
    "common": _summary,
    "random": _summary,
    "heterogeneity": _heterogeneity,
    "prediction": _prediction,
    "back": _back,
    "study_limits": _study_limits,
    "subgroups": _subgroups,
}
