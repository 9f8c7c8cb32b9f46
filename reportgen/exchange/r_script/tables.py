"""The tables that the script reads: effects of the studies of an outcome, and the results it should come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from reportgen.effects import MEASURES, ArmData, Array, DataKind, EffectRow, options_of
from reportgen.exchange.own.results import POOLED_FIELDS, Record, pooled_records
from reportgen.exchange.table_text import csv_of, number_text
from reportgen.load.formulas import harmless
from reportgen.pooling import Pooled
from reportgen.quantities import Analysis

__all__ = [
    "EXPECTED_FIELDS",
    "expected_table",
    "given_effects",
    "part_numbers",
    "study_table",
    "used_rows",
]

_RAW_COLUMNS: Mapping[DataKind, tuple[str, ...]] = {
    "dichotomous": ("ai", "bi", "n1i", "ci", "di", "n2i"),
    "continuous": ("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"),
    "rates": ("x1i", "t1i", "x2i", "t2i"),
    "proportion": ("xi", "mi", "ni"),
    "rate": ("xi", "ti"),
    "correlation": ("ri", "ni"),
    "time-to-event": (),
    "generic": (),
}
"""Columns of study data by kind, with metafor's names."""

EXPECTED_FIELDS = ("comparison", "outcome", "part", *POOLED_FIELDS[2:])
"""Columns of expected.csv: those of a pooled result, and the number of the subgroup, 0 for all studies."""

_EVENTS = {"dichotomous": ("ai", "bi", "n1i", "ci", "di", "n2i"), "proportion": ("xi", "mi", "ni")}


def used_rows(pooled: Pooled) -> tuple[EffectRow, ...]:
    """Return the rows of an outcome that enter its result."""
    return tuple(row for row in pooled.effects.rows if row.state == "used")


def part_numbers(pooled: Pooled) -> dict[str, int]:
    """Return the numbers of the subgroups by their name, from 1; empty where the outcome is not divided."""
    return {name: place for place, (name, _) in enumerate(pooled.subgroups, start=1)}


def study_table(pooled: Pooled) -> bytes:
    """Return the CSV of the effects that are pooled.

    Columns: study, subgroup, part (the number of the subgroup, 0 for none), the study data under metafor's names, y and
    v (effect and variance on the scale of analysis), given (1 where y and v do not follow from the study data alone).
    """
    kind = MEASURES[pooled.effects.measure].kind
    parts, rows = part_numbers(pooled), used_rows(pooled)
    names = _RAW_COLUMNS[kind]
    lines: list[list[str]] = [["study", "subgroup", "part", *names, "y", "v", "given"]]
    for row, given in zip(rows, given_effects(pooled), strict=True):
        raw = _raw(row, kind)
        cells = [number_text(raw[name]) if name in raw else "" for name in names]
        part = str(parts.get(row.subgroup, 0))
        lines.append([row.study, row.subgroup, part, *cells, repr(row.y), repr(row.v), str(int(given))])
    return _csv(lines)


def _raw(row: EffectRow, kind: DataKind) -> dict[str, float]:
    one, two = row.experimental, row.comparator
    if one is None or (two is None and kind in {"dichotomous", "continuous", "rates"}):
        return {}
    values = [value for arm in (one, two) if arm is not None for value in _of_arm(arm, kind)]
    return dict(zip(_RAW_COLUMNS[kind], values, strict=True))


def _of_arm(arm: ArmData, kind: DataKind) -> Sequence[float]:
    values = arm.values
    if kind in _EVENTS:
        return values["events"], values["n"] - values["events"], values["n"]
    columns = {"continuous": ("mean", "sd", "n"), "correlation": ("r", "n")}
    return [values[name] for name in columns.get(kind, ("events", "time"))]


def given_effects(pooled: Pooled) -> list[bool]:
    """Return for each row that is used whether its effect is other than what the measure makes of its study data.

    So it is where a study gives the effect itself, or is a cross-over trial.
    """
    measure = MEASURES[pooled.effects.measure]
    rows = used_rows(pooled)
    sides = [(row.experimental, row.comparator)[: measure.sides] for row in rows]
    with_data = [place for place, arms in enumerate(sides) if arms and None not in arms]
    given = [True] * len(rows)
    if not with_data:
        return given
    columns: dict[str, Array] = {}
    for side in range(measure.sides):
        suffix = f"_{side + 1}" if measure.sides == 2 else ""
        arms = [arm for place in with_data if (arm := sides[place][side]) is not None]
        columns |= {name + suffix: np.array([arm.values[name] for arm in arms]) for name in measure.arm_columns}
    found = measure.effect(columns, options_of(pooled.effects.outcome.plan))
    for place, y, v in zip(with_data, found.y.tolist(), found.v.tolist(), strict=True):
        row = rows[place]
        given[place] = not (np.isclose(row.y, y, rtol=1e-12, atol=0) and np.isclose(row.v, v, rtol=1e-12, atol=0))
    return given


def expected_table(analysis: Analysis) -> bytes:
    """Return the CSV of all pooled results as reportgen has them, a line each; `part` as in `study_table`."""
    lines = [list(EXPECTED_FIELDS)]
    part = 0
    before = ""
    for record in pooled_records(analysis):
        part = part + 1 if record["outcome"] == before else 0
        before = str(record["outcome"])
        lines.append([_cell(record, name, part) for name in EXPECTED_FIELDS])
    return _csv(lines)


def _cell(record: Record, name: str, part: int) -> str:
    value = part if name == "part" else record[name]
    if isinstance(value, float):
        return repr(value)
    return "" if value is None else str(value)


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    """Return lines as CSV that R reads, without what it takes for the end of a file, or cannot decode.

    No spreadsheet takes a text for a formula; the apostrophe before it is taken off in functions.R.
    """
    return csv_of([_readable(cell) for cell in line] for line in lines)


def _readable(text: str) -> str:
    return harmless(text.replace("\0", " ").encode("utf-8", "replace").decode())
