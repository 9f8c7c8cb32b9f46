"""Rows of texts set in columns, for a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["in_columns", "shortened", "width"]

_GAP = "  "
_WIDEST = 44


def in_columns(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset()) -> list[str]:
    """Return rows of equal length as lines; the columns in `right` are flush right, the others flush left."""
    if not rows:
        return []
    widths = [max(width(row[index]) for row in rows) for index in range(len(rows[0]))]
    return [_GAP.join(_set(cell, widths[i], right=i in right) for i, cell in enumerate(row)).rstrip() for row in rows]


def shortened(text: str) -> str:
    """Return a name that leaves room for its row, cut with … where it is longer."""
    plain = " ".join(text.split())
    if width(plain) <= _WIDEST:
        return plain
    kept = plain[:_WIDEST]
    while width(kept) >= _WIDEST:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide letter, none for a combining mark."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _set(text: str, columns: int, *, right: bool) -> str:
    gap = " " * (columns - width(text))
    return gap + text if right else text + gap
