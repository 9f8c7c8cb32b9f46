"""A table with one row a study, whatever it is called and wherever it lies, becomes effects of studies.

Columns have our names (``events_1`` …) or those of the R package metafor (``ai`` …); others are let be, and may serve
as subgroups or covariates. An empty cell, or R's ``NA``, is a number that is not known.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from reportgen.effects import MEASURES, EffectOptions, EffectSizes, Measure, effect_sizes, measures_served
from reportgen.effects.column_limits import impossible_values, issue_code
from reportgen.effects.column_names import COLUMN_NAMES, column_names, columns_given
from reportgen.errors import DataError, Issue, Origin, did_you_mean
from reportgen.load.cells import number
from reportgen.load.files import Folder
from reportgen.load.findings import Findings, quoted
from reportgen.load.table import Row, Table, TableForm, read_file

__all__ = ["WideTable", "covariate", "measure_of", "read_wide", "texts", "wide_effects"]

STUDY_NAMES = ("study", "slab", "author", "trial")
"""Headings under which the names of studies are looked for, whatever their case; ``author`` takes ``year`` with it."""

_YEAR = "year"
_UNKNOWN = frozenset({"", "NA"})
_ACCEPTED = {name: column for column in COLUMN_NAMES for name in column_names(column)}
_STAND_INS = {"bi": "events", "di": "events", "mi": "events", "vi": "variance"}
"""Headings from which another column is worked out, which say nothing if below 0, and what they hold."""
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class WideTable:
    """A table of studies: its file, headings, rows with their lines, names of studies, and what was odd in it."""

    path: str
    headings: tuple[str, ...]
    heading_line: int
    rows: tuple[Row, ...]
    study: tuple[str, ...]
    warnings: tuple[Issue, ...]

    @property
    def place(self) -> Origin:
        """Return the place of the headings."""
        return Origin(self.path, self.heading_line)


def read_wide(path: Path, *, numbers: Collection[str] = ()) -> WideTable:
    """Return the table in a .csv file (comma, semicolon or tab; decimal point or comma) or the first sheet of an .xlsx.

    `numbers` are headings of further columns in which numbers may stand, as covariates. Repeated names of studies are
    let pass with a warning.

    Raises:
        DataError: all that is wrong with the form of the file, each with line and column.
    """
    findings = Findings()
    known = (*STUDY_NAMES, _YEAR, *_ACCEPTED)
    # a column without a heading holds the numbers of rows, as R writes them
    form = TableForm(stem=path.stem, required=(), columns=(*known, ""), numbers=_numeric(numbers), open=True)
    file = path.resolve()
    table = read_file(Folder(root=file.parent, findings=findings), file.name, form)
    if table.sound and not table.rows:
        message = "found headings and no row, expected one row a study"
        findings.add("file-is-not-empty", table.heading_origin(""), message)
    study = _study_names(table)
    _warn_of_twins(table, study, findings)
    findings.raise_errors()
    return WideTable(
        path=table.path,
        headings=tuple(table.columns),
        heading_line=table.heading_line,
        rows=table.rows,
        study=study,
        warnings=findings.warnings,
    )


def measure_of(table: WideTable) -> Measure:
    """Return the one measure that the columns of a table serve.

    Raises:
        DataError: they serve none, or several: then all are named.
    """
    served = measures_served({_ACCEPTED[name] for name in table.headings if name in _ACCEPTED})
    if len(served) == 1:
        return MEASURES[served[0]]
    if served:
        found = f"found columns that serve several measures ({', '.join(served)}), expected one of them to be named"
        hint = "; ".join(f"{key}: {MEASURES[key].title.lower()}" for key in served)
        raise DataError([Issue("measure-is-known", table.place, found, hint)])
    shown = ", ".join(quoted(name) for name in table.headings[:_MOST_NAMED])
    found = f"found no columns that a measure reads ({shown}), expected for instance ai n1i ci n2i, or yi vi"
    raise DataError([Issue("column-is-present", table.place, found, _renaming(table, _ACCEPTED))])


def wide_effects(table: WideTable, measure: str, options: EffectOptions) -> EffectSizes:
    """Return the effects of the studies in a table; a study with an empty cell has none, and a reason.

    Raises:
        DataError: a measure that is not known; columns that are missing or given twice; cells that hold no number, or
            one that no study can have, each with its line and column.
    """
    if measure not in MEASURES:
        message = f"found the measure {quoted(measure)}, expected one of `reportgen list measures`"
        raise DataError([Issue("measure-is-known", None, message, did_you_mean(measure, tuple(MEASURES)))])
    read = {name for columns in MEASURES[measure].column_sets for column in columns for name in column_names(column)}
    findings = Findings()
    data = {name: _numbers(table, name, findings) for name in table.headings if name in read}
    findings.raise_errors()
    _refuse_impossible(table, data, findings)
    findings.raise_errors()
    try:
        return effect_sizes(
            measure,
            data,
            study=table.study,
            zero_cells=options.zero_cells,
            smd=options.smd,
            smd_variance=options.smd_variance,
            md_variance=options.md_variance,
            rom=options.rom,
            level=options.level,
        )
    except DataError as error:
        raise DataError(_placed(issue, table, read) for issue in error.issues) from error


def texts(table: WideTable, name: str) -> tuple[str, ...]:
    """Return the cells of a column as texts, empty where a cell is; R's ``NA`` is an empty cell.

    Raises:
        DataError: there is no such column.
    """
    if name not in table.headings:
        message = f"found no column {quoted(name)}, expected one of the table's"
        raise DataError([Issue("column-is-present", table.place, message, did_you_mean(name, table.headings))])
    cells = (row.text(name) for row in table.rows)
    return tuple("" if cell in _UNKNOWN else cell for cell in cells)


def covariate(values: Sequence[str]) -> tuple[float, ...] | tuple[str, ...]:
    """Return texts as numbers, NaN where empty, if all that are there are numbers; else as they are."""
    found = [_plain_number(value) for value in values]
    told = [number_ for number_, value in zip(found, values, strict=True) if value]
    if any(number_ is None for number_ in told) or not told:
        return tuple(values)
    return tuple(math.nan if number_ is None else number_ for number_ in found)


def _plain_number(text: str) -> float | None:
    try:
        value = float(text.replace("−", "-"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _numeric(others: Iterable[str]) -> frozenset[str]:
    return frozenset((*_ACCEPTED, *others))


def _study_names(table: Table) -> tuple[str, ...]:
    """Return the names of the studies; the number of the row where there is none."""
    lowered: dict[str, str] = {}
    for name in table.columns:
        lowered.setdefault(name.casefold(), name)
    chosen = next((lowered[name] for name in STUDY_NAMES if name in lowered), "")
    used = [chosen] if chosen else []
    if chosen.casefold() == "author" and _YEAR in lowered:
        used.append(lowered[_YEAR])
    names = (" ".join(text for name in used if (text := row.text(name))) for row in table.rows)
    return tuple(name or str(place) for place, name in enumerate(names, 1))


def _warn_of_twins(table: Table, study: Sequence[str], findings: Findings) -> None:
    first: dict[str, int] = {}
    for name, row in zip(study, table.rows, strict=True):
        if name in first:
            message = f"found {quoted(name)} again (first in line {first[name]}), pooled as if it were another study"
            findings.warn("row-is-unique", row.origin(), message)
        first.setdefault(name, row.line)


def _numbers(table: WideTable, name: str, findings: Findings) -> list[float]:
    values = [None if row.text(name) in _UNKNOWN else number(row, name, findings).value for row in table.rows]
    return [math.nan if value is None else value for value in values]


def _refuse_impossible(table: WideTable, data: dict[str, list[float]], findings: Findings) -> None:
    """Keep an issue for each cell that no study can have; what columns lack is for `effect_sizes` to say."""
    for heading in _STAND_INS.keys() & data.keys():
        for row, value in zip(table.rows, data[heading], strict=True):
            if value < 0:
                expected = "0 or more"
                found = f"found {row.text(heading)} under {quoted(heading)}, expected {expected}"
                findings.add(issue_code(_STAND_INS[heading], expected), row.origin(heading), found)
    findings.raise_errors()
    single = {name for name in data if sum(other in data for other in column_names(_ACCEPTED[name])) == 1}
    given = columns_given({name: data[name] for name in single})
    headings = {_ACCEPTED[name]: name for name in single}
    for (column, expected), mask in impossible_values(given).items():
        for place in mask.nonzero()[0].tolist():
            row, heading = table.rows[place], headings[column]
            found = f"found {row.text(heading)} under {quoted(heading)}, expected {expected}"
            findings.add(issue_code(column, expected), row.origin(heading), found)


def _placed(issue: Issue, table: WideTable, read: Collection[str]) -> Issue:
    """Return an issue of the columns with the place of the headings, and which heading may be meant."""
    hint = _renaming(table, read) if issue.code == "column-is-present" else issue.hint
    return replace(issue, origin=issue.origin or table.place, hint=hint)


def _renaming(table: WideTable, wanted: Collection[str]) -> str:
    """Return which headings look like misspelt names of columns; empty if none does."""
    known = [*_ACCEPTED, *STUDY_NAMES, _YEAR]
    near = {
        heading: get_close_matches(heading.casefold()[:60], list(wanted), n=1, cutoff=0.75)
        for heading in table.headings
        if heading and heading not in known
    }
    return "; ".join(f"did you mean {names[0]!r} by {quoted(heading)}?" for heading, names in near.items() if names)
