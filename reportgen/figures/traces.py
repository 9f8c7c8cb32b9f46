"""The outlines of letters, traced from the font files once each, in the language of a format."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from reportgen import resources
from reportgen.figures.canvas import TextMark
from reportgen.figures.glyphs import NEVER_DRAWN, FontFace, font_face, unknown_advance, unreadable_font
from reportgen.figures.lettering import Lettering

__all__ = ["Letter", "PenMaker", "Traces", "set_letters", "traces"]

PenMaker = Callable[[Any], Any]
"""Makes a pen of fontTools for the glyphs of a font; its `getCommands()` is the outline that was drawn with it."""

_BROKEN = (OSError, LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, struct.error)


class Traces(dict[str, str]):
    """The outline of each letter of one font, traced when first asked for; empty for a blank."""

    def __init__(self, path: Path, glyphs: Any, names: Mapping[int, str], pen_of: PenMaker, scale: float) -> None:
        super().__init__()
        self.path, self.glyphs, self.names, self.pen_of, self.scale = path, glyphs, names, pen_of, scale

    def __missing__(self, letter: str) -> str:
        """Return the outline, y downwards; that of a missing glyph where the font lacks the letter."""
        from fontTools.pens.transformPen import TransformPen
        from fontTools.ttLib import TTLibError

        pen = self.pen_of(self.glyphs)
        if letter not in NEVER_DRAWN:
            try:
                name = self.names.get(ord(letter), ".notdef")
                self.glyphs[name].draw(TransformPen(pen, (self.scale, 0, 0, -self.scale, 0, 0)))
            except (TTLibError, *_BROKEN) as error:
                raise unreadable_font(self.path) from error
        self[letter] = str(pen.getCommands())
        return self[letter]


@cache
def traces(path: Path, pen_of: PenMaker) -> Traces:
    """Return the outlines of a font, in thousandths of its size; DataError if it has none that can be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(BytesIO(resources.font_data(path)), lazy=True, fontNumber=0)
        names = dict(font.getBestCmap() or {})
        return Traces(path, font.getGlyphSet(), names, pen_of, 1000 / font["head"].unitsPerEm)
    except (TTLibError, *_BROKEN) as error:
        raise unreadable_font(path) from error


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a text that is seen, with the font that draws it; `x` in thousandths of the size from the start."""

    path: Path
    letter: str
    x: float


def set_letters(mark: TextMark, lettering: Lettering, pen_of: PenMaker) -> tuple[list[Letter], float]:
    """Return the letters of a text at their places and where the text begins, in points before its place."""
    letters: list[Letter] = []
    end = 0.0
    for path, part in lettering.runs(mark.text, mark.bold, mark.italic):
        face, outlines = font_face(path), traces(path, pen_of)
        for letter in part:
            if outlines[letter]:
                letters.append(Letter(path, letter, end))
            end += _advance(face, letter)
    return letters, end * {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor] * mark.size / 1000


def _advance(face: FontFace, letter: str) -> float:
    return 0.0 if letter in NEVER_DRAWN else face.advances.get(ord(letter), unknown_advance(letter))
