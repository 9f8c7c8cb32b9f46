"""Which measure effects are of, told by the data of arms that stand beside them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from reportgen.effects import MEASURES, SCALES, effect_sizes
from reportgen.effects.arrays import Array
from reportgen.errors import DataError
from reportgen.exchange.wide.completeness import measures_of_kind
from reportgen.exchange.wide.entries import FieldRow
from reportgen.exchange.wide.fields import SIDES

__all__ = ["measure_told"]

_TOLERANCES = (1e-4, 0.0051)
"""How far an effect may be off: those of a program, then those rounded to two digits."""


def measure_told(rows: Sequence[FieldRow], kinds: Collection[str]) -> str:
    """Return the only measure whose effects, from the data of arms, are those that the rows give; empty without one.

    Rows with an empty cell of events tell nothing, since what is added to them is a choice.
    """
    candidates = [key for kind in kinds for key in measures_of_kind(kind) if MEASURES[key].sides == 2]
    errors = {key: error for key in dict.fromkeys(candidates) if (error := _error(rows, key)) is not None}
    for tolerance in _TOLERANCES:
        fitting = [key for key, error in errors.items() if error <= tolerance]
        if fitting:
            return fitting[0] if len(fitting) == 1 else ""
    return ""


def _error(rows: Sequence[FieldRow], measure: str) -> float | None:
    """Return the largest difference between given and computed effects on the scale of analysis; None without any."""
    known = MEASURES[measure]
    columns = {
        f"{name}_{place}": np.array([_number(row, f"{name}_{side}") for row in rows])
        for place, side in enumerate(SIDES, 1)
        for name in known.arm_columns
    }
    if known.kind == "dichotomous":
        for place, side in enumerate(SIDES, 1):
            total = columns[f"events_{place}"] + np.array([_number(row, f"non_events_{side}") for row in rows])
            columns[f"n_{place}"] = np.where(np.isnan(columns[f"n_{place}"]), total, columns[f"n_{place}"])
    given = _given(rows, known.scale)
    try:
        found = effect_sizes(measure, columns).y
    except DataError:
        return None
    counted = [columns[name] for name in columns if name.startswith("events")]
    usable = np.isfinite(given) & np.isfinite(found)
    for events in counted:
        usable &= events > 0
    return float(np.max(np.abs(given - found)[usable])) if usable.any() else None


def _given(rows: Sequence[FieldRow], scale: str) -> Array:
    logs = np.array([_number(row, "y") for row in rows])
    with np.errstate(all="ignore"):
        printed = SCALES[scale].forth(np.array([_number(row, "estimate") for row in rows]))
    return np.where(np.isnan(logs), printed, logs)


def _number(row: FieldRow, name: str) -> float:
    try:
        return float(row.text(name))
    except ValueError:
        return np.nan
