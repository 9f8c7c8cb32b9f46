"""The way from effects to a pooled result."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from reportgen.effects import MEASURES, EffectRow, Effects, fit_to_method
from reportgen.model import Plan
from reportgen.pooling.distributions import normal_quantile, normal_two_sided
from reportgen.pooling.heterogeneity import cochran_q, heterogeneity
from reportgen.pooling.parts import Sample
from reportgen.pooling.pooled import Estimate, Heterogeneity, Pooled
from reportgen.pooling.registry import ESTIMATORS, INTERVALS, METHODS, MODELS
from reportgen.pooling.subgroups import between_subgroups

__all__ = ["applied_plan", "pool"]


def pool(effects: Effects, plan: Plan) -> Pooled:
    """Return the pooled result of the effects, with the results of their subgroups and the test between those.

    `Pooled.plan` is the plan as applied: a method that does not take the measure's data gives way to inverse
    variance, as in RevMan. Without an estimable study there is no summary; one study is its own summary.
    """
    plan = applied_plan(effects.measure, plan)
    measure = MEASURES[effects.measure]
    rows = tuple(fit_to_method(row, measure, plan) for row in effects.rows)
    whole = _pool_rows(replace(effects, rows=rows), plan)
    names = tuple(dict.fromkeys(row.subgroup for row in rows))
    if names in {(), ("",)}:
        return whole
    groups = tuple((name, _pool_rows(_subgroup(whole.effects, name), plan)) for name in names)
    summaries = [group.summary for _, group in groups if group.summary is not None]
    return replace(whole, subgroups=groups, subgroup_test=between_subgroups(summaries))


def applied_plan(measure: str, plan: Plan) -> Plan:
    """Return the plan with the method that is used for this measure."""
    if MEASURES[measure].kind in METHODS[plan.method].kinds:
        return plan
    return replace(plan, method="inverse-variance")


def _subgroup(effects: Effects, name: str) -> Effects:
    return replace(effects, rows=tuple(row for row in effects.rows if row.subgroup == name))


def _pool_rows(effects: Effects, plan: Plan) -> Pooled:
    used = tuple(row for row in effects.rows if row.state == "used")
    summary, weights, spread = _fit(_sample(effects.measure, used), plan) if used else (None, (), None)
    weight_of = {row.study: weight for row, weight in zip(used, weights, strict=True)}
    return Pooled(
        effects=effects,
        plan=plan,
        summary=summary,
        studies=tuple(_study(row, plan.level) for row in effects.rows),
        weights=tuple(weight_of.get(row.study, 0.0) for row in effects.rows),
        heterogeneity=spread,
        inputs=tuple(dict.fromkeys(origin for row in used for origin in row.inputs)),
        k=len(used),
    )


def _sample(measure: str, rows: tuple[EffectRow, ...]) -> Sample:
    return Sample(
        measure=measure,
        rows=rows,
        y=np.array([row.y for row in rows], dtype=np.float64),
        v=np.array([row.v for row in rows], dtype=np.float64),
    )


def _fit(sample: Sample, plan: Plan) -> tuple[Estimate, tuple[float, ...], Heterogeneity | None]:
    """Return the summary, the weights in percent, and the heterogeneity (None for one study)."""
    df = len(sample.rows) - 1
    centre = METHODS[plan.method].centre(sample, plan)
    q = cochran_q(sample.y, sample.v, centre.estimate)

    def between() -> float:
        """Return tau2 by the plan's estimator."""
        return ESTIMATORS[plan.tau2].estimate(sample.y, sample.v, q) if df else 0.0

    fit = MODELS[plan.model].fit(sample, centre, between)
    limits = INTERVALS[plan.interval].limits(sample, fit, plan.level)
    percent = 100 * (fit.weights / fit.weights.sum())
    return (
        _estimate(fit.estimate, fit.se, limits),
        tuple(map(float, percent)),
        heterogeneity(q, df, fit.tau2) if df else None,
    )


def _study(row: EffectRow, level: float) -> Estimate | None:
    if not np.isfinite(row.v):
        return None
    se = float(row.v) ** 0.5
    half = normal_quantile((1 + level) / 2) * se
    return _estimate(row.y, se, (row.y - half, row.y + half))


def _estimate(estimate: float, se: float, limits: tuple[float, float]) -> Estimate:
    z = estimate / se
    return Estimate(estimate=estimate, se=se, ci_low=limits[0], ci_high=limits[1], z=z, p=normal_two_sided(z))
