"""A page as SVG whose texts are the outlines of their letters: it looks the same where the fonts are missing."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from reportgen import resources
from reportgen.figures.canvas import BLACK, GroupMark, Page, TextMark, walk
from reportgen.figures.glyphs import NEVER_DRAWN, FontFace, font_face, unknown_advance, unreadable_font
from reportgen.figures.lettering import Lettering
from reportgen.figures.svg import decimal, svg_file, svg_marks

__all__ = ["page_as_outlined_svg"]

_BROKEN = (OSError, LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, struct.error)
_XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
"""Word and older readers know references by this name only."""


def page_as_outlined_svg(page: Page, lettering: Lettering, alt: str) -> bytes:
    """Return the page as an SVG file without text; `alt` is its text alternative.

    Each glyph is defined once, in thousandths of a font's size, and used wherever it stands. DataError if a font that
    is needed has no outlines that can be read.
    """
    tracer = _Tracer(lettering, _free_prefix(page))
    lines = tuple(svg_marks(page.marks, tracer.text))
    return svg_file(page, alt, (*tracer.definitions(), *lines), _XLINK)


def _free_prefix(page: Page) -> str:
    """Return a beginning for ids that no group on the page has."""
    prefix = "glyph-"
    while any(isinstance(mark, GroupMark) and mark.id.startswith(prefix) for mark in walk(page.marks)):
        prefix = f"glyph-{prefix}"
    return prefix


class _Tracer:
    """Writes texts as outlines and remembers which glyphs they need, in the order of their first use."""

    def __init__(self, lettering: Lettering, prefix: str) -> None:
        self.lettering, self.prefix = lettering, prefix
        self.ids: dict[tuple[Path, str], str] = {}

    def definitions(self) -> tuple[str, ...]:
        """Return the lines that define all glyphs used so far."""
        if not self.ids:
            return ()
        paths = (f'<path id="{id_}" d="{_outlines(path)[letter]}"/>' for (path, letter), id_ in self.ids.items())
        return ("<defs>", *paths, "</defs>")

    def text(self, mark: TextMark) -> str:
        """Return a group with one reference for each letter that is seen."""
        uses: list[str] = []
        end = 0.0
        for path, part in self.lettering.runs(mark.text, mark.bold, mark.italic):
            face, outlines = font_face(path), _outlines(path)
            for letter in part:
                if outlines[letter]:
                    uses.append(self._use(path, letter, end))
                end += _advance(face, letter)
        start = -end * {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor] * mark.size / 1000
        return f"<g {_place(mark, start)}>{''.join(uses)}</g>"

    def _use(self, path: Path, letter: str, x: float) -> str:
        id_ = self.ids.setdefault((path, letter), f"{self.prefix}{len(self.ids) + 1}")
        return f'<use xlink:href="#{id_}" x="{decimal(x)}"/>'


def _place(mark: TextMark, start: float) -> str:
    """Return the attributes that put thousandths of the size where the text stands; `start` is in points."""
    x, y = (mark.x, mark.y - start) if mark.turned else (mark.x + start, mark.y)
    turn = " rotate(-90)" if mark.turned else ""
    scale = f"{mark.size / 1000:.6f}".rstrip("0")
    fill = f' fill="{mark.colour}"' if mark.colour != BLACK else ""
    return f'transform="translate({decimal(x)} {decimal(y)}){turn} scale({scale})"{fill}'


def _advance(face: FontFace, letter: str) -> float:
    return 0.0 if letter in NEVER_DRAWN else face.advances.get(ord(letter), unknown_advance(letter))


class _Outlines(dict[str, str]):
    """The path of each letter of one font, traced when first asked for; empty for a blank."""

    def __init__(self, path: Path, glyphs: Any, names: Mapping[int, str], scale: float) -> None:
        super().__init__()
        self.path, self.glyphs, self.names, self.scale = path, glyphs, names, scale

    def __missing__(self, letter: str) -> str:
        """Return the outline, y downwards; that of a missing glyph where the font lacks the letter."""
        from fontTools.pens.svgPathPen import SVGPathPen
        from fontTools.pens.transformPen import TransformPen
        from fontTools.ttLib import TTLibError

        pen = SVGPathPen(self.glyphs, ntos=decimal)
        if letter not in NEVER_DRAWN:
            try:
                name = self.names.get(ord(letter), ".notdef")
                self.glyphs[name].draw(TransformPen(pen, (self.scale, 0, 0, -self.scale, 0, 0)))
            except (TTLibError, *_BROKEN) as error:
                raise unreadable_font(self.path) from error
        self[letter] = str(pen.getCommands())
        return self[letter]


@cache
def _outlines(path: Path) -> _Outlines:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        font = TTFont(BytesIO(resources.font_data(path)), lazy=True, fontNumber=0)
        names = dict(font.getBestCmap() or {})
        return _Outlines(path, font.getGlyphSet(), names, 1000 / font["head"].unitsPerEm)
    except (TTLibError, *_BROKEN) as error:
        raise unreadable_font(path) from error
