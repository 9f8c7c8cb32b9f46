"""What a format for reading is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.exchange.imported import Imported
from reportgen.exchange.source import Source

__all__ = ["Format", "ImportOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the user says besides the source.

    `title` takes the place of the source's own; `measure` is the effect measure of a table that names none;
    `columns` maps our names of columns to those of the table (see `wide`), None where none were given.
    """

    title: str = ""
    measure: str = ""
    columns: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that can be read.

    `matches` looks at names and at the first bytes only; several formats may match the same source. A `general` format
    is meant only where no other one matches. `read` raises DataError with all that stops it, and never anything else.
    """

    id: str
    title: str
    matches: Callable[[Source], bool]
    read: Callable[[Source, ImportOptions], Imported]
    general: bool = False
