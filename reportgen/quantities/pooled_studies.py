"""The studies of a pooled result as the tests and diagnostics of `pooling` take them."""

from __future__ import annotations

import numpy as np

from reportgen.effects import MEASURES, EffectRow, EffectSizes, options_of
from reportgen.errors import Origin
from reportgen.model import PLAN_NAMES, Plan
from reportgen.pooling import METHODS, Pooled, Settings
from reportgen.quantities.cells import weakest

__all__ = ["PooledBasis", "basis_of", "inverse_variance_settings", "settings_for", "sizes_of", "used_rows"]

PooledBasis = tuple[tuple[Origin, ...], str, str]
"""The cells behind a number, the least certain of their provenances, and how it was got."""


def used_rows(pooled: Pooled) -> tuple[EffectRow, ...]:
    """Return the rows that give the estimate, in their order."""
    return tuple(row for row in pooled.effects.rows if row.state == "used")


def sizes_of(pooled: Pooled) -> EffectSizes:
    """Return effects and variances of the rows used, on the scale of analysis, with those counts that all rows give."""
    rows, measure = used_rows(pooled), MEASURES[pooled.effects.measure]
    columns = {name: _column(rows, name, measure.sides) for name in measure.columns} if measure.sides else {}
    return EffectSizes(
        measure=measure.id,
        study=tuple(row.study for row in rows),
        y=np.array([row.y for row in rows], dtype=np.float64),
        v=np.array([row.v for row in rows], dtype=np.float64),
        reasons=("",) * len(rows),
        columns={name: column for name, column in columns.items() if np.isfinite(column).all()},
        options=options_of(pooled.plan),
    )


def settings_for(pooled: Pooled) -> Settings:
    """Return the plan as settings; by inverse variance where not all rows give the counts of another method."""
    plan = pooled.plan
    if METHODS[plan.method].reads_counts and not sizes_of(pooled).columns:
        return inverse_variance_settings(plan)
    return _settings(plan)


def inverse_variance_settings(plan: Plan) -> Settings:
    """Return the plan as settings for effects alone."""
    return {**_settings(plan), "method": "inverse-variance"}


def basis_of(pooled: Pooled, how: str) -> PooledBasis:
    """Return what all numbers worked out from a pooled result rest on."""
    return (pooled.inputs, weakest(row.provenance for row in used_rows(pooled)), how)


def _settings(plan: Plan) -> Settings:
    values: Settings = {name: getattr(plan, name) for name in PLAN_NAMES}  # type: ignore[assignment]
    return values


def _column(rows: tuple[EffectRow, ...], name: str, sides: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the numbers of one column, NaN for rows that give an effect only."""
    stem, second = (name[:-2], name.endswith("_2")) if sides == 2 else (name, False)
    arms = [row.comparator if second else row.experimental for row in rows]
    return np.array([np.nan if arm is None else arm.values.get(stem, np.nan) for arm in arms], dtype=np.float64)
