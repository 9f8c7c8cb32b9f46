"""Counts and lists as remarks tell them."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["counted", "listed"]

_MOST_LISTED = 10


def counted(n: int, one: str, several: str = "") -> str:
    """Return a number with what it counts: "1 row", "3 rows", "2 studies"; without `several`, an s makes the plural."""
    return f"{n} {one if n == 1 else several or one + 's'}"


def listed(words: Sequence[str], most: int = _MOST_LISTED, *, mark: str = ", ") -> str:
    """Return words with a mark between them; of more than `most` the first of them, and how many others there are."""
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return mark.join(words[:most]) + more
