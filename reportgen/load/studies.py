"""studies.csv, studies_sources.csv and arms.csv become studies and arms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from reportgen.load.cells import attribution, count, needed, number, text_cell, word, words_of
from reportgen.load.findings import Findings
from reportgen.load.forms import ROLE_PREFIX
from reportgen.load.table import Row, Table
from reportgen.model import CHARACTERISTICS, Arm, Attribution, Cell, ExtraColumn, Role, Study

__all__ = ["read_arms", "read_studies"]

_STATUSES: tuple[Literal["included", "excluded", "ongoing", "awaiting"], ...] = (
    "included",
    "excluded",
    "ongoing",
    "awaiting",
)
_ROLES: tuple[Role, ...] = get_args(Role)


def read_studies(table: Table, sources: Table, columns: Sequence[ExtraColumn], findings: Findings) -> tuple[Study, ...]:
    """Return the studies in the order of the file; the characteristics include empty cells, with value None."""
    own = _attributions(sources, table, findings)
    kinds = {column.name: column.kind for column in columns}
    return tuple(_study(row, kinds, own, findings) for row in table.rows)


def read_arms(table: Table, findings: Findings) -> tuple[Arm, ...]:
    """Return the arms in the order of the file; an arm without `randomised` counts as randomised."""
    comparisons = {name: name.removeprefix(ROLE_PREFIX) for name in table.columns if name.startswith(ROLE_PREFIX)}
    return tuple(_arm(row, comparisons, findings) for row in table.rows)


def _study(row: Row, kinds: Mapping[str, str], own: Mapping[tuple[str, str], Attribution], findings: Findings) -> Study:
    id_ = needed(row, "study", findings)
    whence = attribution(row, findings)
    status = word(row, "status", _STATUSES, findings, empty="included")
    reason = row.text("reason")
    if status == "excluded" and not reason:
        message = "found an excluded study without a reason, expected one under 'reason'"
        findings.add("excluded-study-has-reason", row.origin("reason"), message)
    n_randomised = count(row, "n_randomised", findings, own.get((id_, "n_randomised"), whence))
    _refuse_zero(n_randomised, findings)
    names = [name for name in row.columns if name in CHARACTERISTICS or name in kinds]
    return Study(
        id=id_,
        status=next(known for known in _STATUSES if known == status),
        origin=row.origin("study"),
        reason=reason,
        reports=words_of(row.text("reports")),
        results_none=_results_none(row, findings),
        n_randomised=n_randomised,
        characteristics={
            name: _characteristic(row, name, kinds.get(name, "text"), own.get((id_, name), whence), findings)
            for name in names
        },
        attribution=whence,
    )


def _results_none(row: Row, findings: Findings) -> str:
    """Return why an included study has no results; empty if it does not say `none`."""
    reason = row.text("results_reason")
    if not word(row, "results", ("none",), findings, empty=""):
        return ""
    if not reason:
        message = "found `none` without a reason, expected one under 'results_reason'"
        findings.add("included-study-has-results", row.origin("results"), message)
    return reason or "no reason given"


def _characteristic(row: Row, name: str, kind: str, whence: Attribution, findings: Findings) -> Cell[str]:
    if kind == "integer":
        count(row, name, findings)
    elif kind == "number":
        number(row, name, findings)
    return text_cell(row, name, whence)


def _attributions(sources: Table, studies: Table, findings: Findings) -> dict[tuple[str, str], Attribution]:
    """Return the attribution of single cells of studies.csv, by study and column."""
    fields = [name for name in studies.columns if name not in {"study", "source", "provenance", "note"}]
    found: dict[tuple[str, str], Attribution] = {}
    for row in sources.rows:
        name = needed(row, "field", findings)
        if name and studies.sound and name not in fields:
            expected = f"a column of {studies.path}"
            findings.unknown("column-is-declared", row.origin("field"), name, known=fields, expected=expected)
        found[row.text("study"), name] = attribution(row, findings)
    return found


def _arm(row: Row, comparisons: Mapping[str, str], findings: Findings) -> Arm:
    whence = attribution(row, findings)
    id_ = needed(row, "arm", findings)
    n = count(row, "n", findings, whence)
    _refuse_zero(n, findings)
    roles: dict[str, Role] = {}
    for column, comparison in comparisons.items():
        found = word(row, column, _ROLES, findings, empty="")
        if found:
            roles[comparison] = next(role for role in _ROLES if role == found)
    return Arm(
        study=needed(row, "study", findings),
        id=id_,
        label=row.text("label") or id_,
        n=n,
        randomised=word(row, "randomised", ("yes", "no"), findings, empty="yes") == "yes",
        roles=roles,
        origin=row.origin("arm"),
        attribution=whence,
    )


def _refuse_zero(cell: Cell[int], findings: Findings) -> None:
    if cell.value == 0:
        hint = "leave the cell empty if the number is not known"
        findings.add("n-is-positive", cell.origin, "found 0 participants, expected at least 1", hint)
