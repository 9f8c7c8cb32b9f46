"""Which characters the fonts can draw, and how wide they are; read from the font files, once each."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from reportgen import resources
from reportgen.errors import DataError, Issue, Origin

__all__ = [
    "NEVER_DRAWN",
    "FontFace",
    "font_face",
    "missing_glyphs",
    "shipped_face",
    "unknown_advance",
    "unreadable_font",
]

NEVER_DRAWN = frozenset(
    "\t\n\r\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that take part in the setting of a text but are not seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFace:
    """One font file: its family as written inside it, and the advance of each character in thousandths of its size."""

    path: Path
    family: str
    advances: Mapping[int, float]

    def has(self, character: str) -> bool:
        """Return whether the font has a glyph for a character."""
        return ord(character) in self.advances


@cache
def font_face(path: Path) -> FontFace:
    """Return the face in a TrueType or OpenType file; DataError if the file is none."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(BytesIO(resources.font_data(path)), lazy=True, fontNumber=0) as font:
            scale = 1000 / font["head"].unitsPerEm
            metrics = font["hmtx"].metrics
            advances = {code: metrics[glyph][0] * scale for code, glyph in (font.getBestCmap() or {}).items()}
            return FontFace(path=path, family=str(font["name"].getDebugName(1)), advances=advances)
    except (TTLibError, OSError, KeyError, ValueError, ArithmeticError, AssertionError, struct.error) as error:
        raise unreadable_font(path) from error


def unreadable_font(path: Path) -> DataError:
    """Return the error that names a font file which is damaged or no font at all."""
    message = f"found {path.name}, which is not a font that can be read, expected a TrueType or OpenType file"
    return DataError([Issue("file-is-readable", Origin(path.name, 1), message)])


@cache
def shipped_face(style: str) -> FontFace:
    """Return the shipped sans-serif face of a style: ``Regular``, ``Bold``, ``It`` or ``BoldIt``."""
    name = f"SourceSans-{style}.ttf"
    return font_face(next(path for path in resources.font_files() if path.name == name))


def unknown_advance(character: str) -> float:
    """Return the width, in thousandths of the size, to leave for a character that no font here has.

    Another font may draw it: full-width characters then take a whole square, marks that combine no room of their own.
    """
    if character in NEVER_DRAWN or unicodedata.combining(character):
        return 0.0
    return 1000.0 if unicodedata.east_asian_width(character) in {"F", "W"} else 600.0


def missing_glyphs(text: str, fonts: tuple[Path, ...] = ()) -> str:
    """Return the characters of `text` that neither the shipped fonts nor `fonts` can draw, each once, in order.

    Line breaks and characters that are never seen (joiners, direction marks) are not counted.
    """
    faces = (shipped_face("Regular"), font_face(resources.signs_font()), *map(font_face, fonts))
    return "".join(
        character
        for character in dict.fromkeys(text)
        if character not in NEVER_DRAWN and not any(face.has(character) for face in faces)
    )
