"""Effects of an outcome of a review become its pooled result."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from reportgen.effects import MEASURES, EffectRow, Effects, fit_to_method
from reportgen.model import Plan
from reportgen.pooling.distributions import normal_quantile, normal_two_sided
from reportgen.pooling.parts import Sample
from reportgen.pooling.pooled import Estimate, MetaAnalysis, Pooled
from reportgen.pooling.registry import METHODS
from reportgen.pooling.sample import sample_of
from reportgen.pooling.settings import applied_plan
from reportgen.pooling.subgroups import pool_by_subgroup

__all__ = ["pool_effects", "shown_totals"]


def pool_effects(effects: Effects, plan: Plan) -> Pooled:
    """Return the pooled result of the effects, with the results of their subgroups and the test between those.

    `Pooled.plan` is the plan as applied: a method that does not take the measure gives way. Without an estimable
    study there is no summary; one study is its own summary.
    """
    plan = applied_plan(effects.measure, plan)
    measure = MEASURES[effects.measure]
    rows = tuple(fit_to_method(row, measure, plan) for row in effects.rows)
    effects = replace(effects, rows=rows)
    used = tuple(row for row in rows if row.state == "used")
    groups = tuple(row.subgroup for row in used)
    result = pool_by_subgroup(_sample(effects.measure, used, plan), plan, groups)
    whole = _pooled(effects, plan, result)
    names = tuple(dict.fromkeys(row.subgroup for row in rows))
    if names in {(), ("",)}:
        return whole
    found = dict(result.subgroups) if result.subgroups else dict.fromkeys(groups, result)  # all used are of one
    empty = replace(result, k=0, study=(), summary=None, prediction=None, heterogeneity=None, weights=(), notes=())
    parts = tuple((name, _pooled(_part(effects, name), plan, found.get(name, empty))) for name in names)
    return replace(whole, subgroups=parts, subgroup_test=result.subgroup_test)


def shown_totals(pooled: Pooled) -> Pooled:
    """Return a result with only those totals that its outcome shows.

    A total that is not shown has no summary, interval or heterogeneity. Weights are then those within each subgroup,
    and 0 where nothing is pooled at all. An outcome that shows subtotals only and is not divided shows none.
    """
    outcome = pooled.effects.outcome
    test = pooled.subgroup_test if outcome.subgroup_test and outcome.totals != "none" else None
    if outcome.totals == "all":
        return replace(pooled, subgroup_test=test)
    if outcome.totals == "none" or not pooled.subgroups:
        parts = tuple((name, _without_total(part, within=False)) for name, part in pooled.subgroups)
        return replace(_without_total(pooled, within=False), subgroups=parts, subgroup_test=None)
    return replace(_without_total(pooled, within=True), subgroup_test=test)


def _without_total(pooled: Pooled, *, within: bool) -> Pooled:
    shares = {(row.study, row.subgroup): weight for _, part in pooled.subgroups for row, weight in _weighted(part)}
    rows = pooled.effects.rows
    weights = tuple(shares.get((row.study, row.subgroup), 0.0) if within else 0.0 for row in rows)
    return replace(pooled, summary=None, prediction=None, heterogeneity=None, notes=(), weights=weights)


def _weighted(pooled: Pooled) -> Iterable[tuple[EffectRow, float]]:
    return zip(pooled.effects.rows, pooled.weights, strict=True)


def _part(effects: Effects, name: str) -> Effects:
    return replace(effects, rows=tuple(row for row in effects.rows if row.subgroup == name))


def _sample(measure: str, rows: tuple[EffectRow, ...], plan: Plan) -> Sample:
    counts = {}
    if METHODS[plan.method].reads_counts:
        counts = {
            f"{column}_{side}": np.array([arm.values[column] for arm in arms], dtype=np.float64)
            for side, arms in (
                (1, [row.experimental for row in rows if row.experimental]),
                (2, [row.comparator for row in rows if row.comparator]),
            )
            for column in MEASURES[measure].arm_columns
        }
    return sample_of(
        [row.y for row in rows],
        [row.v for row in rows],
        study=[row.study for row in rows],
        counts=counts,
        measure=measure,
    )


def _pooled(effects: Effects, plan: Plan, result: MetaAnalysis) -> Pooled:
    used = tuple(row for row in effects.rows if row.state == "used")
    weights = iter(result.weights)
    return Pooled(
        effects=effects,
        plan=plan,
        summary=result.summary,
        prediction=result.prediction,
        notes=result.notes,
        studies=_studies(effects.rows, plan.level),
        weights=tuple(next(weights) if row.state == "used" else 0.0 for row in effects.rows),
        heterogeneity=result.heterogeneity,
        inputs=tuple(dict.fromkeys(origin for row in used for origin in row.inputs)),
        k=len(used),
    )


def _studies(rows: tuple[EffectRow, ...], level: float) -> tuple[Estimate | None, ...]:
    """Return the estimate of each row with its Wald interval and its test, None where it has none."""
    reach = float(normal_quantile((1 + level) / 2))
    known = [row for row in rows if math.isfinite(row.v)]
    p_values = iter(normal_two_sided(np.array([row.y / math.sqrt(row.v) for row in known])).tolist())
    return tuple(_study(row, reach, next(p_values)) if math.isfinite(row.v) else None for row in rows)


def _study(row: EffectRow, reach: float, p: float) -> Estimate:
    se = math.sqrt(row.v)
    return Estimate(
        estimate=row.y,
        se=se,
        ci_low=row.y - reach * se,
        ci_high=row.y + reach * se,
        statistic=row.y / se,
        df=None,
        p=p,
        interval="wald",
    )
