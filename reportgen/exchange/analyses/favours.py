"""Which direction of an outcome is good, as the words under its graph tell."""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["better_by_words"]

_FAVOURS = re.compile(r"\b(?:favou?rs?|favou?ring|in favou?r of|better with|benefits? of|better)\b", re.IGNORECASE)
_USUAL_WORDS = {
    "experimental": ("experimental", "treatment", "intervention", "active"),
    "comparator": ("control", "controls", "placebo", "comparator", "comparison", "usual care", "no treatment"),
}


def better_by_words(left: str, right: str, experimental: str, comparator: str) -> Literal["higher", "lower"] | None:
    """Return which direction is good, by whom the labels left and right of no effect favour; None if they do not tell.

    The left side is where the experimental group has less of the outcome: what is favoured there is better with less.
    """
    sides = (_favoured(left, experimental, comparator), _favoured(right, experimental, comparator))
    if sides in {("experimental", "comparator"), ("experimental", None), (None, "comparator")}:
        return "lower"
    if sides in {("comparator", "experimental"), ("comparator", None), (None, "experimental")}:
        return "higher"
    return None


def _favoured(text: str, experimental: str, comparator: str) -> Literal["experimental", "comparator"] | None:
    if not _FAVOURS.search(text):
        return None
    words = _words(_FAVOURS.sub(" ", text))
    names = {"experimental": _words(experimental), "comparator": _words(comparator)}
    exactly: list[Literal["experimental", "comparator"]] = [
        side for side in ("experimental", "comparator") if words and _bare(words) == _bare(names[side])
    ]
    if len(exactly) == 1:  # before likeness: of "OS-IUI" and "OS" one stands in the other
        return exactly[0]
    named: list[Literal["experimental", "comparator"]] = [
        side for side in ("experimental", "comparator") if words and _alike(words, names[side])
    ]
    if len(named) == 1:
        return named[0]
    usual: list[Literal["experimental", "comparator"]] = [
        side for side in ("experimental", "comparator") if words in _USUAL_WORDS[side]
    ]
    return usual[0] if not named and usual else None


def _alike(words: str, name: str) -> bool:
    """Return whether one of the two stands in the other, word by word."""
    return bool(name) and (f" {words} " in f" {name} " or f" {name} " in f" {words} ")


def _bare(words: str) -> str:
    return words.replace(" ", "")


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
