"""Meta-regressions and subgroups of metafor's effects."""

from __future__ import annotations

from typing import Any

import numpy as np

from reportgen import meta_regression, pool
from reportgen.effects import EffectSizes
from reportgen.pooling import MetaRegression
from tests.reference.oracle.blocks.data import effects_of, groups_of
from tests.reference.oracle.layout import Case

__all__ = ["regression", "subgroups"]

INTERVALS = {"wald": "wald", "hksj": "hksj"}


def regression(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return a meta-regression: what all estimators share, or the result with one of them."""
    asked = case.blocks["/".join(path[:2])]
    columns = case.reference.columns
    texts = {name for name in asked["covariates"] if any(one.startswith(f"{name}=") for one in asked["coefficients"])}
    values = {name: _texts(columns[name]) if name in texts else columns[name] for name in asked["covariates"]}
    if len(path) == 2:
        result = _regress(case, values, "DL", "wald")
        names = [one.name for one in result.coefficients]
        first = {"reference": next(value for value in _used(case, values, asked))} if texts else {}
        return {"covariates": list(values), "coefficients": names, "k": result.k, **first}
    found = _shared(_regress(case, values, path[2], "wald"), path[2])
    for name, interval in INTERVALS.items():
        found[name] = _tests(_regress(case, values, path[2], interval))
    return found


def _texts(values: list[Any]) -> list[str | None]:
    return [None if value is None or value == "" else str(value) for value in values]


def _used(case: Case, values: dict[str, list[Any]], asked: dict[str, Any]) -> list[Any]:
    """Return the categories of the studies that have an effect and all covariates."""
    known = np.isfinite(effects_of(case).y)
    name = next(name for name in values if any(one.startswith(f"{name}=") for one in asked["coefficients"]))
    rows = zip(known.tolist(), zip(*values.values(), strict=True), values[name], strict=True)
    return [value for there, row, value in rows if there and all(cell not in (None, "") for cell in row)]


def _regress(case: Case, values: dict[str, list[Any]], tau2: str, interval: str, **more: Any) -> MetaRegression:
    model = {"model": "common"} if tau2 == "common" else {"tau2": tau2}
    return meta_regression(effects_of(case), covariates=values, preset="metafor", interval=interval, **model, **more)


def _shared(result: MetaRegression, tau2: str) -> dict[str, Any]:
    return {
        "estimates": [one.estimate for one in result.coefficients],
        "tau2": result.tau2,
        "se_tau2": result.se_tau2,
        "i2": result.i2,
        "h2": result.h2,
        "q": result.q,
        "q_df": result.q_df,
        "q_p": result.q_p,
        "tau2_without": result.tau2_without,
        "r2": result.r2,
    }


def _tests(result: MetaRegression) -> dict[str, Any]:
    names = ("se", "statistic", "p", "ci_low", "ci_high")
    found: dict[str, Any] = {name: [getattr(one, name) for one in result.coefficients] for name in names}
    found["covariance"] = result.covariance
    test = result.moderators
    if test is None:
        return found
    return found | {"moderators": test.statistic, "df1": test.df1, "df2": test.df2, "moderators_p": test.p}


def subgroups(case: Case, path: tuple[str, ...]) -> dict[str, Any]:
    """Return subgroups by name, each with a tau2 of its own, or all with the tau2 of a regression on them."""
    effects, groups = effects_of(case), groups_of(case)
    if len(path) == 1:
        parts = pool(effects, subgroup=groups, method="inverse-variance").subgroups
        return {"names": [name for name, _ in parts], "k": [part.k for _, part in parts]}
    return (_separate if path[1] == "separate" else _together)(case, effects, groups, path)


def _separate(_case: Case, effects: EffectSizes, groups: list[str], path: tuple[str, ...]) -> dict[str, Any]:
    model = {"model": "common"} if path[2] == "common" else {"tau2": path[2], "subgroup_tau2": "separate"}
    result = pool(effects, subgroup=groups, preset="metafor", interval=INTERVALS[path[3]], **model)
    parts = [part for _, part in result.subgroups]
    spreads = [part.heterogeneity for part in parts]
    names = ("estimate", "se", "ci_low", "ci_high", "p")
    found: dict[str, Any] = {name: [getattr(part.summary, name) for part in parts] for name in names}
    found["tau2"] = [spread.tau2 if spread else 0.0 for spread in spreads]
    found["q"] = [spread.q if spread else 0.0 for spread in spreads]
    found["q_p"] = [spread and spread.p for spread in spreads]
    kind = "i2_q" if path[2] == "common" else "i2_tau2"
    found["i2"] = [spread and getattr(spread, kind) for spread in spreads]
    test = result.subgroup_test
    return found | _between(test.q, test.df, test.p) if test else found


def _together(case: Case, _effects: EffectSizes, groups: list[str], path: tuple[str, ...]) -> dict[str, Any]:
    values = {"subgroup": _texts(groups)}
    each = _regress(case, values, path[2], INTERVALS[path[3]], intercept=False)
    result = _regress(case, values, path[2], INTERVALS[path[3]])
    names = ("estimate", "se", "ci_low", "ci_high", "p")
    found: dict[str, Any] = {name: [getattr(one, name) for one in each.coefficients] for name in names}
    found |= {"tau2": result.tau2, "q_within": result.q, "q_within_p": result.q_p}
    test = result.moderators
    return found | _between(test.statistic, test.df1, test.p) | {"df2_between": test.df2} if test else found


def _between(q: float, df: float, p: float) -> dict[str, float]:
    return {"q_between": q, "df_between": df, "p_between": p}
