"""Names in tables that refer to one another: studies, arms, outcomes, sources, citation keys."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from reportgen.load.cells import words_of
from reportgen.load.findings import Findings
from reportgen.load.forms import ROLE_PREFIX
from reportgen.load.table import Table
from reportgen.model import Library

__all__ = ["check_roles", "check_table_names"]

_OF_STUDIES = ("studies_sources", "arms", "results", "risk_of_bias")
_OF_OUTCOMES = ("results", "risk_of_bias", "certainty", "published_effects")


def check_table_names(
    tables: Mapping[str, Table], outcomes: AbstractSet[str] | None, library: Library, findings: Findings
) -> None:
    """Keep an issue for each study, outcome, arm, source or citation key in a table that is not declared.

    `outcomes` is None when review.yaml could not be read, so that no outcome can be called unknown.
    """
    studies, sources = tables["studies"], tables["sources"]
    if studies.sound:
        known = _names(studies, "study")
        for stem in _OF_STUDIES:
            _check_column(tables[stem], "study", known, findings)
    if outcomes is not None:
        for stem in _OF_OUTCOMES:
            _check_column(tables[stem], "outcome", outcomes, findings)
    for row in studies.rows:
        for key in words_of(row.text("reports")):
            if key not in library.keys:
                where = row.origin("reports")
                expected = f"a citation key of {library.path}"
                findings.unknown("citation-is-known", where, key, known=library.keys, expected=expected)
    if sources.sound:
        _check_sources(tables, _names(sources, "id"), findings)
    if tables["arms"].sound:
        _check_arms(tables, findings)


def check_roles(arms: Table, comparisons: AbstractSet[str], findings: Findings) -> None:
    """Keep an issue for each column role_ID of arms.csv whose ID is no comparison."""
    for name in arms.columns:
        comparison = name.removeprefix(ROLE_PREFIX)
        if name.startswith(ROLE_PREFIX) and comparison not in comparisons:
            known = [ROLE_PREFIX + known for known in sorted(comparisons)]
            expected = "role_ and the id of a comparison"
            findings.unknown("comparison-is-known", arms.heading_origin(name), name, known=known, expected=expected)


def _names(table: Table, column: str) -> dict[str, None]:
    """Return the names a table declares, in its order, those of its flawed rows included."""
    return dict.fromkeys((*(row.text(column) for row in table.rows), *sorted(table.doubtful)))


def _check_column(table: Table, column: str, known: Mapping[str, None] | AbstractSet[str], findings: Findings) -> None:
    where = "listed in studies.csv" if column == "study" else "declared in review.yaml"
    article = "a study" if column == "study" else "an outcome"
    for row in table.rows:
        name = row.text(column)
        if name and name not in known:
            expected = f"{article} {where}"
            findings.unknown(f"{column}-is-known", row.origin(column), name, known=sorted(known), expected=expected)


def _check_sources(tables: Mapping[str, Table], known: Mapping[str, None], findings: Findings) -> None:
    for table in tables.values():
        if "source" not in table.columns:
            continue
        for row in table.rows:
            for name in words_of(row.text("source")):
                if name not in known:
                    expected = "an id of sources.csv"
                    findings.unknown("source-is-known", row.origin("source"), name, known=known, expected=expected)


def _check_arms(tables: Mapping[str, Table], findings: Findings) -> None:
    studies, arms = _names(tables["studies"], "study"), tables["arms"]
    known: dict[str, dict[str, None]] = {}
    for row in arms.rows:
        known.setdefault(row.text("study"), {})[row.text("arm")] = None
    for row in tables["results"].rows:
        own = known.get(row.text("study"), {})
        if not own and row.text("study") not in studies:
            continue  # an unknown study has no arms, and was reported
        for column in ("arm", "versus"):
            name = row.text(column)
            if name and name not in own and name not in arms.doubtful:
                expected = f"an arm that {arms.path} lists for this study"
                findings.unknown("arm-is-known", row.origin(column), name, known=own, expected=expected)
