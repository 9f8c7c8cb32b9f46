"""Our results under the names by which sources store theirs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property

from reportgen.effects import MEASURES, SCALES, ArmData, EffectRow, size_of, typical_size
from reportgen.exchange.imported import Stored
from reportgen.pooling import Estimate, Pooled

__all__ = ["Results", "our_values"]


def our_values(stored: Stored, pooled: Pooled) -> Mapping[str, float]:
    """Return our values of what a source stores; empty where nothing comes out here.

    `pooled` is the whole result of the outcome. Where the outcome shows no total, weights are those in the subgroup.
    """
    return Results(pooled).of(stored)


class Results:
    """The results of an outcome, to be asked for one by one."""

    def __init__(self, pooled: Pooled) -> None:
        self.pooled = pooled
        self._parts = dict(pooled.subgroups)

    def of(self, stored: Stored) -> Mapping[str, float]:
        """Return the same as `our_values`."""
        part = self._parts.get(stored.subgroup)
        within = self.pooled.effects.outcome.totals == "subgroups"
        match stored.kind:
            case "total":
                return _of_total(self.pooled, _total_weight(self.pooled))
            case "subgroup":
                weight = 0.0 if part is None else _total_weight(part) if within else self._share(part)
                return {} if part is None else _of_total(part, weight)
            case "subgroup-test":
                return _of_test(self.pooled)
            case "study":
                return self._of_study((stored.study, stored.subgroup), within=within and part is not None)

    def row(self, key: tuple[str, str]) -> EffectRow | None:
        """Return the row of a study in a subgroup."""
        places = self._places.get(key)
        return self.pooled.effects.rows[places[0]] if places else None

    def _of_study(self, key: tuple[str, str], *, within: bool) -> Mapping[str, float]:
        """Return the values of the study in a row; empty for one that is not there or not estimable."""
        row = self.row(key)
        estimate = None if row is None else self.pooled.studies[self._places[key][0]]
        if row is None or estimate is None or row.state != "used":
            return {}
        found = _effect(estimate, self.pooled.effects.measure, size_of(row, self.pooled.effects.scale))
        weight = self._weights_within[key] if within else self.pooled.weights[self._places[key][0]]
        return found | {"weight": weight}

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], list[int]]:
        places: dict[tuple[str, str], list[int]] = {}
        for place, row in enumerate(self.pooled.effects.rows):
            places.setdefault((row.study, row.subgroup), []).append(place)
        return places

    @cached_property
    def _weights_within(self) -> Mapping[tuple[str, str], float]:
        """The weights of the studies in their subgroups."""
        found: dict[tuple[str, str], float] = {}
        for name, part in self._parts.items():
            for row, weight in zip(part.effects.rows, part.weights, strict=True):
                found.setdefault((row.study, name), weight)
        return found

    def _share(self, part: Pooled) -> float:
        """Return the weight of a subgroup in the whole."""
        keys = dict.fromkeys((row.study, row.subgroup) for row in part.effects.rows)
        return math.fsum(self.pooled.weights[place] for key in keys for place in self._places.get(key, ()))


def _total_weight(pooled: Pooled) -> float:
    return math.fsum(pooled.weights)


def _of_total(pooled: Pooled, weight: float) -> Mapping[str, float]:
    """Return the values of a pooled result with its weight in percent."""
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
    found["weight"] = weight
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


def _arm_value(arm: ArmData | None, column: str) -> float:
    return math.nan if arm is None else arm.values.get(column, math.nan)
