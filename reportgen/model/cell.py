"""One value of a data file: what it is, where it stands, and how it was come by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from reportgen.errors import Origin

__all__ = ["Attribution", "Cell", "Provenance"]

T = TypeVar("T")

Provenance = Literal["reported", "derived", "reconstructed", "unknown"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: ids of sources.csv, how the value was come by, and the reviewer's note on it."""

    source: tuple[str, ...] = ()
    provenance: Provenance = "reported"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """A value with its place; `value` is None where the file leaves the cell empty (not known, never zero).

    `text` is what stood in the file, kept so that a mean of 8.90 is printed as it was entered.
    """

    value: T | None
    origin: Origin = field(compare=False)
    text: str = ""
    attribution: Attribution = Attribution()
