"""Names from elsewhere as they are compared with ours."""

from __future__ import annotations

__all__ = ["bare"]


def bare(text: str) -> str:
    """Return the letters and digits of a text, without regard to case: what is left to compare names by."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
