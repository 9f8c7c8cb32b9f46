"""Texts that read from right to left, wholly or in part: their pieces in the order in which they stand on paper.

The order is that of the Unicode bidirectional algorithm (Unicode Standard Annex 9) in a paragraph that reads from left
to right, as browsers take a text of an SVG file.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby

__all__ = ["in_visual_order", "reads_from_right"]

_FROM_RIGHT = frozenset({"R", "AL"})
_OPENING = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_FIRST = "\u0590"
"""No character before this one, the first of Hebrew, reads from right to left."""


def reads_from_right(text: str) -> bool:
    """Return whether a part of the text reads from right to left."""
    return any(letter >= _FIRST and unicodedata.bidirectional(letter) in _FROM_RIGHT for letter in text)


@lru_cache(maxsize=4096)
def in_visual_order(text: str) -> tuple[tuple[str, bool], ...]:
    """Return the pieces of a text from left to right, each as it is read, with whether that is from right to left.

    Blanks, figures and brackets between words are pieces that read from left to right, brackets turned round where
    they have to be.
    """
    from bidi import get_display

    shown = _turned(str(get_display(text, base_dir="L")))
    pieces = ((from_right, "".join(letters)) for from_right, letters in groupby(shown, key=_goes_with_words))
    return tuple((piece[::-1] if from_right else piece, from_right) for from_right, piece in pieces)


def _turned(shown: str) -> str:
    """Return text in visual order with its brackets facing each other; the order alone leaves some back to back."""
    letters = list(shown)
    opened: list[tuple[int, str]] = []
    for place, letter in enumerate(shown):
        if opened and letter == opened[-1][1]:
            start, _ = opened.pop()
            if letter in _OPENING:
                letters[start], letters[place] = letter, _OPENING[letter]
        elif letter in _OPENING:
            opened.append((place, _OPENING[letter]))
        elif letter in _CLOSING:
            opened.append((place, _CLOSING[letter]))
    return "".join(letters)


def _goes_with_words(letter: str) -> bool:
    """Return whether a letter is one of a word that reads from right to left, or a mark on such."""
    return letter >= _FIRST and unicodedata.bidirectional(letter) in {*_FROM_RIGHT, "NSM"}
