"""Draw the signs that the shipped fonts lack and tables need: run after a change of SIGNS.

    python tools/make_signs_font.py

The font is our own drawing; its circles fit the height of the capitals of Source Sans.
"""

from __future__ import annotations

import math
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from reportgen import resources

__all__ = ["font_of_signs", "main"]

ADVANCE, MIDDLE, BASE, RADIUS, STROKE = 720, 360, 325, 300, 62
CREATED = 3_700_000_000  # seconds since 1904, any will do
SIGNS = {0x2295: "circledplus", 0x229D: "circleddash"}


def font_of_signs() -> bytes:
    """Return the TrueType font; the same bytes each time."""
    names = [".notdef", "space", *SIGNS.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupHead(unitsPerEm=1000, created=CREATED, modified=CREATED)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "space", **SIGNS})
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf(
        {".notdef": empty, "space": empty, "circledplus": _circled(RADIUS - STROKE // 2), "circleddash": _circled(150)}
    )
    metrics = {".notdef": (ADVANCE, 0), "space": (250, 0), **dict.fromkeys(SIGNS.values(), (ADVANCE, MIDDLE - RADIUS))}
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=984, descent=-273)
    builder.setupNameTable({"familyName": "Report Signs", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=750, sTypoDescender=-250, usWinAscent=984, usWinDescent=273)
    builder.setupPost()
    builder.font.recalcTimestamp = False
    target = BytesIO()
    builder.save(target)
    return target.getvalue()


def _circled(reach: int) -> object:
    """Return a ring with a plus that reaches it, or with a dash that does not."""
    pen = TTGlyphPen(None)
    _circle(pen, RADIUS, turn=-1)
    _circle(pen, RADIUS - STROKE, turn=1)
    half = STROKE // 2
    _bar(pen, reach, half)
    if reach >= RADIUS - STROKE:
        _bar(pen, half, reach)
    return pen.glyph()


def _circle(pen: TTGlyphPen, radius: int, turn: int) -> None:
    """Draw a circle of eight quadratic arcs, whose ends lie on it between control points outside."""
    outer = radius / math.cos(math.pi / 8)
    angles = [turn * math.pi / 4 * (step + 0.5) for step in range(8)]
    points = [(round(MIDDLE + outer * math.cos(a)), round(BASE + outer * math.sin(a))) for a in angles]
    pen.qCurveTo(*points, None)
    pen.closePath()


def _bar(pen: TTGlyphPen, across: int, up: int) -> None:
    corners = ((-across, -up), (-across, up), (across, up), (across, -up))
    pen.moveTo((MIDDLE + corners[0][0], BASE + corners[0][1]))
    for x, y in corners[1:]:
        pen.lineTo((MIDDLE + x, BASE + y))
    pen.closePath()


def main() -> None:
    """Write the font to templates/fonts/signs."""
    target = resources.templates() / "fonts/signs/ReportSigns.ttf"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(font_of_signs())


if __name__ == "__main__":
    main()
