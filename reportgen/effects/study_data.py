"""What a study gives for an outcome: the data of its arms, an effect, or nothing that can be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportgen.effects.measure import Measure
from reportgen.effects.reported.derivation import NotDerivableError
from reportgen.effects.reported.effect_spread import EffectSpread, spread_of_effect
from reportgen.effects.reported.fill import Filled
from reportgen.effects.reported.given import given_by
from reportgen.effects.reported.means_compared import common_sds, compares_means
from reportgen.effects.sides import Incomplete, Side, plays, select_rows, side_of
from reportgen.model import Arm, Outcome, Result, Role

__all__ = ["ArmsGiven", "EffectGiven", "NothingUsable", "StudyData", "data_of_study"]

_ROLES: tuple[Role, ...] = ("experimental", "comparator")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsGiven:
    """The data of the arms of a study: as many sides as the measure has, the experimental one first.

    `tests` are rows that compare two means and have given an SD to their arms.
    """

    sides: tuple[Side, ...]
    tests: tuple[Result, ...] = ()

    @property
    def rows(self) -> tuple[Result, ...]:
        """Return the rows of results.csv behind the sides."""
        return (*(row for side in self.sides for row in side.rows), *self.tests)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectGiven:
    """An effect that a row gives; `direction` is -1 where it is that of comparator versus experimental, else 1.

    `spread` stands in for what the row gives, where that had to be worked out or enlarged.
    """

    row: Result
    direction: int
    spread: EffectSpread | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingUsable:
    """Why the data of a study cannot be used, and the rows that were looked at."""

    incomplete: Incomplete
    rows: tuple[Result, ...]


StudyData: TypeAlias = ArmsGiven | EffectGiven | NothingUsable


def data_of_study(
    results: Sequence[Result], arms: Mapping[str, Arm], outcome: Outcome, measure: Measure
) -> StudyData | None:
    """Return what a study gives for an outcome, None if it has no results at its time point and in its analysis set.

    `results` are the study's rows for the outcome, `arms` its arms by id. Arm data go before an effect given as such.
    """
    chosen = select_rows(results, time_point=outcome.time_point, analysis_set=outcome.analysis_set)
    if isinstance(chosen, Incomplete):
        return NothingUsable(incomplete=chosen, rows=tuple(results))
    if not chosen:
        return None
    common = common_sds(chosen) if "sd" in measure.arm_columns else {}
    sides = [
        side_of(
            role,
            chosen,
            arms,
            comparison=outcome.comparison,
            columns=measure.arm_columns,
            level=outcome.plan.level,
            common_sds={arm: found for arm, (found, _) in common.items()},
        )
        for role in _ROLES[: measure.sides]
    ]
    complete = tuple(side for side in sides if isinstance(side, Side))
    if complete and len(complete) == measure.sides:
        return ArmsGiven(sides=complete, tests=_tests_used(complete, common))
    missing = next((side for side in sides if isinstance(side, Incomplete)), None)
    if measure.sides == 1 and missing is not None:
        return NothingUsable(incomplete=missing, rows=chosen)
    given = [row for row in chosen if _direction(row, arms, outcome.comparison)]
    if missing is not None and "sd" in measure.arm_columns:
        given = [row for row in given if not compares_means(row)]
    if len(given) == 1:
        return _with_spread(given[0], _direction(given[0], arms, outcome.comparison), outcome, measure)
    return _nothing(given, chosen, missing)


def _tests_used(sides: Sequence[Side], common: Mapping[str, tuple[Filled, Result]]) -> tuple[Result, ...]:
    """Return the rows of tests whose SD has come into the data of an arm."""
    derivations = [found for side in sides for found in side.data.derivations]
    used = [row for filled, row in common.values() if any(found in derivations for found in filled.derivations)]
    return tuple({id(row): row for row in used}.values())


def _with_spread(row: Result, direction: int, outcome: Outcome, measure: Measure) -> StudyData:
    given = given_by(row)
    try:
        spread = spread_of_effect(given, level=outcome.plan.level, ratio=measure.scale == "log")
    except NotDerivableError as error:
        inputs = given.origins(given.cells)
        return NothingUsable(
            incomplete=Incomplete(reason=f"an effect that cannot be used: {error}", inputs=inputs), rows=(row,)
        )
    return EffectGiven(row=row, direction=direction, spread=spread)


def _nothing(given: Sequence[Result], chosen: tuple[Result, ...], missing: Incomplete | None) -> NothingUsable:
    """Return why there is not one effect between the sides of the comparison; `missing` is what arms lack."""
    if given:
        cells = tuple(cell.origin for row in given for cell in row.data.values())
        several = Incomplete(reason="several effects that share participants", inputs=cells)
        return NothingUsable(incomplete=several, rows=tuple(given))
    nothing = Incomplete(reason="no effect of the experimental versus the comparator group")
    return NothingUsable(incomplete=missing or nothing, rows=chosen)


def _direction(row: Result, arms: Mapping[str, Arm], comparison: str) -> int:
    """Return 1 for an effect of experimental versus comparator, -1 for the reverse, 0 if it is neither."""
    one, two = arms.get(row.arm), arms.get(row.versus)
    if plays(one, "experimental", comparison) and plays(two, "comparator", comparison):
        return 1
    return -1 if plays(one, "comparator", comparison) and plays(two, "experimental", comparison) else 0
