"""The names under which study data are accepted, and which measures they serve."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Measure
from reportgen.effects.registry import MEASURES
from reportgen.errors import DataError, Issue

__all__ = ["COLUMN_NAMES", "Table", "column_names", "columns_given", "measures_served", "missing_columns"]

_MOST_NAMED = 100

Table: TypeAlias = Any
"""A mapping of names to columns, or a DataFrame: anything whose iteration gives names and whose items are columns."""

COLUMN_NAMES: Mapping[str, tuple[str, ...]] = {
    "events_1": ("ai", "x1i"),
    "n_1": ("n1i",),
    "events_2": ("ci", "x2i"),
    "n_2": ("n2i",),
    "mean_1": ("m1i",),
    "sd_1": ("sd1i",),
    "mean_2": ("m2i",),
    "sd_2": ("sd2i",),
    "time_1": ("t1i",),
    "time_2": ("t2i",),
    "events": ("xi",),
    "n": ("ni",),
    "time": ("ti",),
    "r": ("ri",),
    "estimate": (),
    "y": ("yi",),
    "se": ("sei",),
    "ci_low": (),
    "ci_high": (),
    "o_minus_e": ("oe",),
    "variance": ("v",),
}
"""The columns by our name, each with the names that the R package metafor has for it; 1 is the experimental side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _WorkedOut:
    """A column that another one stands for: a total by the non-events `other`, a standard error by its square."""

    other: str
    events: str = ""

    def column(self, found: Mapping[str, Array], data: Mapping[str, Array]) -> Array | None:
        """Return the column, or None where the events that it needs are not given."""
        if not self.events:
            return np.sqrt(np.maximum(data[self.other], 0.0))
        return found[self.events] + data[self.other] if self.events in found else None


_WORKED_OUT: Mapping[str, _WorkedOut] = {
    "n_1": _WorkedOut(other="bi", events="events_1"),
    "n_2": _WorkedOut(other="di", events="events_2"),
    "n": _WorkedOut(other="mi", events="events"),
    "se": _WorkedOut(other="vi"),
}


def column_names(column: str) -> tuple[str, ...]:
    """Return the names under which a column is accepted: ours, metafor's, and what it can be worked out from."""
    other = (_WORKED_OUT[column].other,) if column in _WORKED_OUT else ()
    return (column, *COLUMN_NAMES[column], *other)


def columns_given(data: Table, names: Collection[str] | None = None, *, study: Sequence[str] = ()) -> dict[str, Array]:
    """Return the columns of study data that a table gives, by our names, as float arrays with NaN for empty cells.

    `data` maps names to columns of equal length (a DataFrame does). Its columns may have our names (``events_1 n_1
    events_2 n_2``, ``mean_1 sd_1 n_1 …``, ``events_1 time_1 …``, ``events n``, ``events time``, ``r n``, ``estimate
    se``, ``estimate ci_low ci_high``, ``y se``, ``o_minus_e variance``) or metafor's (``ai n1i ci n2i`` or ``ai bi ci
    di``, ``m1i sd1i n1i …``, ``x1i t1i …``, ``xi ni``, ``xi ti``, ``ri ni``, ``yi vi`` or ``yi sei``, ``oe v``). Others
    are passed over. `names` are the columns wanted, all if None; `study` names the studies in messages.

    Raises:
        DataError: two names for the same column, columns that differ in length, or a cell that is no number.
    """
    wanted = [name for name in COLUMN_NAMES if names is None or name in names]
    chosen = _chosen(wanted, list(data))
    issues: list[Issue] = []
    read = {name: _numbers(data[name], name, study, issues) for name in dict.fromkeys(chosen.values())}
    issues += _negative(read, study)
    sizes = {name: len(column) for name, column in read.items()}
    if not issues and len(set(sizes.values())) > 1:
        found = ", ".join(f"{size} under {name!r}" for name, size in sizes.items())
        issues.append(Issue("row-has-every-cell", None, f"found columns of different length ({found}), expected one"))
    if issues:
        raise DataError(issues)
    given: dict[str, Array] = {}
    for column, name in chosen.items():
        worked_out = _WORKED_OUT.get(column)
        made = worked_out.column(given, read) if worked_out and name == worked_out.other else read[name]
        if made is not None:
            given[column] = made
    return given


def _chosen(wanted: Sequence[str], there: Sequence[str]) -> dict[str, str]:
    """Return under which name each of the wanted columns is there; two names for the same are refused."""
    issues: list[Issue] = []
    chosen: dict[str, str] = {}
    for column in wanted:
        ways = [name for name in column_names(column) if name in there]
        if len(ways) > 1:
            message = f"found {_listed(ways)} for {column}, expected one of them"
            issues.append(Issue("column-is-unique", None, message, "leave out or rename all but one"))
        elif ways:
            chosen[column] = ways[0]
    if {"y", "estimate"} <= set(chosen):
        message = f"found {_listed([chosen['y'], chosen['estimate']])} for the effect, expected one of them"
        issues.append(Issue("column-is-unique", None, message, "y is on the scale of analysis, estimate as printed"))
    if issues:
        raise DataError(issues)
    return chosen


def _negative(read: Mapping[str, Array], study: Sequence[str]) -> list[Issue]:
    """Return an issue for each value below zero in a column that others are worked out from."""
    others = [other for way in _WORKED_OUT.values() if (other := way.other) in read]
    return [
        Issue(
            "sd-is-positive" if name == "vi" else "events-are-not-negative",
            None,
            f"found {read[name][place]:g} under {name!r} in study {_name(study, place)!r}, expected 0 or more",
        )
        for name in others
        for place in np.flatnonzero(read[name] < 0)[:_MOST_NAMED].tolist()
    ]


def _name(study: Sequence[str], place: int) -> str:
    return study[place] if place < len(study) else str(place + 1)


def measures_served(columns: Collection[str]) -> tuple[str, ...]:
    """Return the keys of the measures that can be worked out from the columns given, by our names."""
    given = set(columns)
    return tuple(key for key, measure in MEASURES.items() if any(given.issuperset(s) for s in measure.column_sets))


def missing_columns(measure: Measure, given: Collection[str], there: Sequence[str]) -> list[Issue]:
    """Return an issue for each column that a measure lacks; `there` are all names found, to guess what is meant."""
    if any(set(given).issuperset(columns) for columns in measure.column_sets):
        return []
    nearest = max(measure.column_sets, key=lambda columns: len(set(given) & set(columns)) / len(columns))
    found = f"the columns {_listed(there)}" if there else "no columns"
    issues = []
    for column in nearest:
        if column in given:
            continue
        others = column_names(column)[1:]
        known = f" (or {', '.join(others)})" if others else ""
        near = get_close_matches(column, [name for name in there if name not in given], n=1, cutoff=0.6)
        hint = f"did you mean {near[0]!r}? pass {column}={near[0]!r}" if near else ""
        issues.append(
            Issue("column-is-present", None, f"found {found}, expected {column}{known} for {measure.id}", hint)
        )
    return issues


def _listed(names: Sequence[str]) -> str:
    shown = [repr(name) for name in names[:12]]
    return ", ".join(shown) + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def _numbers(values: ArrayLike, name: str, study: Sequence[str], issues: list[Issue]) -> Array:
    """Return a column as a float array of one dimension; an issue for each cell that holds no number."""
    array = np.atleast_1d(np.asarray(values))
    if array.ndim > 1:
        issues.append(Issue("cell-is-a-number", None, f"found a table under {name!r}, expected one column"))
        return np.empty(0)
    if array.dtype.kind in "biuf":
        return array.astype(np.float64)
    cells = [_number(value) for value in array.tolist()]
    for place, (value, cell) in enumerate(zip(array.tolist(), cells, strict=True)):
        if cell is None and len(issues) < _MOST_NAMED:
            message = f"found {value!r:.60} under {name!r} in study {_name(study, place)!r}, expected a number"
            issues.append(Issue("cell-is-a-number", None, message, "leave the cell empty if the number is not known"))
    return np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64)


def _number(value: object) -> float | None:
    """Return a number, NaN for an empty cell, None for anything else."""
    if value is None or type(value).__name__ == "NAType" or (isinstance(value, str) and not value.strip()):
        return np.nan
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
