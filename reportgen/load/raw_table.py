"""A table as it stands in a file, before anything is known about its columns."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MOST_CELLS", "MOST_COLUMNS", "MOST_ROWS", "RawTable"]

MOST_COLUMNS = 500
MOST_ROWS = 250_000
MOST_CELLS = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """The cells of a file as text: the headings with their line, and each row with the line it starts on.

    Rows without any text are left out. Rows may be ragged.
    """

    path: str
    heading_line: int
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
