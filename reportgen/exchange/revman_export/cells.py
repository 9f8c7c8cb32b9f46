"""Cells and tables of the export, and its files by their names."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence

from reportgen.exchange.revman.own_export import guarded
from reportgen.exchange.table_text import number_text
from reportgen.model import Cell

__all__ = ["NAME", "Line", "analysis_path", "as_entered", "flag", "number", "study_path", "table", "text"]

Line = Mapping[str, str]
"""A row of a table by its headings; what is missing is empty."""

NAME = "review"
"""What the names of all files begin with; it must hold no word that tells groups of studies apart."""

_LARGEST = 1e15
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LONGEST = 40


def analysis_path(ending: str) -> str:
    """Return the path of a table of analyses."""
    return f"{NAME}-analysis-data/{NAME}-{ending}"


def study_path(ending: str) -> str:
    """Return the path of a file on studies."""
    return f"{NAME}-study-data/{NAME}-{ending}"


def text(words: str) -> str:
    """Return words as a cell: see `guarded`."""
    return guarded(words)


def flag(value: bool) -> str:
    """Return a yes or no."""
    return "true" if value else "false"


def number(value: float | None) -> str:
    """Return a number at full precision; empty for one that is not known, not finite or beyond what is read."""
    if value is None or not math.isfinite(value) or abs(value) > _LARGEST:
        return ""
    return number_text(value)


def as_entered(cell: Cell[float] | None, value: float | None = None) -> str:
    """Return the number in a cell with the digits it was entered with, or `value` where this is not that number."""
    held = None if cell is None else cell.value
    wanted = held if value is None else value
    written = "" if cell is None else cell.text
    if held is None or wanted != held or len(written) > _LONGEST or not _PLAIN.fullmatch(written):
        return number(wanted)
    return written if float(written) == held and abs(held) <= _LARGEST else number(wanted)


def table(headings: Sequence[str], lines: Iterable[Line]) -> bytes:
    """Return a CSV file in UTF-8."""
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, headings, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return made.getvalue().encode()
