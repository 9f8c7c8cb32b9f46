"""The words in which two versions of a text differ, set in bold in both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from reportgen.document import Inline, Strong, Text
from reportgen.wording.phrases import Phrase

__all__ = ["with_differences"]

_WORD = re.compile(r"\s+|[−-]?\d(?:[\d.,]*\d)?|\w+|[^\w\s]")
_LEAST_ALIKE = 0.4
"""Share of words in common below which a text is taken for another one, and nothing in it stands out."""


_MOST_PAIRS = 90_000
"""Pairs of words beyond which texts are not compared: the work grows with them."""


def with_differences(before: str, after: str) -> tuple[Phrase, Phrase]:
    """Return both texts with the words that the other lacks in bold; as they are where little is in common.

    Very long texts are not compared.
    """
    one, other = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if not 0 < len(one) * len(other) <= _MOST_PAIRS or matcher.ratio() < _LEAST_ALIKE:
        return _plain(before), _plain(after)
    steps = matcher.get_opcodes()
    return (
        tuple(_marked(one, [(kind, start, end) for kind, start, end, _, _ in steps])),
        tuple(_marked(other, [(kind, start, end) for kind, _, _, start, end in steps])),
    )


def _plain(text: str) -> Phrase:
    return (Text(text),) if text else ()


def _marked(words: list[str], steps: list[tuple[str, int, int]]) -> Iterator[Inline]:
    for kind, start, end in steps:
        text = "".join(words[start:end])
        if not text:
            continue
        shown = Text(text)
        yield shown if kind == "equal" or not text.strip() else Strong((shown,))
