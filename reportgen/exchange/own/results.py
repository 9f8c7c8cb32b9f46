"""Effects of studies and pooled results as flat records, for JSON, workbooks and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from reportgen.effects import MEASURES, SCALES, size_of, typical_size
from reportgen.effects.scales import ScaleOfAnalysis
from reportgen.pooling import Estimate, Pooled
from reportgen.quantities import Analysis

__all__ = ["EFFECT_FIELDS", "POOLED_FIELDS", "Record", "effect_records", "pooled_records", "rows_of"]

Value: TypeAlias = str | float | int | None
Record: TypeAlias = Mapping[str, Value]

_ARM_COLUMNS = ("events", "n", "mean", "sd", "time", "r")

EFFECT_FIELDS = (
    *("comparison", "outcome", "outcome_title", "subgroup", "study", "measure"),
    *(f"{name}_{side}" for side in ("experimental", "comparator") for name in _ARM_COLUMNS),
    *("estimate", "ci_low", "ci_high", "y", "v", "weight", "state", "reason"),
)
"""Fields of a study's effect; y and v are on the scale of analysis (natural log for ratios), the rest as printed."""

POOLED_FIELDS = (
    *("comparison", "outcome", "outcome_title", "subgroup", "measure", "model", "method", "tau2_estimator", "interval"),
    *("level", "k", "studies", "estimate", "ci_low", "ci_high", "y", "se", "statistic", "df", "p"),
    *("prediction_low", "prediction_high", "q", "q_df", "q_p", "i2", "tau2", "tau2_low", "tau2_high"),
    *("subgroup_q", "subgroup_df", "subgroup_p"),
)
"""Fields of a pooled result; a subgroup is a record of its own."""


def rows_of(fields: Sequence[str], records: Iterable[Record]) -> Iterator[Sequence[Value]]:
    """Yield a table of records: the names of its columns, then a row a record."""
    yield fields
    for record in records:
        yield [record[name] for name in fields]


def effect_records(analysis: Analysis) -> Iterator[Record]:
    """Yield the effect of each study on each outcome that is pooled, with `EFFECT_FIELDS`."""
    for outcome in analysis.review.outcomes:
        pooled = analysis.pooled.get(outcome.id)
        if pooled is not None:
            yield from (_effect(pooled, place) for place in range(len(pooled.effects.rows)))


def _effect(pooled: Pooled, place: int) -> Record:
    outcome, row, estimate = pooled.effects.outcome, pooled.effects.rows[place], pooled.studies[place]
    record: dict[str, Value] = dict.fromkeys(EFFECT_FIELDS)
    record |= {"comparison": outcome.comparison, "outcome": outcome.id, "outcome_title": outcome.title}
    record |= {"subgroup": row.subgroup, "study": row.study, "measure": outcome.measure}
    for side, arm in (("experimental", row.experimental), ("comparator", row.comparator)):
        record |= {f"{name}_{side}": value for name, value in arm.values.items()} if arm else {}
    if estimate is not None:
        record |= _printed(estimate, SCALES[pooled.effects.scale], size_of(row, pooled.effects.scale))
        record |= {"y": row.y, "v": row.v, "weight": pooled.weights[place]}
    return record | {"state": row.state, "reason": row.reason}


def pooled_records(analysis: Analysis) -> Iterator[Record]:
    """Yield each pooled result, and after it those of its subgroups, with `POOLED_FIELDS`."""
    for outcome in analysis.review.outcomes:
        pooled = analysis.pooled.get(outcome.id)
        if pooled is not None:
            yield _pooled(pooled, "")
            yield from (_pooled(part, name) for name, part in pooled.subgroups)


def _pooled(pooled: Pooled, subgroup: str) -> Record:
    outcome, plan = pooled.effects.outcome, pooled.plan
    record: dict[str, Value] = dict.fromkeys(POOLED_FIELDS)
    record |= {"comparison": outcome.comparison, "outcome": outcome.id, "outcome_title": outcome.title}
    record |= {"subgroup": subgroup, "measure": outcome.measure, "model": plan.model, "method": plan.method}
    record |= {"tau2_estimator": plan.tau2 if plan.model == "random" else "", "level": plan.level, "k": pooled.k}
    record["studies"] = len({row.study for row in pooled.effects.rows if row.state == "used"})
    summary, spread, test = pooled.summary, pooled.heterogeneity, pooled.subgroup_test
    if summary is not None:
        size, scale = typical_size(pooled.effects), SCALES[pooled.effects.scale]
        record |= _printed(summary, scale, size) | {"y": summary.estimate, "se": summary.se}
        record |= {"interval": summary.interval, "df": summary.df}
        if MEASURES[outcome.measure].null is not None:
            record |= {"statistic": summary.statistic, "p": summary.p}
        if pooled.prediction is not None:
            low, high = (float(scale.back(limit, size)) for limit in pooled.prediction)
            record |= {"prediction_low": low, "prediction_high": high}
    if spread is not None:
        record |= {"q": spread.q, "q_df": spread.df, "q_p": spread.p, "i2": spread.i2}
        if plan.model == "random":
            record |= {"tau2": spread.tau2, "tau2_low": spread.tau2_low, "tau2_high": spread.tau2_high}
    if test is not None:
        record |= {"subgroup_q": test.q, "subgroup_df": test.df, "subgroup_p": test.p}
    return record


def _printed(estimate: Estimate, scale: ScaleOfAnalysis, size: float | None) -> dict[str, float]:
    values = {"estimate": estimate.estimate, "ci_low": estimate.ci_low, "ci_high": estimate.ci_high}
    return {name: float(scale.back(value, size)) for name, value in values.items()}
