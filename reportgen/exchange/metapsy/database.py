"""The files of a Metapsy database: the table, its codebook, and the texts beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.small_tables import Record, SmallTable, heading_words, records_of, too_long
from reportgen.exchange.source import Source
from reportgen.foreign.encoding import decoded

__all__ = ["NEEDED", "Database", "is_database", "read_database"]

NEEDED = ("study", "condition_arm1", "condition_arm2")
"""Headings by which the table is known."""

_SETTINGS = ("authors", "references", "search_flow", "variable_description")
_TEXTS = ("search_string", "last_search", "registration", "shorthand", "risk_of_bias")
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """What the files hold: `headings` as they stand, `values` of the JSON files and `texts` by the name of the file.

    `values` also keeps what of JSON could not be read out of it; `origins` says where each file stands. `readme` and
    `licence` are the texts of these files. `path` is the path of the table.
    """

    name: str
    path: str
    headings: tuple[str, ...]
    records: tuple[Record, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    readme: str = ""
    licence: str = ""
    remarks: tuple[Remark, ...] = ()

    def has(self, name: str) -> bool:
        """Return whether the table has a column of this name, in whatever case."""
        return name in {heading.lower() for heading in self.headings}


def is_database(source: Source) -> bool:
    """Return whether a file has the headings of the data standard."""
    return _table_path(source) is not None


def read_database(source: Source) -> Database:
    """Return the database in a source.

    Raises:
        DataError: there is no table with the needed headings, or it has no rows or too many, or rows without a study.
    """
    path = _table_path(source)
    if path is None:
        expected = f"a table with the columns {', '.join(NEEDED)}"
        raise DataError([Issue("source-holds-a-review", Origin(source.name, 1), f"found none, expected {expected}")])
    table = records_of(path, source.files[path], NEEDED)
    _check(table)
    folder = PurePosixPath(path).parent
    beside = {PurePosixPath(name).relative_to(folder): name for name in source.files if _is_below(name, folder)}
    values, remarks = _values(source, beside)
    texts = {
        name: decoded(source.files[at], at)[0].strip() for name in _TEXTS if (at := _member(beside, f"{name}.txt"))
    }
    readme, licence = _member(beside, "readme.md"), _member(beside, "license") or _member(beside, "licence")
    files = (*((name, _member(beside, f"{name}.json")) for name in values), *_places(beside))
    return Database(
        name=source.name,
        path=path,
        headings=table.headings,
        records=table.records,
        values=values,
        texts=texts,
        origins={name: Origin(at, 1) for name, at in files if at},
        readme=decoded(source.files[readme], readme)[0] if readme else "",
        licence=decoded(source.files[licence], licence)[0] if licence else "",
        remarks=(*table.remarks, *remarks),
    )


def _places(beside: Mapping[PurePosixPath, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _member(beside, f"{name}.txt")) for name in _TEXTS)


def _table_path(source: Source) -> str | None:
    """Return the path of the table: data.csv before others, and the one that is least deep."""
    found = [
        name
        for name in source.files
        if name.lower().endswith(".csv") and set(NEEDED) <= heading_words(source.files[name])
    ]
    return min(found, key=_rank, default=None)


def _rank(name: str) -> tuple[int, bool, str]:
    path = PurePosixPath(name)
    return len(path.parts), path.name.lower() != "data.csv", name


def _is_below(name: str, folder: PurePosixPath) -> bool:
    return PurePosixPath(name).is_relative_to(folder)


def _member(beside: Mapping[PurePosixPath, str], name: str) -> str:
    """Return the path of a file beside the table or in its folder metadata, whatever the case; empty if not there."""
    for path in sorted(beside):
        if path.name.lower() == name and (len(path.parts) == 1 or path.parts[:-1] == ("metadata",)):
            return beside[path]
    return ""


def _values(source: Source, beside: Mapping[PurePosixPath, str]) -> tuple[dict[str, Any], tuple[Remark, ...]]:
    values: dict[str, Any] = {}
    remarks = []
    for name in _SETTINGS:
        path = _member(beside, f"{name}.json")
        if not path:
            continue
        try:
            values[name] = json.loads(decoded(source.files[path], path)[0], strict=False)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            said = f"{path} is no valid JSON and was passed over."
            remarks.append(Remark(topic="file", text=said, origin=Origin(path, line)))
    return values, tuple(remarks)


def _check(table: SmallTable) -> None:
    path, records = table.path, table.records
    issues = too_long(table)
    if not records:
        issues.append(
            Issue("source-holds-a-review", Origin(path, 1), "found no rows, expected one for each comparison")
        )
    if len(records) > _MOST_ROWS:
        message = f"found {len(records)} rows, expected at most {_MOST_ROWS}"
        issues.append(Issue("file-is-of-bearable-size", Origin(path, 1), message))
    issues += [
        Issue("source-value-is-usable", record.origin("study"), "found a row without a study, expected its name")
        for record in records
        if not record.text("study")
    ]
    if issues:
        raise DataError(issues)
