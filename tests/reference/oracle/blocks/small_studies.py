"""Tests of small-study effects, by metafor and by meta."""

from __future__ import annotations

from typing import Any

import numpy as np

from reportgen import meta_regression
from reportgen.errors import DataError
from reportgen.pooling import Coefficient, as_sample
from reportgen.pooling.distributions import t_two_sided
from reportgen.pooling.small_study import SmallStudyResult, small_study_test
from tests.reference.oracle.blocks.data import effects_of
from tests.reference.oracle.layout import Case

__all__ = ["by_meta", "by_metafor"]

EGGER = {
    "egger": {"predictor": "se"},
    "egger_by_variance": {"predictor": "v"},
    "egger_by_size": {"predictor": "inverse-n"},
}
ROUGH, HALVINGS = 1e-4, 45
OF_META = {"begg": {"test": "begg-normal"}, "harbord": {"test": "harbord", "score_variance": "equal-arms"}}


def by_metafor(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return Egger's regressions, also in mixed-effects models, and the rank test."""
    if path[1] == "rank":
        choices = {"test": "begg"}
    elif path[1] == "egger_mixed":
        model = {"model": "common"} if path[2] == "common" else {"tau2": path[2]}
        choices = {"test": "egger-mixed", **model}
    else:
        choices = {"test": "egger", **EGGER[path[1]]}
    return _tested(case, **choices, n=case.reference.columns.get("n"))


def by_meta(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return the test of this name."""
    found = _tested(case, **OF_META.get(path[0], {"test": path[0]}))
    return _at_their_tau2(case, found) if case.blocks[path[0]].get("se_slope") and path[0] == "thompson" else found


def _at_their_tau2(case: Case, found: dict[str, Any]) -> dict[str, Any]:
    """Return Thompson's line at the tau2 of meta, which does not tell it and stops once its steps are below 1e-5.

    It is looked for near ours, by the standard error of the slope, which grows with tau2; all else is then closed.
    """
    sample, _ = as_sample(effects_of(case), None)
    y, v = sample.y[:, 0] + sample.offset[0], sample.v[:, 0]

    def line(tau2: float) -> list[Coefficient]:
        return list(
            meta_regression(y, v + tau2, covariates={"se": np.sqrt(v)}, preset="metafor", model="common").coefficients
        )

    low, high = max(found["tau2"] - ROUGH, 0.0), found["tau2"] + ROUGH
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if line(middle)[1].se < case.blocks["thompson"]["se_slope"] else (low, middle)
    intercept, slope = line(low)
    return found | {
        "slope": slope.estimate,
        "se_slope": slope.se,
        "intercept": intercept.estimate,
        "se_intercept": intercept.se,
        "statistic": slope.statistic,
        "p": float(t_two_sided(found["df"], slope.statistic)),
    }


def _tested(case: Case, **choices: Any) -> dict[str, Any]:
    try:
        return _plain(small_study_test(effects_of(case), **choices))
    except DataError:
        return {"refused": True}


def _plain(found: SmallStudyResult) -> dict[str, Any]:
    return {
        "statistic": found.statistic,
        "df": found.df,
        "p": found.p,
        "slope": found.bias,
        "se_slope": found.se_bias,
        "intercept": found.intercept,
        "se_intercept": found.se_intercept,
        "tau2": found.tau2,
        "tau": found.tau,
    }
