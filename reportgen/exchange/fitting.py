"""Texts as the files of a review folder can hold them."""

from __future__ import annotations

import re

from reportgen.foreign.characters import CONTROL_CHARACTERS

__all__ = ["fitting"]

_LONGEST = 20_000
_LONGEST_READ = 1_000_000
_LONGEST_WORD = 400  # less than the 500 a page can hold: marks may come before and after
_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")


def fitting(text: str) -> str:
    """Return a text without control characters and without white space around it, cut to what a cell can hold."""
    text = text[:_LONGEST_READ]  # whatever comes behind it would be cut in any case
    clean = CONTROL_CHARACTERS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    clean = _WORD.sub(lambda word: word.group()[:_LONGEST_WORD], clean)
    return clean[:_LONGEST].rstrip()
