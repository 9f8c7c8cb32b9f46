"""The events of outcomes, arm by arm, for checks that add them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.model import Cell, Result, Review

__all__ = ["events_of", "place", "shared_rows"]

_Key = tuple[str, str, str, str, str]


def shared_rows(review: Review, outcomes: Sequence[str]) -> Iterator[tuple[Result, ...]]:
    """Yield the rows of the outcomes, in their order, for each arm that gives events for all of them.

    An arm is taken at each time point and in each analysis set by itself, in the order of results.csv.
    """
    wanted = dict.fromkeys(outcomes)
    found: dict[_Key, dict[str, Result]] = {}
    for row in review.results:
        if row.outcome in wanted and not row.versus and events_of(row) is not None:
            key = (row.study, row.arm, row.subgroup, row.time_point, row.analysis_set)
            found.setdefault(key, {})[row.outcome] = row
    for rows in found.values():
        if len(rows) == len(wanted):
            yield tuple(rows[name] for name in wanted)


def events_of(row: Result) -> Cell[float] | None:
    """Return the cell with the number of events, or None where it is not filled in."""
    cell = row.data.get("events")
    return None if cell is None or cell.value is None else cell


def place(review: Review, row: Result) -> str:
    """Return where a row stands, for a message: study, arm, and the time point and analysis set if given."""
    labels: Mapping[str, str] = {arm.id: arm.label or arm.id for arm in review.arms_of(row.study)}
    parts = (row.study, labels.get(row.arm, row.arm), row.subgroup, row.time_point, row.analysis_set)
    return ", ".join(part for part in parts if part)
