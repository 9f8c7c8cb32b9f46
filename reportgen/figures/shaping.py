"""Letters that join, stack or move: which glyphs of a font a text takes, and where, by HarfBuzz.

The shipped fonts need none of this for the scripts they hold; the review's own fonts (Arabic, Devanagari, Thai) do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reportgen import resources

__all__ = ["Glyph", "shaped", "shaped_width"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph by its number in the font, with its advance and how far it is moved in thousandths of the size, y up."""

    number: int
    advance: float
    dx: float
    dy: float


@lru_cache(maxsize=8192)
def shaped(path: Path, text: str) -> tuple[Glyph, ...]:
    """Return the glyphs of a text of one script and direction, from left to right."""
    import uharfbuzz

    font, scale = _font(path)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return tuple(
        Glyph(
            number=info.codepoint,
            advance=place.x_advance * scale,
            dx=place.x_offset * scale,
            dy=place.y_offset * scale,
        )
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    )


def shaped_width(path: Path, text: str) -> float:
    """Return the width of a text in thousandths of its size."""
    return sum(glyph.advance for glyph in shaped(path, text))


@cache
def _font(path: Path) -> tuple[Any, float]:
    import uharfbuzz

    face = uharfbuzz.Face(resources.font_data(path))
    return uharfbuzz.Font(face), 1000 / face.upem
