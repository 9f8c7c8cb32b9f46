"""Trim and fill of metafor's effects, by metafor and by meta."""

from __future__ import annotations

from typing import Any

import numpy as np

from reportgen.errors import DataError
from reportgen.model import PRESETS
from reportgen.pooling import as_sample, fit, sample_of
from reportgen.pooling.trim_and_fill import TrimAndFill, trim_and_fill
from tests.reference.oracle.blocks.data import effects_of
from tests.reference.oracle.layout import Case

__all__ = ["by_meta", "by_metafor"]


def by_metafor(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return trim and fill where one model both trims and pools; "common" stands for the common-effect model."""
    model = {"model": "common"} if path[1] == "common" else {"model": "random", "tau2": path[1]}
    return _filled(case, estimator=path[2], **model)


def by_meta(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return trim and fill where the common-effect model trims and random effects are pooled.

    meta's tau2 is rough here; the summary is worked out from that very tau2, and is then a closed form.
    """
    found = _filled(case, estimator=path[2], tau2=path[1], trim_model="common")
    given = case.blocks["/".join(("by_meta", *path))].get("tau2")
    if given is None or "refused" in found:
        return found
    sample, _ = as_sample(effects_of(case), None)
    y = np.append(sample.y[:, 0] + sample.offset[0], found["added_y"])
    fits = fit(sample_of(y, np.append(sample.v[:, 0], found["added_v"])), PRESETS["metafor"], np.array([given]))
    return found | {"estimate": fits.estimate[0], "se": fits.se[0]}


def _filled(case: Case, **choices: str) -> dict[str, Any]:
    try:
        return _plain(trim_and_fill(effects_of(case), interval="wald", **choices))
    except DataError:
        return {"refused": True}


def _plain(found: TrimAndFill) -> dict[str, Any]:
    summary, spread = found.filled.summary, found.filled.heterogeneity
    assert summary is not None
    assert spread is not None
    return {
        "added": found.k0,
        "se_added": found.se_k0,
        "side": found.side,
        "k": found.filled.k,
        "estimate": summary.estimate,
        "se": summary.se,
        "ci_low": summary.ci_low,
        "ci_high": summary.ci_high,
        "p": summary.p,
        "tau2": spread.tau2,
        "q": spread.q,
        "p_added": found.p_k0,
        "added_y": found.filled_y,
        "added_v": found.filled_v,
    }
