"""Several arms on the same side of a comparison become one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from reportgen.effects.effects import ArmData
from reportgen.errors import Origin

__all__ = ["combine_arms"]

_ADDED = ("events", "n", "time")


def combine_arms(arms: Sequence[ArmData]) -> ArmData:
    """Return one side of a comparison from its arms (at least one), each of which gives the same columns.

    Counts and person-time are added up. Means and standard deviations are combined so that the result is what the arms'
    participants, taken together, would have given.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 6.5.2.10.
    """
    if len(arms) == 1:
        return arms[0]
    columns = arms[0].values
    values = {name: math.fsum(arm.values[name] for arm in arms) for name in _ADDED if name in columns}
    if "mean" in columns:
        values |= _mean_and_sd([arm.values for arm in arms])
    return ArmData(
        arms=tuple(id_ for arm in arms for id_ in arm.arms),
        label=" + ".join(arm.label for arm in arms),
        values=values,
        texts=dict.fromkeys(columns, ""),
        inputs={name: _inputs(name, arms) for name in columns},
        derivations=tuple(found for arm in arms for found in arm.derivations),
        participants=_participants(arms),
    )


def _mean_and_sd(groups: Sequence[Mapping[str, float]]) -> dict[str, float]:
    n = math.fsum(group["n"] for group in groups)
    mean = math.fsum(group["n"] * group["mean"] for group in groups) / n
    within = math.fsum((group["n"] - 1) * group["sd"] * group["sd"] for group in groups)
    between = math.fsum(group["n"] * (group["mean"] - mean) * (group["mean"] - mean) for group in groups)
    return {"mean": mean, "sd": math.sqrt((within + between) / (n - 1))}


def _participants(arms: Sequence[ArmData]) -> float | None:
    if all(arm.participants is None for arm in arms):
        return None
    return math.fsum(arm.values["n"] if arm.participants is None else arm.participants for arm in arms)


def _inputs(column: str, arms: Sequence[ArmData]) -> tuple[Origin, ...]:
    # the combined mean and SD rest on every column of every arm
    read = ("mean", "sd", "n") if column in {"mean", "sd"} else (column,)
    return tuple(origin for arm in arms for name in read for origin in arm.inputs.get(name, ()))
