"""Where in a source the cell of a written review comes from, so that what is wrong with it is told in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from reportgen.errors import DataError, Issue, Origin
from reportgen.model import Cell, Review

__all__ = ["told_in_the_source"]

_TABLES: Mapping[str, Callable[[Review], Iterable[Any]]] = {
    "studies.csv": lambda review: review.studies,
    "arms.csv": lambda review: review.arms,
    "results.csv": lambda review: review.results,
    "risk_of_bias.csv": lambda review: review.judgements,
    "certainty.csv": lambda review: review.certainty,
    "flow.csv": lambda review: review.flow.counts,
}
"""What stands in the rows of each table that `load.write` gives, in its order."""


def told_in_the_source(error: DataError, review: Review) -> DataError:
    """Return the issues of a review just written with the places in the source that its rows came from."""
    rows = {path: tuple(things(review)) for path, things in _TABLES.items()}
    return DataError([_moved(issue, rows) for issue in error.issues])


def _moved(issue: Issue, rows: Mapping[str, tuple[Any, ...]]) -> Issue:
    origin = issue.origin
    things = () if origin is None else rows.get(origin.path, ())
    if origin is None or not 2 <= origin.line < len(things) + 2:
        return issue
    thing = things[origin.line - 2]
    return replace(issue, origin=_cell_origin(thing, origin.name) or thing.origin)


def _cell_origin(thing: Any, column: str) -> Origin | None:
    """Return the place of a cell of a row, by the heading of its column; None if it has none of its own."""
    for holder in ("data", "characteristics"):
        cells = getattr(thing, holder, None)
        if cells and column in cells:
            found: Origin = cells[column].origin
            return found
    value = getattr(thing, column, None) if column.isidentifier() else None
    return value.origin if isinstance(value, Cell) else None
