"""Which decimal mark a file uses, and its numbers with a point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

__all__ = ["DecimalMark", "is_grouped", "mark_of_cell", "with_point"]

DecimalMark = Literal["comma", "point", "either"]

_COMMA = re.compile(r"[<>=≤≥]?\s*[+\-−]?[0-9]*,[0-9]+(?:[eE][+-]?[0-9]+)?")
_POINT = re.compile(r"[<>=≤≥]?\s*[+\-−]?[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?")
_MAYBE_GROUPED = re.compile(r"[+\-−]?[1-9][0-9]{0,2},[0-9]{3}")
_GROUPED = re.compile(r"[+\-−]?[0-9]{1,3}(?:[,.'’\s][0-9]{3})+(?:[.,][0-9]+)?")


def mark_of_cell(text: str) -> DecimalMark | None:
    """Return the decimal mark of a numeric cell, None without one.

    "1,234" is ``either``: a decimal comma, or a thousands separator.
    """
    if _MAYBE_GROUPED.fullmatch(text):
        return "either"
    if _COMMA.fullmatch(text):
        return "comma"
    return "point" if _POINT.fullmatch(text) else None


def with_point(texts: Sequence[str]) -> tuple[str, ...]:
    """Return cells of a file whose decimal mark is the comma with a point in its place; other texts as they are."""
    return tuple(text.replace(",", ".") if mark_of_cell(text) in {"comma", "either"} else text for text in texts)


def is_grouped(text: str) -> bool:
    """Return whether the text is a number with thousands separators ("1,234", "1 234", "1.234.567")."""
    return _GROUPED.fullmatch(text) is not None
