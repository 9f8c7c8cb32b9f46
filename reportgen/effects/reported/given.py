"""The numbers that one row gives, with the cells they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.effects.reported.derivation import NotDerivableError
from reportgen.effects.reported.p_values import read_p
from reportgen.errors import Origin
from reportgen.model import Cell, Result

__all__ = ["Given", "given_by", "usable"]

_SMALLEST, _LARGEST = 1e-30, 1e30
"""Beyond these sizes a cell is no measurement; squares and products within stay far from overflow and from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The usable numbers of a row by column, and the cells of all columns that are filled in.

    `p_is_bound` is True where the P value stands as a bound ("<0.05").
    """

    values: Mapping[str, float]
    cells: Mapping[str, Cell[float]]
    p_is_bound: bool = False

    def has(self, *columns: str) -> bool:
        """Return whether the row gives a usable number in each of the columns."""
        return all(column in self.values for column in columns)

    def origins(self, columns: Iterable[str]) -> tuple[Origin, ...]:
        """Return the places of the cells that are filled in, each once."""
        return tuple(dict.fromkeys(self.cells[column].origin for column in columns if column in self.cells))


def given_by(row: Result) -> Given:
    """Return what a row of results.csv gives; a cell without a usable number counts as not given."""
    values = {name: value for name, cell in row.data.items() if (value := usable(cell)) is not None}
    return Given(values=values, cells=row.data, p_is_bound=_is_bound(row.data.get("p")))


def usable(cell: Cell[float] | None) -> float | None:
    """Return the number in a cell, or None where it is empty or holds no number that could be a measurement."""
    if cell is None or cell.value is None:
        return None
    value = float(cell.value)
    return value if value == 0 or _SMALLEST <= abs(value) <= _LARGEST else None


def _is_bound(cell: Cell[float] | None) -> bool:
    if cell is None or not cell.text:
        return False
    try:
        return read_p(cell.text).is_bound
    except NotDerivableError:
        return False
