"""Which rows of results.csv make up the two sides of a comparison in one study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.effects.combine_arms import combine_arms
from reportgen.effects.effects import ArmData
from reportgen.effects.reported.fill import Filled, Missing, fill_arm
from reportgen.effects.reported.given import usable
from reportgen.errors import Origin
from reportgen.model import Arm, Result, Role

__all__ = ["Incomplete", "Side", "plays", "read_number", "select_rows", "side_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: its data, arms combined, and the rows of results.csv it came from."""

    data: ArmData
    rows: tuple[Result, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """Why data cannot be used, and the cells that were looked at."""

    reason: str
    inputs: tuple[Origin, ...] = ()


def select_rows(rows: Sequence[Result], *, time_point: str, analysis_set: str) -> tuple[Result, ...] | Incomplete:
    """Return the rows of one study at a time point and in an analysis set; an empty tuple if it has none there.

    A setting that is not empty chooses the rows with exactly this value. An empty setting chooses the rows that
    leave the cell empty; if a study has none of these, the value all its rows share. A study whose rows differ
    cannot be chosen from, since the same participants would be counted several times.
    """
    chosen = _matching(rows, "time_point", time_point)
    if isinstance(chosen, Incomplete):
        return chosen
    return _matching(chosen, "analysis_set", analysis_set)


def _matching(rows: Sequence[Result], column: str, wanted: str) -> tuple[Result, ...] | Incomplete:
    exact = tuple(row for row in rows if getattr(row, column) == wanted)
    if exact or wanted:
        return exact
    found = tuple(dict.fromkeys(getattr(row, column) for row in rows))
    if len(found) > 1:
        word = column.replace("_", " ")
        return Incomplete(reason=f"results for more than one {word} ({', '.join(found)}), and the outcome names none")
    return tuple(rows)


def side_of(
    role: Role,
    rows: Sequence[Result],
    arms: Mapping[str, Arm],
    *,
    comparison: str,
    columns: Sequence[str],
    level: float = 0.95,
    common_sds: Mapping[str, Filled] = {},
) -> Side | Incomplete:
    """Return one side of a comparison from the arm rows of a study, or why it cannot be had.

    `arms` are the study's arms by id. Only randomised arms with this role in the comparison take part; each must
    give all `columns`, or something that they can be worked out from (see `reported.fill`). `level` is that of the
    intervals of means, `common_sds` holds by arm an SD that a comparison of means has given.
    """
    chosen = [row for row in rows if not row.versus and plays(arms.get(row.arm), role, comparison)]
    if not chosen:
        return Incomplete(reason=f"no results for the {role} group")
    read: list[ArmData] = []
    for row in chosen:
        data = _arm_data(row, arms[row.arm].label or row.arm, columns, level, common_sds.get(row.arm))
        if isinstance(data, Incomplete):
            return data
        read.append(data)
    if len(read) > 1 and "r" in columns:
        cells = tuple(origin for data in read for origins in data.inputs.values() for origin in origins)
        return Incomplete(reason="several arms, whose correlations cannot be combined", inputs=cells)
    return Side(data=combine_arms(read), rows=tuple(chosen))


def plays(arm: Arm | None, role: Role, comparison: str) -> bool:
    """Return whether the arm is randomised and has this role in the comparison."""
    return arm is not None and arm.randomised and arm.roles.get(comparison) == role


def read_number(row: Result, column: str) -> float | None:
    """Return the number in a cell, or None where the cell is empty or holds no usable number."""
    return usable(row.data.get(column))


def _arm_data(
    row: Result, label: str, columns: Sequence[str], level: float, common_sd: Filled | None
) -> ArmData | Incomplete:
    found = fill_arm(row, label, columns, level=level, common_sd=common_sd)
    if isinstance(found, Missing):
        return Incomplete(reason=found.reason, inputs=found.inputs)
    return ArmData(
        arms=(row.arm,),
        label=label,
        values=found.values,
        texts=found.texts,
        inputs=found.inputs,
        derivations=found.derivations,
        participants=found.participants,
    )
