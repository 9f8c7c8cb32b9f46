"""The outlines of letters, traced from the font files once each, in the language of a format."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from reportgen import resources
from reportgen.figures.canvas import TextMark
from reportgen.figures.glyphs import NEVER_DRAWN, font_face, unknown_advance, unreadable_font
from reportgen.figures.lettering import Lettering
from reportgen.figures.shaping import Glyph, shaped

__all__ = ["Letter", "PenMaker", "Traces", "set_letters", "traces"]

PenMaker = Callable[[Any], Any]
"""Makes a pen of fontTools for the glyphs of a font; its `getCommands()` is the outline that was drawn with it."""

_BROKEN = (OSError, LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, struct.error)


class Traces(dict[int, Any]):
    """The outline of each glyph of one font by its number, traced when first asked for; empty or None for a blank."""

    def __init__(self, path: Path, font: Any, pen_of: PenMaker) -> None:
        super().__init__()
        self.path, self.font, self.pen_of = path, font, pen_of
        self.names, self.glyphs = font.getBestCmap() or {}, font.getGlyphSet()
        self.scale = 1000 / font["head"].unitsPerEm
        self.letters: dict[str, Glyph] = {}

    def of_letter(self, letter: str) -> Glyph:
        """Return the glyph of a letter that stands by itself; that of a missing one where the font lacks it."""
        if letter not in self.letters:
            known = font_face(self.path).advances.get(ord(letter))
            advance = unknown_advance(letter) if known is None else known
            number = int(self.font.getGlyphID(self.names.get(ord(letter), ".notdef")))
            self.letters[letter] = Glyph(number=number, advance=advance, dx=0.0, dy=0.0)
        return self.letters[letter]

    def __missing__(self, number: int) -> Any:
        """Return the outline, y downwards."""
        from fontTools.pens.transformPen import TransformPen
        from fontTools.ttLib import TTLibError

        pen = self.pen_of(self.glyphs)
        try:
            self.glyphs[self.font.getGlyphName(number)].draw(TransformPen(pen, (self.scale, 0, 0, -self.scale, 0, 0)))
        except (TTLibError, *_BROKEN) as error:
            raise unreadable_font(self.path) from error
        self[number] = outline = pen.getCommands()
        return outline


@cache
def traces(path: Path, pen_of: PenMaker) -> Traces:
    """Return the outlines of a font, in thousandths of its size; DataError if it has none that can be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        return Traces(path, TTFont(BytesIO(resources.font_data(path)), lazy=True, fontNumber=0), pen_of)
    except (TTLibError, *_BROKEN) as error:
        raise unreadable_font(path) from error


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a text that is seen: its glyph in the font that draws it, and where that stands.

    `x` is from the start of the text and `y` from its line, downwards, both in thousandths of the size.
    """

    path: Path
    glyph: int
    x: float
    y: float = 0.0


def set_letters(mark: TextMark, lettering: Lettering, pen_of: PenMaker) -> tuple[list[Letter], float]:
    """Return the letters of a text at their places and where the text begins, in points before its place."""
    letters: list[Letter] = []
    end = 0.0
    own = lettering.faces(mark.bold, mark.italic)[0].path
    for path, part in lettering.runs(mark.text, mark.bold, mark.italic):
        outlines = traces(path, pen_of)
        drawn = (outlines.of_letter(letter) for letter in part if letter not in NEVER_DRAWN)
        for glyph in drawn if path == own else shaped(path, part):
            if outlines[glyph.number]:
                letters.append(Letter(path, glyph.number, end + glyph.dx, 0.0 - glyph.dy))
            end += glyph.advance
    return letters, end * {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor] * mark.size / 1000
