"""How a statistic is set beside its letter, and an interval between its limits, in the style of the journal."""

from __future__ import annotations

from reportgen.document import Number, Text
from reportgen.style import NumberStyle
from reportgen.wording.numbers import MINUS, NBSP
from reportgen.wording.phrases import Phrase, weave

__all__ = ["SIGNS", "interval", "relation"]

SIGNS = ("<", ">", "≤", "≥")


def relation(letter: str, number: Number, style: NumberStyle) -> Phrase:
    """Return "P = 0.03", or "P < 0.001" where the number brings its own sign; no line breaks inside."""
    gap = NBSP if style.spaced_relations else ""
    sign = "" if number.text.startswith(SIGNS) else f"={gap}"
    return (Text(f"{letter}{gap}{sign}"), number)


def interval(ci_low: Number, ci_high: Number, style: NumberStyle) -> Phrase:
    """Return "0.56 to 0.90"; a dash of the style's gives way to "to" where a limit has a minus."""
    word = style.interval_word
    if not word.isalpha() and (ci_low.text + ci_high.text).count(MINUS):
        word = "to"
    gap = " " if word.isalpha() else ""
    return weave("{low}{word}{high}", low=ci_low, word=f"{gap}{word}{gap}", high=ci_high)
