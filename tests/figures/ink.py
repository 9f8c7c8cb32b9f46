"""Where the ink of a text is: the outlines of its letters, not the room that a line of type takes."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from reportgen import resources
from reportgen.figures.canvas import TextMark
from reportgen.figures.lettering import Box, Lettering

__all__ = ["ink_box"]


def ink_box(mark: TextMark, lettering: Lettering) -> Box:
    """Return left, top, right and bottom of a text: its whole advance across, its letters' outlines upwards.

    Letters that no font has are taken to be as high as a capital.
    """
    width = lettering.width(mark.text, mark.size, mark.bold, mark.italic)
    before = width * {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor]
    low, high = _heights(mark, lettering)
    if mark.turned:
        return (mark.x - high, mark.y - width + before, mark.x - low, mark.y + before)
    return (mark.x - before, mark.y - high, mark.x - before + width, mark.y - low)


def _heights(mark: TextMark, lettering: Lettering) -> tuple[float, float]:
    """Return how far the letters reach over the baseline, lowest and highest, in points."""
    found = [
        bounds
        for path, part in lettering.runs(mark.text, mark.bold, mark.italic)
        for letter in part
        if (bounds := _font(path).bounds(letter)) is not None
    ]
    if not found:
        return 0.0, 0.0
    return min(low for low, _ in found) * mark.size, max(high for _, high in found) * mark.size


class _Font:
    """Heights of letters of one font file, as shares of its size."""

    def __init__(self, path: Path) -> None:
        font: Any = TTFont(BytesIO(resources.font_data(path)), lazy=True, fontNumber=0)
        self.names = dict(font.getBestCmap() or {})
        self.glyphs = font.getGlyphSet()
        self.scale = 1 / font["head"].unitsPerEm
        self.known: dict[str, tuple[float, float] | None] = {}

    def bounds(self, letter: str) -> tuple[float, float] | None:
        """Return the lowest and the highest point of a letter; None for a blank."""
        if letter not in self.known:
            self.known[letter] = self._measured(letter)
        return self.known[letter]

    def _measured(self, letter: str) -> tuple[float, float] | None:
        name = self.names.get(ord(letter))
        if name is None:
            return (0.0, 0.66)
        pen = BoundsPen(self.glyphs)
        self.glyphs[name].draw(pen)
        return None if pen.bounds is None else (pen.bounds[1] * self.scale, pen.bounds[3] * self.scale)


@cache
def _font(path: Path) -> _Font:
    return _Font(path)
