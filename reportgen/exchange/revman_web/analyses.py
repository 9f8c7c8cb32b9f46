"""The tables of analyses become comparisons, outcomes and rows in the form that formats share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.exchange.analyses import (
    SourceComparison,
    SourceKind,
    SourceOutcome,
    SourceRow,
    SourceSubgroup,
)
from reportgen.exchange.imported import Remark
from reportgen.exchange.revman.records import Record, Table
from reportgen.exchange.revman.row_data import row_data
from reportgen.exchange.revman.stored import stored_effect, stored_pooled, stored_test
from reportgen.exchange.revman_web.applicability import divided
from reportgen.exchange.revman_web.settings import (
    kind_of,
    level_of,
    method_of,
    model_of,
    settings_of,
    totals_of,
)
from reportgen.load.findings import Findings, quoted

__all__ = ["AnalysisTables", "comparisons_of"]

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "events_experimental": ("Experimental cases",),
    "n_experimental": ("Experimental N",),
    "mean_experimental": ("Experimental mean",),
    "sd_experimental": ("Experimental SD",),
    "events_comparator": ("Control cases",),
    "n_comparator": ("Control N",),
    "mean_comparator": ("Control mean",),
    "sd_comparator": ("Control SD",),
    "estimate": ("GIV Mean",),
    "se": ("GIV SE",),
    "o_minus_e": ("O-E",),
    "variance": ("Variance",),
}
_SCALE = re.compile(r"[0-9]+(?:\.[0-9]+)?")

_Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisTables:
    """The three tables of analyses; that of subgroups is None where there is none."""

    settings: Table
    rows: Table
    subgroups: Table | None = None


def comparisons_of(
    tables: AnalysisTables, key: Callable[[str, str], str], findings: Findings
) -> tuple[tuple[SourceComparison, ...], tuple[Remark, ...]]:
    """Return the comparisons in the order of the settings, with remarks on rows that could not stay as they are.

    `key` returns the key of a study from its name and year. An issue is kept for rows or subgroups of an analysis
    that has no settings, and for two analyses with the same numbers.
    """
    rows = _by_analysis(tables.rows)
    subgroups = _by_analysis(tables.subgroups) if tables.subgroups else {}
    comparisons: dict[str, SourceComparison] = {}
    remarks: list[Remark] = []
    seen: set[_Key] = set()
    for record in tables.settings.records:
        number = _key(record)
        if number in seen:
            message = f"found the analysis {'.'.join(number)} again, expected each once"
            findings.add("source-value-is-usable", record.origin("Analysis number"), message)
        seen.add(number)
        outcome = _outcome(record, rows.get(number, ()), subgroups.get(number, ()), key)
        outcomes, said = divided(outcome, rows.get(number, ()), record)
        remarks.extend((*said, *_subtotals_are_shown(outcome, record)))
        held = comparisons.get(number[0]) or _comparison(record)
        comparisons[number[0]] = replace(held, outcomes=(*held.outcomes, *outcomes))
    _check_known(seen, rows, findings)
    _check_known(seen, subgroups, findings)
    return tuple(comparisons.values()), tuple(remarks)


def _subtotals_are_shown(outcome: SourceOutcome, record: Record) -> Iterator[Remark]:
    """Yield a remark where the source shows a total without the subtotals, which a review cannot do."""
    name = "Subgroup estimates"
    if outcome.subgroups and outcome.totals == "all" and not record.flag(name, default=True):
        text = f"Analysis {'.'.join(_key(record))} shows its total without subtotals; here both are shown."
        yield Remark(topic="settings", text=text, origin=record.origin(name))


def _comparison(record: Record) -> SourceComparison:
    number = record.text("Analysis group")
    name = record.text("Analysis group name") or f"Comparison {number}"
    return SourceComparison(number=number, name=name, outcomes=(), origin=record.origin("Analysis group"))


def _outcome(
    record: Record, rows: Sequence[Record], subgroups: Sequence[Record], key: Callable[[str, str], str]
) -> SourceOutcome:
    kind = kind_of(record)
    levels = ("Estimate CI", "CI/PI level"), ("Study CI", "CI/PI level")
    scale = record.text("Graph scale")
    return SourceOutcome(
        number=record.text("Analysis number"),
        name=record.text("Analysis name") or record.text("Outcome") or f"Outcome {'.'.join(_key(record))}",
        kind=kind,
        origin=record.origin("Analysis name"),
        measure=record.text("Effect measure"),
        method=method_of(record),
        model=model_of(record),
        level=level_of(record, *levels[0]),
        level_study=level_of(record, *levels[1]),
        totals=totals_of(record),
        subgroup_test=record.flag("Test for subgroup differences", default=True),
        swap_events=record.flag("Swap event and non-event", default=False),
        log_data=record.flag("Log-scale data", default=False),
        label_experimental=record.text("Experimental group label") or record.text("Experimental intervention"),
        label_comparator=record.text("Control group label") or record.text("Control intervention"),
        graph_left=record.text("Graph label (left)", "Left graph label"),
        graph_right=record.text("Graph label (right)", "Right graph label"),
        scale=float(scale) if _SCALE.fullmatch(scale) and len(scale) < 20 else None,
        unit=record.text("Unit of effect measure"),
        settings=settings_of(record),
        rows=tuple(_row(row, kind, key) for row in rows if not _subgroup(row)),
        subgroups=tuple(_subgroups(rows, subgroups, kind, key)),
        stored=stored_pooled(record, kind),
        stored_subgroup_test=stored_test(record),
    )


def _row(record: Record, kind: SourceKind, key: Callable[[str, str], str]) -> SourceRow:
    data = row_data(record, kind, _COLUMNS)
    return SourceRow(
        study=key(record.text("Study"), record.text("Study year")),
        origin=record.origin("Study"),
        cells=data,
        stored=stored_effect(record, kind, data),
        footnote=record.text("Footnotes"),
    )


def _subgroups(
    rows: Sequence[Record], estimates: Sequence[Record], kind: SourceKind, key: Callable[[str, str], str]
) -> Iterator[SourceSubgroup]:
    """Yield the subgroups in the order of their estimates, then those that only rows name."""
    by_name: dict[str, list[Record]] = {}
    for row in rows:
        if _subgroup(row):
            by_name.setdefault(_subgroup(row), []).append(row)
    for record in estimates:
        own = by_name.pop(_subgroup(record), [])
        yield _named(record, own, kind, key, total=record)
    for own in by_name.values():
        yield _named(own[0], own, kind, key, total=None)


def _named(
    record: Record, rows: Iterable[Record], kind: SourceKind, key: Callable[[str, str], str], *, total: Record | None
) -> SourceSubgroup:
    return SourceSubgroup(
        number=record.text("Subgroup number"),
        name=_subgroup(record),
        origin=record.origin("Subgroup"),
        rows=tuple(_row(row, kind, key) for row in rows),
        stored=stored_pooled(total, kind) if total is not None else None,
    )


def _subgroup(record: Record) -> str:
    return record.text("Subgroup")


def _key(record: Record) -> _Key:
    return record.text("Analysis group"), record.text("Analysis number")


def _by_analysis(table: Table) -> dict[_Key, list[Record]]:
    found: dict[_Key, list[Record]] = {}
    for record in table.records:
        found.setdefault(_key(record), []).append(record)
    return found


def _check_known(known: set[_Key], found: Mapping[_Key, Sequence[Record]], findings: Findings) -> None:
    for number, records in found.items():
        if number not in known:
            message = f"found the analysis {quoted('.'.join(number))}, expected one that has a line of settings"
            findings.add("source-name-is-known", records[0].origin("Analysis number"), message)
