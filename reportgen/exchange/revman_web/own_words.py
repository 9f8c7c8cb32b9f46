"""What a review leaves to the drawing of its figures, in the words of RevMan: both sides of the export use it."""

from __future__ import annotations

from typing import Literal

__all__ = ["default_words"]


def default_words(better: Literal["higher", "lower"], experimental: str, comparator: str) -> tuple[str, str]:
    """Return what stands under a forest plot left and right of no effect where the review does not say."""
    words = (f"Favours {experimental}", f"Favours {comparator}")
    return words if better == "lower" else (words[1], words[0])
