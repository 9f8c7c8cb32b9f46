"""Sizes of type and gaps of a forest plot, and those that are tried one after the other until all columns fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.style import FigureStyle

__all__ = ["Sizes", "tried_sizes"]

_GAP = 9.0
_INNER_GAP = 7.0
_TIGHT = 0.7
_STEP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Sizes of type in points: of the rows, of the small print, of footnote letters.

    `gap` is between groups of columns and `inner` between the columns of one arm, in points.
    """

    text: float
    small: float
    raised: float
    gap: float = _GAP
    inner: float = _INNER_GAP


def tried_sizes(look: FigureStyle) -> Iterator[Sizes]:
    """Yield the sizes of the style, then tighter gaps, then smaller type down to the least that the style allows."""
    text, first = look.font_pt, True
    least = min(look.min_font_pt, look.font_pt)
    while True:
        for share in (1.0, _TIGHT) if first else (_TIGHT,):
            yield Sizes(
                text=text,
                small=max(least, text - 1),
                raised=max(least, text * 0.7),
                gap=_GAP * share,
                inner=_INNER_GAP * share,
            )
        if text <= least:
            return
        text, first = max(least, text - _STEP), False
