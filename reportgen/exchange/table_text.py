"""Tables as text: CSV in UTF-8 with line feeds, and numbers that are read back as they were."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

__all__ = ["csv_of", "number_text", "rows_of_csv"]

_MOST_EXACT = 1e15
"""Up to here every whole number is a double of its own, and is written with all its digits."""


def csv_of(rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as CSV; a cell that is None is empty."""
    stream = StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def rows_of_csv(data: bytes) -> list[list[str]]:
    """Return the rows of a table that `csv_of` or `reportgen.load.write` made."""
    return list(csv.reader(StringIO(data.decode(), newline="")))


def number_text(value: float) -> str:
    """Return a finite number so that it is read back the same; whole numbers have no decimal point."""
    return str(int(value)) if abs(value) < _MOST_EXACT and value == int(value) else repr(float(value))
