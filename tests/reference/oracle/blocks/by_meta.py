"""What the package meta makes of metafor's effects: intervals, prediction intervals, I2 with test-based limits."""

from __future__ import annotations

import math
from typing import Any

from reportgen import pool
from tests.reference.oracle.blocks import filled
from tests.reference.oracle.blocks.data import effects_of
from tests.reference.oracle.blocks.pooled import summary_of
from tests.reference.oracle.layout import Case

__all__ = ["by_meta"]

INTERVALS = ("hksj", "hksj-ad-hoc", "hksj-wider", "hksj-iqwig")
PREDICTIONS = ("normal", "t-k-1", "t-k-2", "hksj-k-1", "hksj-k-2")


def by_meta(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return the block that the second part of the path names."""
    if path[1] == "from_q":
        return _from_q(case)
    if path[1] == "intervals":
        return _intervals(case, path[2])
    if path[1] == "kenward_roger":
        return _kenward_roger(case)
    return filled.by_meta(case, path[1:])


def _from_q(case: Case) -> dict[str, Any]:
    spread = pool(effects_of(case), method="inverse-variance", tau2="DL", i2="Q").heterogeneity
    if spread is None:
        return {"q": 0.0, "df": 0}
    return {
        "q": spread.q,
        "df": spread.df,
        "p": spread.p,
        "tau2": spread.tau2,
        "i2": spread.i2,
        "i2_low": spread.i2_low,
        "i2_high": spread.i2_high,
        "h": math.sqrt(max(spread.h2_q, 1.0)),
    }


def _intervals(case: Case, tau2: str) -> dict[str, Any]:
    effects = effects_of(case)
    found: dict[str, Any] = {
        name.replace("-", "_"): summary_of(pool(effects, method="inverse-variance", tau2=tau2, interval=name))
        for name in INTERVALS
    }
    for name in PREDICTIONS:
        result = pool(effects, method="inverse-variance", tau2=tau2, prediction=name)
        found[name.replace("-", "_")] = result.prediction
    return found


def _kenward_roger(case: Case) -> dict[str, Any]:
    choices = {"tau2": "REML", "interval": "kenward-roger", "prediction": "kenward-roger"}
    result = pool(effects_of(case), method="inverse-variance", **choices)
    return summary_of(result) | {"prediction": result.prediction}
