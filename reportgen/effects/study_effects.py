"""From a review and an outcome to the effects of its studies."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.effects import EffectRow, Effects
from reportgen.effects.given_effects import LOG_RANK_SET, effects_given
from reportgen.effects.measure import EFFECT_COLUMNS, Measure, StudyEffects, checked_effects, options_of
from reportgen.effects.pairing import with_pairing
from reportgen.effects.registry import MEASURES
from reportgen.effects.reported.derivation import Derivation
from reportgen.effects.sides import read_number
from reportgen.effects.study_data import ArmsGiven, EffectGiven, NothingUsable, StudyData, data_of_study
from reportgen.errors import Origin
from reportgen.model import Arm, Outcome, Plan, Provenance, Result, Review, Study

__all__ = ["fit_to_method", "study_effects", "uses_counts"]

_Key: TypeAlias = tuple[str, str]
"""A study and its subgroup; the subgroup is empty unless rows of results.csv name it."""

_WEAKNESS: tuple[Provenance, ...] = ("reported", "derived", "reconstructed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Effect:
    """One study's effect on the scale of analysis, or the reason why there is none (y and v are nan)."""

    y: float
    v: float
    reason: str


def study_effects(review: Review, outcome: Outcome) -> Effects:
    """Return the effects of the included studies on an outcome, one row a study, in the order of studies.csv.

    Where rows of results.csv name subgroups, a study has a row for each of them, and the rows stand subgroup by
    subgroup, in the order in which results.csv first names these.

    A study has a row if results.csv holds results of it at the outcome's time point and in its analysis set (see
    `select_rows`). Arm data go before an effect that is given as such; measures of one arm read the arms that play
    ``experimental``. Data that cannot be used never raise: the row says ``not_estimable`` or ``left_out`` and why.
    Whether the plan's method can take a row is for `fit_to_method` to say.
    """
    measure = MEASURES[outcome.measure]
    results = _by_study(review, outcome)
    studies = {study.id: study for study in review.included()}
    arms: dict[str, dict[str, Arm]] = {}
    for arm in review.arms:
        arms.setdefault(arm.study, {})[arm.id] = arm
    data: dict[_Key, StudyData] = {}
    for subgroup in dict.fromkeys(part for _, part in results):
        for study in studies:
            if (study, subgroup) in results:
                found = data_of_study(results[study, subgroup], arms.get(study, {}), outcome, measure)
                if found is not None:
                    data[study, subgroup] = found
    rows = _rows(data, outcome, measure)
    ordered = tuple(_with_subgroup(rows[key], key[1], studies[key[0]], outcome) for key in data)
    return Effects(outcome=outcome, measure=measure.id, scale=measure.scale, rows=ordered)


def _by_study(review: Review, outcome: Outcome) -> dict[_Key, list[Result]]:
    """Return the rows of an outcome by study and subgroup."""
    found: dict[_Key, list[Result]] = {}
    for result in review.results:
        if result.outcome == outcome.id:
            found.setdefault((result.study, result.subgroup), []).append(result)
    return found


def uses_counts(measure: Measure, plan: Plan) -> bool:
    """Return whether the plan's method reads counts of arms, so that an effect alone cannot enter."""
    return plan.method != "inverse-variance" and measure.kind in {"dichotomous", "rates"}


def fit_to_method(row: EffectRow, measure: Measure, plan: Plan) -> EffectRow:
    """Return the row as the plan's method can take it: left out where it needs counts and the row has none."""
    if row.state != "used" or row.experimental is not None or not uses_counts(measure, plan):
        return row
    name = plan.method.removesuffix("-exact").title()
    return replace(row, state="left_out", reason=f"an effect without the counts that the {name} method needs")


def _rows(data: Mapping[_Key, StudyData], outcome: Outcome, measure: Measure) -> dict[_Key, EffectRow]:
    """Return the rows by study and subgroup; the effects of all are worked out in one pass."""
    arms = {key: found for key, found in data.items() if isinstance(found, ArmsGiven)}
    given = {key: found for key, found in data.items() if isinstance(found, EffectGiven)}
    rows = {key: _left_out(key[0], found) for key, found in data.items() if isinstance(found, NothingUsable)}
    if arms:
        effects = measure.effect(_arm_columns(list(arms.values()), measure), options_of(outcome.plan))
        for (key, found), effect in zip(arms.items(), _singly(effects), strict=True):
            rows[key] = with_pairing(_from_arms(key[0], found, measure, effect), measure)
    if given:
        names = (*EFFECT_COLUMNS, *(LOG_RANK_SET if measure.kind == "time-to-event" else ()))
        columns = {name: np.array([_number(found, name) for found in given.values()]) for name in names}
        with np.errstate(all="ignore"):
            effects = checked_effects(effects_given(columns, measure.scale, outcome.plan.level), measure.scale)
        for (key, one), effect in zip(given.items(), _singly(effects), strict=True):
            rows[key] = _from_effect(key[0], one, effect, tuple(names))
    return rows


def _singly(effects: StudyEffects) -> list[_Effect]:
    values = zip(effects.y.tolist(), effects.v.tolist(), effects.reasons, strict=True)
    return [_Effect(y=y, v=v, reason=reason) for y, v, reason in values]


def _arm_columns(data: Sequence[ArmsGiven], measure: Measure) -> dict[str, Array]:
    """Return the columns of the measure from the sides of the studies."""
    columns: dict[str, Array] = {}
    for place in range(measure.sides):
        suffix = f"_{place + 1}" if measure.sides == 2 else ""
        for name in measure.arm_columns:
            columns[name + suffix] = np.array([found.sides[place].data.values[name] for found in data])
    return columns


def _number(given: EffectGiven, name: str) -> float:
    """Return what stands in for a cell, else the number in it, NaN where it is empty or holds no usable number."""
    stands_in = {} if given.spread is None else given.spread.values
    value = stands_in.get(name, read_number(given.row, name))
    return math.nan if value is None else value


def _from_arms(study: str, found: ArmsGiven, measure: Measure, effect: _Effect) -> EffectRow:
    sides = [side.data for side in found.sides]
    worked_out = any(len(side.arms) > 1 or side.derivations for side in sides)
    return EffectRow(
        study=study,
        y=effect.y,
        v=effect.v,
        state="not_estimable" if effect.reason else "used",
        reason=effect.reason,
        experimental=sides[0],
        comparator=sides[1] if len(sides) > 1 else None,
        results=found.rows,
        inputs=_unique(origin for side in sides for name in measure.arm_columns for origin in side.inputs[name]),
        provenance=_weakest(found.rows, measure.arm_columns, at_least="derived" if worked_out else "reported"),
        derivations=_once(found for side in sides for found in side.derivations),
    )


def _from_effect(study: str, given: EffectGiven, effect: _Effect, names: tuple[str, ...]) -> EffectRow:
    row, spread = given.row, given.spread
    inputs = [row.data[name].origin for name in _read(row, names)]
    if spread is not None:
        inputs = [*(row.data[name].origin for name in ("estimate",) if name in row.data), *spread.inputs]
    as_reported = given.direction > 0 and spread is None
    return EffectRow(
        study=study,
        y=given.direction * effect.y,
        v=effect.v,
        state="left_out" if effect.reason else "used",
        reason=effect.reason,
        results=(row,),
        inputs=_unique(inputs),
        provenance=_weakest((row,), tuple(row.data), at_least="reported" if as_reported else "derived"),
        derivations=() if spread is None else spread.derivations,
    )


def _read(row: Result, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells that the effect of a row is read from: estimate with SE or limits, else O - E with variance."""
    spread = ("se",) if read_number(row, "se") is not None else ("ci_low", "ci_high")
    ways = [way for way in (("estimate", *spread), LOG_RANK_SET) if set(way) <= set(names)]
    complete = [way for way in ways if all(read_number(row, name) is not None for name in way)]
    chosen = complete[0] if complete else tuple(name for way in ways for name in way)
    return tuple(name for name in chosen if name in row.data)


def _left_out(study: str, found: NothingUsable) -> EffectRow:
    return EffectRow(
        study=study,
        y=math.nan,
        v=math.nan,
        state="left_out",
        reason=found.incomplete.reason,
        results=found.rows,
        inputs=found.incomplete.inputs,
        provenance=_weakest(found.rows, (), at_least="reported"),
    )


def _with_subgroup(row: EffectRow, subgroup: str, study: Study, outcome: Outcome) -> EffectRow:
    if subgroup:
        return replace(row, subgroup=subgroup)
    cell = study.characteristics.get(outcome.subgroups) if outcome.subgroups else None
    if cell is None:
        return row
    return replace(row, subgroup=cell.value or "", inputs=_unique((*row.inputs, cell.origin)))


def _weakest(results: Iterable[Result], columns: Sequence[str], *, at_least: Provenance) -> Provenance:
    found = [at_least]
    for result in results:
        found.append(result.attribution.provenance)
        found.extend(result.data[name].attribution.provenance for name in columns if name in result.data)
    return max(found, key=_WEAKNESS.index)


def _once(derivations: Iterable[Derivation]) -> tuple[Derivation, ...]:
    found: list[Derivation] = []
    for one in derivations:
        if one not in found:
            found.append(one)
    return tuple(found)


def _unique(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    return tuple(dict.fromkeys(origins))
