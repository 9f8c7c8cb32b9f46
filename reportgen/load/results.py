"""results.csv becomes study-level results; numbers that cannot be right become issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.load.cells import attribution, count, needed, number
from reportgen.load.findings import Findings, quoted
from reportgen.load.reported import check_reported, p_value
from reportgen.load.table import Row, Table
from reportgen.model import Cell, Result

__all__ = ["check_interval", "check_sizes", "read_results"]

_COUNTS = frozenset({"events", "n", "shared_by"})
_SPREADS = {
    "sd": "a standard deviation",
    "se": "a standard error",
    "variance": "a variance",
    "baseline_sd": "a standard deviation",
    "final_sd": "a standard deviation",
}


def read_results(table: Table, columns: Sequence[str], findings: Findings) -> tuple[Result, ...]:
    """Return the results in the order of the file; empty cells are left out of their data."""
    present = tuple(column for column in columns if column in table.columns)
    return tuple(_result(row, present, findings) for row in table.rows)


def check_interval(
    data: Mapping[str, Cell[float]], findings: Findings, *, ratio: bool, centre: str = "estimate"
) -> None:
    """Keep an issue where limits are the wrong way round, leave out their centre, or a ratio is not above zero.

    `centre` is the column of what the limits are of: ``estimate``, or ``mean`` in the row of an arm.
    """
    cells = {name: data[name] for name in (centre, "ci_low", "ci_high") if name in data}
    numbers = {name: cell.value for name, cell in cells.items() if cell.value is not None}
    for name, value in numbers.items():
        if ratio and value <= 0:
            found = f"found {quoted(cells[name].text)}, expected a ratio above 0"
            findings.add("ratio-is-positive", cells[name].origin, found, "ratios are not given as logarithms")
    low, high = numbers.get("ci_low"), numbers.get("ci_high")
    estimate = numbers.get(centre)
    if low is not None and high is not None and low >= high:
        found = f"found limits {low:g} and {high:g}, expected the lower one first"
        findings.add("interval-holds-the-estimate", cells["ci_low"].origin, found)
    elif estimate is not None and ((low is not None and estimate < low) or (high is not None and estimate > high)):
        limits = " to ".join(cells[name].text for name in ("ci_low", "ci_high") if name in numbers)
        found = f"found the {centre} {cells[centre].text}, expected one within {limits}"
        findings.add("interval-holds-the-estimate", cells[centre].origin, found)


def _result(row: Row, columns: Sequence[str], findings: Findings) -> Result:
    whence = attribution(row, findings)
    data: dict[str, Cell[float]] = {}
    for name in columns:
        if not row.text(name):
            continue
        if name in _COUNTS:
            whole = count(row, name, findings, whence)
            value = None if whole.value is None else float(whole.value)
            data[name] = Cell(value, whole.origin, whole.text, whence)
        else:
            data[name] = p_value(row, findings, whence) if name == "p" else number(row, name, findings, whence)
    check_sizes(data, findings)
    check_reported(data, findings)
    versus = row.text("versus")
    if versus and not row.text("arm"):
        needed(row, "arm", findings)
    return Result(
        study=needed(row, "study", findings),
        outcome=needed(row, "outcome", findings),
        time_point=row.text("time_point"),
        analysis_set=row.text("analysis_set"),
        arm=row.text("arm"),
        versus=versus,
        data=data,
        origin=row.origin(),
        subgroup=row.text("subgroup"),
        attribution=whence,
    )


def check_sizes(data: Mapping[str, Cell[float]], findings: Findings) -> None:
    """Keep an issue for each number of a row that cannot be: no participants, more events than them, no spread."""
    numbers = {name: cell.value for name, cell in data.items() if cell.value is not None}
    n, events = numbers.get("n"), numbers.get("events")
    if n is not None and n <= 0:
        hint = "leave the cell empty if the number is not known"
        findings.add("n-is-positive", data["n"].origin, "found 0 participants, expected at least 1", hint)
    elif n is not None and events is not None and events > n:
        found = f"found {events:g} events in {n:g} participants, expected at most {n:g}"
        findings.add("events-are-at-most-n", data["events"].origin, found)
    for name, title in _SPREADS.items():
        value = numbers.get(name)
        if value is not None and value <= 0:
            found = f"found {quoted(data[name].text)}, expected {title} above 0"
            findings.add("sd-is-positive", data[name].origin, found)
    time, r = numbers.get("time"), numbers.get("r")
    if time is not None and time <= 0:
        found = f"found {quoted(data['time'].text)}, expected a person-time above 0"
        findings.add("time-is-positive", data["time"].origin, found)
    if r is not None and not -1 < r < 1:
        found = f"found {quoted(data['r'].text)}, expected a correlation between -1 and 1"
        findings.add("correlation-is-possible", data["r"].origin, found)
