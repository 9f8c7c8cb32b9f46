"""Effect sizes of studies for those who call: columns in, effects and variances out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from reportgen.effects.arrays import Array
from reportgen.effects.column_limits import impossible_values, issue_code
from reportgen.effects.column_names import COLUMN_NAMES, Table, column_names, columns_given, missing_columns
from reportgen.effects.measure import EffectOptions, Measure
from reportgen.effects.registry import MEASURES
from reportgen.effects.zero_cells import ZERO_CELLS
from reportgen.errors import DataError, Issue, did_you_mean

__all__ = ["EffectSizes", "effect_sizes"]

_OPTIONS: Mapping[str, Collection[str]] = {
    "zero_cells": ZERO_CELLS,
    "smd": ("revman", "exact"),
    "smd_variance": ("LS", "UB"),
    "md_variance": ("unequal", "pooled"),
    "rom": ("plain", "corrected"),
}
_MOST_NAMED = 100


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EffectSizes:
    """The effects of k studies and the data they were worked out from.

    measure: key of `MEASURES`. study: names of the studies. y, v: effects and variances on the scale of analysis
    (``MEASURES[measure].scale``: logs for ratios), of length k, NaN where a study has none. reasons: why, empty where
    there is an effect. columns: the data as given, by our names, of length k. options: how the effects were worked out.
    """

    measure: str
    study: tuple[str, ...]
    y: Array
    v: Array
    reasons: tuple[str, ...]
    columns: Mapping[str, Array]
    options: EffectOptions

    def __len__(self) -> int:
        return len(self.study)

    @property
    def se(self) -> Array:
        """Return the standard errors √v on the scale of analysis."""
        return np.sqrt(self.v)

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain lists, numbers and texts; None where a number is not known."""
        return {
            "measure": self.measure,
            "scale": MEASURES[self.measure].scale,
            "study": list(self.study),
            "y": _plain(self.y),
            "v": _plain(self.v),
            "reasons": list(self.reasons),
            "columns": {name: _plain(column) for name, column in self.columns.items()},
            "options": asdict(self.options),
        }


def effect_sizes(  # noqa: PLR0913  one choice an argument
    measure: str,
    data: Table | None = None,
    *,
    study: Sequence[str] | str | None = None,
    zero_cells: str = "revman",
    smd: str = "revman",
    smd_variance: str = "LS",
    md_variance: str = "unequal",
    rom: str = "plain",
    level: float = 0.95,
    **columns: ArrayLike | str,
) -> EffectSizes:
    """Return the effects of studies and their variances, on the scale of analysis of the measure.

    `measure` is a key of `MEASURES` (``RR``: log(a/n₁) - log(c/n₂) with variance 1/a - 1/n₁ + 1/c - 1/n₂; each formula
    stands with its measure). `data` is a mapping of names to columns or a DataFrame, with the names that
    `columns_given` explains; it is not changed, and columns that the measure does not read are passed over. Columns can
    also be given one by one, as arrays or as names of columns in `data`: ``effect_sizes("RR", table, n_1="treated")``.
    Arm 1 is the experimental one. An empty cell (None, NaN) leaves the study without an effect, with a reason.

    study: names of the studies, or the name of their column; else the column ``study``, or numbers from 1.
    zero_cells: key of `ZERO_CELLS`. smd, smd_variance, md_variance, rom: see `EffectOptions`. level: of ``ci_low`` and
    ``ci_high``, 0.95 for 95 %.

    Effects that are given as such (``GEN``, ``GENLOG``, ``HR``, ``OE``): ``estimate`` and limits in natural units,
    ``y`` (``yi``) and ``se`` on the scale of analysis; a study's standard error goes before its limits.

    Example: ``effect_sizes("OR", events_1=[0], n_1=[10], events_2=[5], n_2=[10]).y`` is log(1/21), since 1/2 is added
    to the cells.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, chapters 6 and 10.

    Raises:
        DataError: a measure or option that is not known; a column that is missing, not known or given twice; columns of
            different length; a cell that is no number, infinite, or impossible (a negative count, more events than
            participants, a negative standard deviation, a correlation beyond 1), by the name of its study.
    """
    options = EffectOptions(
        zero_cells=zero_cells, smd=smd, smd_variance=smd_variance, md_variance=md_variance, rom=rom, level=level
    )
    chosen = _measure_and_options(measure, options)
    table = {} if data is None else data
    named = {name: _column(table, name, value) for name, value in columns.items()}
    _refuse_unknown(chosen, named)
    names = _study_names(table, study)
    given = _columns_of(chosen, table, named, names)
    size = len(next(iter(given.values())))
    names = names or tuple(str(place + 1) for place in range(size))
    if len(names) != size:
        raise DataError([Issue("row-has-every-cell", None, f"found {len(names)} names for {size} studies")])
    _refuse_impossible(given, names)
    effects = chosen.effect(given, options)
    return EffectSizes(
        measure=measure, study=names, y=effects.y, v=effects.v, reasons=effects.reasons, columns=given, options=options
    )


def _measure_and_options(measure: str, options: EffectOptions) -> Measure:
    issues = []
    if measure not in MEASURES:
        hint = did_you_mean(str(measure), list(MEASURES)) or f"known: {', '.join(MEASURES)}"
        issues.append(Issue("measure-is-known", None, f"found the measure {measure!r}, expected a known one", hint))
    for name, known in _OPTIONS.items():
        value = getattr(options, name)
        if value not in known:
            hint = did_you_mean(str(value), list(known))
            issues.append(
                Issue("estimator-is-known", None, f"found {value!r} for {name}, expected a known value", hint)
            )
    if not 0.5 <= options.level < 1:
        message = f"found the level {options.level!r}, expected 0.5 to 1, as 0.95"
        issues.append(Issue("yaml-value-is-valid", None, message))
    if issues:
        raise DataError(issues)
    return MEASURES[measure]


def _column(table: Table, name: str, value: ArrayLike | str) -> ArrayLike:
    if not isinstance(value, str):
        return value
    if value not in list(table):
        hint = did_you_mean(value, [str(known) for known in table])
        raise DataError(
            [Issue("column-is-present", None, f"found {name}={value!r}, expected a column of the data", hint)]
        )
    found: ArrayLike = table[value]
    return found


def _read_by(measure: Measure) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for columns in measure.column_sets for name in columns))


def _refuse_unknown(measure: Measure, named: Collection[str]) -> None:
    accepted = [name for column in _read_by(measure) for name in column_names(column)]
    issues = []
    for name in named:
        if name not in accepted:
            message = f"found the argument {name!r}, expected a column of {measure.id}: {', '.join(measure.columns)}"
            issues.append(Issue("column-is-declared", None, message, did_you_mean(name, accepted)))
    if issues:
        raise DataError(issues)


def _study_names(table: Table, study: Sequence[str] | str | None) -> tuple[str, ...]:
    if isinstance(study, str):
        return tuple(str(name) for name in np.asarray(_column(table, "study", study)).tolist())
    if study is None and "study" not in list(table):
        return ()
    return tuple(str(name) for name in np.asarray(table["study"] if study is None else study).tolist())


def _columns_of(
    measure: Measure, table: Table, named: Mapping[str, ArrayLike], study: tuple[str, ...]
) -> dict[str, Array]:
    """Return the columns that the measure reads; what is named one by one goes before what the table gives."""
    wanted = _read_by(measure)
    own = {column for column in wanted if any(name in named for name in column_names(column))}
    own |= {"y", "estimate"} if own & {"y", "estimate"} else set()
    taken = {name for column in own for name in column_names(column)}
    rest = {name: table[name] for name in table if name not in taken and name in _ACCEPTED}
    given = columns_given({**rest, **named}, wanted, study=study)
    issues = missing_columns(measure, given, [str(name) for name in (*table, *named)])
    if issues:
        raise DataError(issues)
    return given


_ACCEPTED = frozenset(name for column in COLUMN_NAMES for name in column_names(column))


def _refuse_impossible(columns: Mapping[str, Array], study: tuple[str, ...]) -> None:
    issues = []
    for (name, expected), mask in impossible_values(columns).items():
        for place in np.flatnonzero(mask)[:_MOST_NAMED].tolist():
            found = f"found {columns[name][place]:g} under {name!r} in study {study[place]!r}, expected {expected}"
            issues.append(Issue(issue_code(name, expected), None, found))
    if issues:
        raise DataError(issues)


def _plain(values: Array) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values.tolist()]
