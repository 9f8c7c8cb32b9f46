"""What `reportgen pool` pools: an outcome of a review, or a table with one row a study."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from reportgen.effects import (
    MEASURES,
    EffectOptions,
    EffectRow,
    Effects,
    EffectSizes,
    fit_to_method,
    options_of,
    study_effects,
)
from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.load import load
from reportgen.load.wide import measure_of, read_wide, texts, wide_effects
from reportgen.model import PLAN_NAMES, Outcome, Plan, Review
from reportgen.pooling import applied_plan, plan_of

__all__ = ["Studies", "studies_of_review", "studies_of_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Studies:
    """The studies that are pooled: their effects, what is known of them by column, and the plan.

    `whence` names the file, or the outcome and its review. `subgroup` is empty or has one name a study. `column`
    returns the cells of a column, one text a study, and raises DataError where there is none of that name.
    """

    whence: str
    effects: EffectSizes
    plan: Plan
    subgroup: tuple[str, ...]
    column: Callable[[str], tuple[str, ...]]
    warnings: tuple[Issue, ...]

    @property
    def settings(self) -> dict[str, Any]:
        """Return the plan as settings of `reportgen.pool`."""
        return {name: getattr(self.plan, name) for name in PLAN_NAMES}


def studies_of_table(
    path: Path,
    settings: Mapping[str, Any],
    *,
    measure: str | None,
    subgroup: str | None,
    covariates: Sequence[str],
    limits_level: float,
) -> Studies:
    """Return the studies of a table with one row a study, with the preset and what `settings` change in it.

    Raises:
        DataError: the table or a setting cannot be used, or the columns serve several measures and none is named.
    """
    plan = plan_of(dict(settings))  # type: ignore[arg-type]  # what is not known is refused
    table = read_wide(path, numbers=covariates)
    options = EffectOptions(zero_cells=plan.zero_cells, smd=plan.smd, level=limits_level)
    effects = wide_effects(table, measure or measure_of(table).id, options)
    return Studies(
        whence=path.name,
        effects=effects,
        plan=plan,
        subgroup=texts(table, subgroup) if subgroup else (),
        column=lambda name: texts(table, name),
        warnings=table.warnings,
    )


def studies_of_review(
    folder: Path,
    settings: Mapping[str, Any],
    *,
    outcome: str | None,
    measure: str | None,
    subgroup: str | None,
) -> Studies:
    """Return the studies of an outcome of the review in a folder, with its own plan and what `settings` change in it.

    A preset among the settings takes the place of the whole plan.

    Raises:
        DataError: the review holds errors, or an outcome, column, measure or setting that is not known.
    """
    asked = plan_of(dict(settings))  # type: ignore[arg-type]  # what is not known is refused
    if measure is not None and measure not in MEASURES:
        message = f"found the measure {measure!r}, expected one of `reportgen list measures`"
        raise DataError([Issue("measure-is-known", None, message, did_you_mean(measure, tuple(MEASURES)))])
    review = load(folder)
    chosen = _outcome(review, outcome)
    plan = asked if "preset" in settings else replace(chosen.plan, **settings)
    columns = _characteristics(review)
    if subgroup is not None:
        _known(subgroup, columns)
    chosen = replace(chosen, plan=plan, measure=measure or chosen.measure, subgroups=subgroup or chosen.subgroups)
    found = study_effects(review, chosen)
    plan = applied_plan(chosen.measure, plan)
    rows = tuple(fit_to_method(row, MEASURES[chosen.measure], plan) for row in found.rows)
    names = tuple(row.study for row in rows)
    groups = tuple(row.subgroup for row in rows)
    return Studies(
        whence=f"{chosen.id} of {folder.resolve().name}",
        effects=_effect_sizes(replace(found, rows=rows), plan),
        plan=plan,
        subgroup=groups if any(groups) else (),
        column=lambda name: tuple(_known(name, columns).get(study, "") for study in names),
        warnings=(*review.warnings, *_unwanted(chosen)),
    )


def _outcome(review: Review, id_: str | None) -> Outcome:
    ids = [outcome.id for outcome in review.outcomes]
    if id_ is None and len(ids) == 1:
        return review.outcomes[0]
    for outcome in review.outcomes:
        if outcome.id == id_:
            return outcome
    if id_ is None:
        found = f"found {len(ids)} outcomes, expected one of them to be named with --outcome"
        raise DataError([Issue("outcome-is-known", None, found, f"known: {', '.join(ids)}" if ids else "")])
    found = f"found the outcome {id_!r}, expected one of the review's"
    raise DataError([Issue("outcome-is-known", None, found, did_you_mean(id_, ids))])


def _unwanted(outcome: Outcome) -> tuple[Issue, ...]:
    """Return a warning where the review says that the outcome is not to be pooled."""
    if outcome.pooled:
        return ()
    message = f"found that the review does not pool {outcome.id!r} ({outcome.not_pooled_reason or 'no reason given'})"
    return (Issue("unpooled-outcome-has-reason", outcome.origin, message, severity="warning"),)


def _characteristics(review: Review) -> dict[str, dict[str, str]]:
    """Return the columns of studies.csv: the cell of each study by its id."""
    columns: dict[str, dict[str, str]] = {}
    for study in review.studies:
        for name, cell in study.characteristics.items():
            columns.setdefault(name, {})[study.id] = cell.text
    return columns


def _known(name: str, columns: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    if name not in columns:
        found = f"found no column {name!r}, expected one of studies.csv"
        raise DataError([Issue("column-is-present", None, found, did_you_mean(name, tuple(columns)))])
    return columns[name]


def _effect_sizes(effects: Effects, plan: Plan) -> EffectSizes:
    """Return the rows of an outcome as columns."""
    rows, measure = effects.rows, MEASURES[effects.measure]
    return EffectSizes(
        measure=measure.id,
        study=tuple(row.study for row in rows),
        y=np.array([row.y if row.state == "used" else np.nan for row in rows], dtype=np.float64),
        v=np.array([row.v if row.state == "used" else np.nan for row in rows], dtype=np.float64),
        reasons=tuple("" if row.state == "used" else row.reason or "left out" for row in rows),
        columns={name: _column(rows, name, measure.sides) for name in measure.columns} if measure.sides else {},
        options=options_of(plan),
    )


def _column(rows: Sequence[EffectRow], name: str, sides: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the numbers of one column, NaN for rows that give an effect only."""
    stem, second = (name[:-2], name.endswith("_2")) if sides == 2 else (name, False)
    arms = [row.comparator if second else row.experimental for row in rows]
    return np.array([np.nan if arm is None else arm.values.get(stem, np.nan) for arm in arms], dtype=np.float64)
