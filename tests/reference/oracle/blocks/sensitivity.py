"""Leave-one-out, cumulative meta-analysis and influence of metafor's effects."""

from __future__ import annotations

from typing import Any

import numpy as np

from reportgen.pooling.sensitivity import Refits, cumulative, influence, leave_one_out
from tests.reference.oracle.blocks.data import effects_of
from tests.reference.oracle.layout import Case

__all__ = ["accumulated", "influenced", "left_out"]


def _settings(tau2: str) -> dict[str, str]:
    model = {"model": "common"} if tau2 == "common" else {"tau2": tau2}
    return {"method": "inverse-variance", "interval": "wald", **model}


def left_out(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return the results without each study, or the rows that are left out, counted from 1."""
    if len(path) == 1:
        found = leave_one_out(effects_of(case), **_settings("common"))
        return {"left_out": [place + 1 for place in found.place]}
    return _refitted(leave_one_out(effects_of(case), **_settings(path[1])))


def accumulated(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return the results after each study by year, or the rows in that order, counted from 1."""
    years = case.reference.columns["year"]
    if len(path) == 1:
        found = cumulative(effects_of(case), order=years, **_settings("common"))
        return {"order": [place + 1 for place in found.place]}
    return _refitted(cumulative(effects_of(case), order=years, **_settings(path[1])))


def _refitted(found: Refits) -> dict[str, Any]:
    """Return what metafor gives of each refit; one study alone has I2 = tau2 = 0 there."""
    alone = found.k < 2  # below two studies we give no number
    return {
        "estimate": found.estimate,
        "se": found.se,
        "p": found.p,
        "q": found.q,
        "i2": np.where(alone, 0.0, found.i2),
        "tau2": np.where(alone, 0.0, found.tau2),
    }


def influenced(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return the influence of each study, or the rows of the studies, counted from 1."""
    if len(path) == 1:
        return {"rows": (np.flatnonzero(np.isfinite(effects_of(case).y)) + 1).tolist()}
    found = influence(effects_of(case), **_settings(path[1]))
    return {
        "deleted_residual": found.rstudent,
        "dffits": found.dffits,
        "cook_distance": found.cook_d,
        "covariance_ratio": found.cov_r,
        "leverage": found.hat,
        "dfbetas": found.dfbetas,
        "influential": found.influential,
    }
