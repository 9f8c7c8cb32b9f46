"""A page as SVG whose texts are the outlines of their letters: it looks the same where the fonts are missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportgen.figures.canvas import BLACK, GroupMark, Page, TextMark, walk
from reportgen.figures.lettering import Lettering
from reportgen.figures.svg import decimal, svg_file, svg_marks
from reportgen.figures.traces import Letter, set_letters, traces

__all__ = ["page_as_outlined_svg"]

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
        self.ids: dict[tuple[Path, int], str] = {}

    def definitions(self) -> tuple[str, ...]:
        """Return the lines that define all glyphs used so far."""
        if not self.ids:
            return ()
        paths = (f'<path id="{id_}" d="{traces(path, _pen)[glyph]}"/>' for (path, glyph), id_ in self.ids.items())
        return ("<defs>", *paths, "</defs>")

    def text(self, mark: TextMark) -> str:
        """Return a group with one reference for each letter that is seen."""
        letters, before = set_letters(mark, self.lettering, _pen)
        return f"<g {_place(mark, -before)}>{''.join(map(self._use, letters))}</g>"

    def _use(self, letter: Letter) -> str:
        id_ = self.ids.setdefault((letter.path, letter.glyph), f"{self.prefix}{len(self.ids) + 1}")
        height = f' y="{decimal(letter.y)}"' if letter.y else ""
        return f'<use xlink:href="#{id_}" x="{decimal(letter.x)}"{height}/>'


def _pen(glyphs: Any) -> Any:
    from fontTools.pens.svgPathPen import SVGPathPen

    return SVGPathPen(glyphs, ntos=decimal)


def _place(mark: TextMark, start: float) -> str:
    """Return the attributes that put thousandths of the size where the text stands; `start` is in points."""
    x, y = (mark.x, mark.y - start) if mark.turned else (mark.x + start, mark.y)
    turn = " rotate(-90)" if mark.turned else ""
    scale = f"{mark.size / 1000:.6f}".rstrip("0")
    fill = f' fill="{mark.colour}"' if mark.colour != BLACK else ""
    return f'transform="translate({decimal(x)} {decimal(y)}){turn} scale({scale})"{fill}'
