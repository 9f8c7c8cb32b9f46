"""Our results under the names by which sources store theirs."""

from __future__ import annotations

import math
from collections.abc import Mapping

from reportgen.effects import MEASURES, SCALES, ArmData, size_of, typical_size
from reportgen.exchange.imported import Stored
from reportgen.pooling import Estimate, Pooled

__all__ = ["our_values"]


def our_values(stored: Stored, pooled: Pooled) -> Mapping[str, float]:
    """Return our values of what a source stores; empty where nothing comes out here.

    `pooled` is the whole result of the outcome. Where the outcome shows no total, weights are those in the subgroup.
    """
    parts = dict(pooled.subgroups)
    within = parts.get(stored.subgroup) if pooled.effects.outcome.totals == "subgroups" else None
    match stored.kind:
        case "total":
            return _of_total(pooled)
        case "subgroup":
            part = parts.get(stored.subgroup)
            return {} if part is None else _of_total(part, pooled if within is None else part)
        case "subgroup-test":
            return _of_test(pooled)
        case "study":
            keys = [(row.study, row.subgroup) for row in pooled.effects.rows]
            key = (stored.study, stored.subgroup)
            return _of_study(pooled, keys.index(key), within) if key in keys else {}


def _of_study(pooled: Pooled, place: int, within: Pooled | None) -> Mapping[str, float]:
    """Return the values of the study in one row of a result; empty for one that is not estimable."""
    row, estimate = pooled.effects.rows[place], pooled.studies[place]
    if estimate is None or row.state != "used":
        return {}
    found = _effect(estimate, pooled.effects.measure, size_of(row, pooled.effects.scale))
    if within is None:
        return found | {"weight": pooled.weights[place]}
    names = [one.study for one in within.effects.rows]
    return found | {"weight": within.weights[names.index(row.study)]}


def _of_total(pooled: Pooled, whole: Pooled | None = None) -> Mapping[str, float]:
    """Return the values of a pooled result; `whole` is the result that its weight is a share of."""
    rows = pooled.effects.rows
    found: dict[str, float] = {"studies": float(len({row.study for row in rows}))}
    for side in ("experimental", "comparator"):
        for column in ("events", "n"):
            values = [_arm_value(getattr(row, side), column) for row in rows]
            if values and not any(math.isnan(value) for value in values):
                found[f"{column}_{side}"] = math.fsum(values)
    if pooled.summary is None:
        return found
    found |= _effect(pooled.summary, pooled.effects.measure, typical_size(pooled.effects))
    found["weight"] = _share(pooled, whole or pooled)
    if pooled.prediction is not None:
        back = SCALES[pooled.effects.scale].back
        size = typical_size(pooled.effects)
        low, high = (float(back(limit, size)) for limit in pooled.prediction)
        found |= {"prediction_low": low, "prediction_high": high}
    return found | _spread(pooled)


def _of_test(pooled: Pooled) -> Mapping[str, float]:
    """Return the values of the test between subgroups; empty without one."""
    test = pooled.subgroup_test
    return {} if test is None else {"chi2": test.q, "df": float(test.df), "p": test.p, "i2": test.i2}


def _effect(estimate: Estimate, measure: str, size: float | None) -> dict[str, float]:
    scale, null = SCALES[MEASURES[measure].scale], MEASURES[measure].null
    names = ("estimate", "ci_low", "ci_high")
    values = (estimate.estimate, estimate.ci_low, estimate.ci_high)
    found = {name: float(scale.back(value, size)) for name, value in zip(names, values, strict=True)}
    found["se"] = estimate.se
    if null is not None:
        found |= {"z": abs(estimate.statistic), "p": estimate.p}
    return found


def _spread(pooled: Pooled) -> dict[str, float]:
    spread = pooled.heterogeneity
    if spread is None:
        return {"chi2": 0.0, "df": 0.0} if pooled.k == 1 else {}
    found = {"chi2": spread.q, "df": float(spread.df), "p_het": spread.p, "i2": spread.i2}
    if pooled.plan.model == "random":
        found |= {"tau2": spread.tau2, "tau2_low": spread.tau2_low, "tau2_high": spread.tau2_high}
    return found


def _share(part: Pooled, whole: Pooled) -> float:
    keys = {(row.study, row.subgroup) for row in part.effects.rows}
    pairs = zip(whole.effects.rows, whole.weights, strict=True)
    return math.fsum(weight for row, weight in pairs if (row.study, row.subgroup) in keys)


def _arm_value(arm: ArmData | None, column: str) -> float:
    return math.nan if arm is None else arm.values.get(column, math.nan)
