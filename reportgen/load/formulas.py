"""Texts that a spreadsheet would take for a formula stand in .csv files with an apostrophe in front."""

from __future__ import annotations

__all__ = ["harmless", "restored"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SIGNS = frozenset({"+", "-"})


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; numbers, and a sign alone, stay as they are."""
    return f"'{text}" if _looks_like_one(text) and not _is_number(text) else text


def restored(text: str) -> str:
    """Return the text that `harmless` was given."""
    return text[1:] if text.startswith("'") and _looks_like_one(text) else text


def _looks_like_one(text: str) -> bool:
    bare = text.lstrip("'")
    return bare.startswith(_FORMULA) and bare not in _SIGNS


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
