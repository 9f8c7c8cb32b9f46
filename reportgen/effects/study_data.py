"""What a study gives for an outcome: the data of its arms, an effect, or nothing that can be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportgen.effects.measure import Measure
from reportgen.effects.sides import Incomplete, Side, plays, select_rows, side_of
from reportgen.model import Arm, Outcome, Result, Role

__all__ = ["ArmsGiven", "EffectGiven", "NothingUsable", "StudyData", "data_of_study"]

_ROLES: tuple[Role, ...] = ("experimental", "comparator")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsGiven:
    """The data of the arms of a study: as many sides as the measure has, the experimental one first."""

    sides: tuple[Side, ...]

    @property
    def rows(self) -> tuple[Result, ...]:
        """Return the rows of results.csv behind the sides."""
        return tuple(row for side in self.sides for row in side.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectGiven:
    """An effect that a row gives; `direction` is -1 where it is that of comparator versus experimental, else 1."""

    row: Result
    direction: int


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
    sides = [
        side_of(role, chosen, arms, comparison=outcome.comparison, columns=measure.arm_columns)
        for role in _ROLES[: measure.sides]
    ]
    complete = tuple(side for side in sides if isinstance(side, Side))
    if complete and len(complete) == measure.sides:
        return ArmsGiven(sides=complete)
    missing = next((side for side in sides if isinstance(side, Incomplete)), None)
    if measure.sides == 1 and missing is not None:
        return NothingUsable(incomplete=missing, rows=chosen)
    return _effect_given(chosen, arms, outcome.comparison, missing)


def _effect_given(
    chosen: tuple[Result, ...], arms: Mapping[str, Arm], comparison: str, missing: Incomplete | None
) -> StudyData:
    """Return the one effect between the sides of the comparison, or why there is none; `missing` is what arms lack."""
    given = [row for row in chosen if _direction(row, arms, comparison)]
    if len(given) == 1:
        return EffectGiven(row=given[0], direction=_direction(given[0], arms, comparison))
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
