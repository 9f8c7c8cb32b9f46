"""Our results in RevMan's columns: of studies, subgroups and outcomes."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.exchange.agreement.values import our_values
from reportgen.exchange.imported import Stored, StoredKind
from reportgen.exchange.revman.stored import WEB
from reportgen.exchange.revman_export.cells import Line, number
from reportgen.pooling import Pooled

__all__ = ["applied_interval", "effect_columns", "pooled_columns", "test_columns"]

_NOT_OF_SUBGROUPS = frozenset({"prediction_low", "prediction_high"})


def effect_columns(pooled: Pooled, study: str, subgroup: str) -> Line:
    """Return effect, limits and weight of a study; ratios as ratios. Empty where there is none."""
    values = _ours(pooled, "study", study=study, subgroup=subgroup)
    return _written(values, {name: columns for name, columns in WEB.effect.items() if name != "se"})


def pooled_columns(pooled: Pooled, subgroup: str | None = None) -> Line:
    """Return the result of an outcome, or of a subgroup (which may have no name); what is not shown is empty."""
    within = subgroup is not None
    values = dict(_ours(pooled, "subgroup" if within else "total", subgroup=subgroup or ""))
    z = values.pop("z", None)
    part = dict(pooled.subgroups).get(subgroup, pooled) if subgroup is not None else pooled
    by_t = part.summary is not None and part.summary.df is not None
    without = _NOT_OF_SUBGROUPS if within else {"weight"}
    columns = {name: columns for name, columns in WEB.pooled.items() if name not in without}
    return {**_written(values, columns), ("Effect T" if by_t else "Effect Z"): number(z)}


def test_columns(pooled: Pooled) -> Line:
    """Return the test for subgroup differences; empty without one."""
    return _written(_ours(pooled, "subgroup-test"), WEB.test)


def applied_interval(pooled: Pooled) -> str:
    """Return the interval of the plan; if that leaves the choice to the data, that of the total, else of a subgroup."""
    if pooled.plan.interval in {"wald", "hksj"}:
        return pooled.plan.interval
    summaries = [part.summary for part in (pooled, *(part for _, part in pooled.subgroups))]
    return next((summary.interval for summary in summaries if summary is not None), pooled.plan.interval)


def _ours(pooled: Pooled, kind: StoredKind, *, study: str = "", subgroup: str = "") -> Mapping[str, float]:
    outcome = pooled.effects.outcome
    asked = Stored(kind=kind, outcome=outcome.id, study=study, subgroup=subgroup, values={}, origin=outcome.origin)
    return our_values(asked, pooled)


def _written(values: Mapping[str, float], columns: Mapping[str, tuple[str, ...]]) -> Line:
    return {headings[0]: number(values.get(name)) for name, headings in columns.items()}
