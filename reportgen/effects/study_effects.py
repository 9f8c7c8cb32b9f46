"""From a review and an outcome to the effects of its studies."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reportgen.effects.effects import EffectRow, Effects
from reportgen.effects.given_effect import given_effect
from reportgen.effects.measure import Measure, StudyEffect
from reportgen.effects.registry import MEASURES
from reportgen.effects.sides import Incomplete, Side, plays, select_rows, side_of
from reportgen.errors import Origin
from reportgen.model import Arm, Outcome, Plan, Provenance, Result, Review, Role, Study

__all__ = ["fit_to_method", "study_effects", "uses_counts"]

_WEAKNESS: tuple[Provenance, ...] = ("reported", "derived", "reconstructed", "unknown")

_ROLES: tuple[Role, ...] = ("experimental", "comparator")

_LARGEST_LOG = 50.0
_LARGEST = 1e50
_V_RANGE = (1e-100, 1e100)


def study_effects(review: Review, outcome: Outcome) -> Effects:
    """Return the effects of the included studies on an outcome, one row a study, in the order of studies.csv.

    A study has a row if results.csv holds results of it at the outcome's time point and in its analysis set (see
    `select_rows`). Arm data go before an effect that is given as such. Data that cannot be used never raise: the
    row says ``not_estimable`` or ``left_out`` and why.
    """
    measure = MEASURES[outcome.measure]
    results: dict[str, list[Result]] = {}
    for result in review.results:
        if result.outcome == outcome.id:
            results.setdefault(result.study, []).append(result)
    rows: list[EffectRow] = []
    for study in review.included():
        arms = {arm.id: arm for arm in review.arms_of(study.id)}
        row = _row_of(study, results.get(study.id, ()), arms, outcome)
        if row is not None:
            rows.append(fit_to_method(_with_subgroup(row, study, outcome), measure, outcome.plan))
    return Effects(outcome=outcome, measure=measure.id, scale=measure.scale, rows=tuple(rows))


def uses_counts(measure: Measure, plan: Plan) -> bool:
    """Return whether the plan's method reads the cells of 2x2 tables, so that an effect alone cannot enter."""
    return plan.method == "mantel-haenszel" and measure.kind == "dichotomous"


def fit_to_method(row: EffectRow, measure: Measure, plan: Plan) -> EffectRow:
    """Return the row as the plan's method can take it: left out where it needs counts and the row has none."""
    if row.state != "used" or row.experimental is not None or not uses_counts(measure, plan):
        return row
    return replace(row, state="left_out", reason="an effect without the counts that the Mantel-Haenszel method needs")


def _row_of(study: Study, results: Sequence[Result], arms: Mapping[str, Arm], outcome: Outcome) -> EffectRow | None:
    chosen = select_rows(results, time_point=outcome.time_point, analysis_set=outcome.analysis_set)
    if isinstance(chosen, Incomplete):
        return _left_out(study.id, chosen, results)
    if not chosen:
        return None
    one, two = (_side(role, chosen, arms, outcome) for role in _ROLES)
    if isinstance(one, Side) and isinstance(two, Side):
        return _from_arms(study.id, one, two, outcome)
    given = [row for row in chosen if _direction(row, arms, outcome.comparison)]
    if len(given) == 1:
        return _from_effect(study.id, given[0], outcome, _direction(given[0], arms, outcome.comparison))
    if given:
        several = Incomplete(reason="several effects that share participants", inputs=_cells(given))
        return _left_out(study.id, several, given)
    missing = next(side for side in (one, two) if isinstance(side, Incomplete))
    return _left_out(study.id, missing, chosen)


def _side(role: Role, rows: Sequence[Result], arms: Mapping[str, Arm], outcome: Outcome) -> Side | Incomplete:
    columns = MEASURES[outcome.measure].arm_columns
    return side_of(role, rows, arms, comparison=outcome.comparison, columns=columns)


def _from_arms(study: str, experimental: Side, comparator: Side, outcome: Outcome) -> EffectRow:
    measure = MEASURES[outcome.measure]
    sides = (experimental.data, comparator.data)
    effect = _bounded(measure.arm_effect(*sides, outcome.plan), measure)
    results = experimental.rows + comparator.rows
    combined = any(len(side.arms) > 1 for side in sides)
    return EffectRow(
        study=study,
        y=effect.y,
        v=effect.v,
        state="not_estimable" if effect.reason else "used",
        reason=effect.reason,
        experimental=experimental.data,
        comparator=comparator.data,
        results=results,
        inputs=_unique(origin for side in sides for name in measure.arm_columns for origin in side.inputs[name]),
        provenance=_weakest(results, measure.arm_columns, at_least="derived" if combined else "reported"),
    )


def _from_effect(study: str, row: Result, outcome: Outcome, direction: int) -> EffectRow:
    measure = MEASURES[outcome.measure]
    effect, inputs = given_effect(row, scale=measure.scale, level=outcome.plan.level)
    effect = _bounded(effect, measure)
    return EffectRow(
        study=study,
        y=direction * effect.y,
        v=effect.v,
        state="left_out" if effect.reason else "used",
        reason=effect.reason,
        results=(row,),
        inputs=inputs,
        provenance=_weakest((row,), tuple(row.data), at_least="reported" if direction > 0 else "derived"),
    )


def _left_out(study: str, incomplete: Incomplete, results: Sequence[Result]) -> EffectRow:
    return EffectRow(
        study=study,
        y=math.nan,
        v=math.nan,
        state="left_out",
        reason=incomplete.reason,
        results=tuple(results),
        inputs=incomplete.inputs,
        provenance=_weakest(results, (), at_least="reported"),
    )


def _direction(row: Result, arms: Mapping[str, Arm], comparison: str) -> int:
    """Return 1 for an effect of experimental versus comparator, -1 for the reverse, 0 if it is neither."""
    one, two = arms.get(row.arm), arms.get(row.versus)
    if plays(one, "experimental", comparison) and plays(two, "comparator", comparison):
        return 1
    return -1 if plays(one, "comparator", comparison) and plays(two, "experimental", comparison) else 0


def _bounded(effect: StudyEffect, measure: Measure) -> StudyEffect:
    """Return the effect, or a reason in its place where it is too extreme to be worked with in double precision."""
    largest = _LARGEST_LOG if measure.scale == "log" else _LARGEST
    low, high = _V_RANGE[0], min(largest * largest, _V_RANGE[1])
    if effect.reason or (abs(effect.y) <= largest and low <= effect.v <= high):
        return effect
    return StudyEffect(y=math.nan, v=math.nan, reason="an effect or variance of impossible size")


def _with_subgroup(row: EffectRow, study: Study, outcome: Outcome) -> EffectRow:
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


def _cells(results: Iterable[Result]) -> tuple[Origin, ...]:
    return tuple(cell.origin for result in results for cell in result.data.values())


def _unique(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    return tuple(dict.fromkeys(origins))
