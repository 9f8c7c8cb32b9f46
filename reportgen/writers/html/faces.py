"""The shipped fonts as @font-face rules inside the page, cut to the blocks of characters the page uses.

Cutting a font to the very characters of a page takes 0.15 s a face; the shipped pieces (templates/fonts/web, made by
tools/make_web_fonts.py) need only be read.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from reportgen import resources
from reportgen.document import FontFile

__all__ = ["FACES", "PIECES", "Face", "font_faces", "own_faces", "piece_of"]

Ranges: TypeAlias = tuple[tuple[int, int], ...]


class Face(NamedTuple):
    """One face: the stem of its file, and the family, style and weight it answers to in CSS."""

    stem: str
    family: str
    style: str
    weight: int


FACES: tuple[Face, ...] = tuple(
    Face(f"{stem}-{cut}", family, style, weight)
    for stem, family in (("SourceSans", "Source Sans 3"), ("SourceSerif", "Source Serif 4"))
    for cut, style, weight in (
        ("Regular", "normal", 400),
        ("It", "italic", 400),
        ("Bold", "normal", 700),
        ("BoldIt", "italic", 700),
    )
)

# A character belongs to the first piece whose ranges hold it. The first piece is in every page; a further one only
# if the page uses one of its characters.
PIECES: Mapping[str, Ranges] = {
    "basic": (
        (0x20, 0x7E),
        (0xA0, 0xFF),
        (0x3B1, 0x3C9),
        (0x2009, 0x2026),
        (0x202F, 0x2033),
        (0x2070, 0x208E),
        (0x2190, 0x2193),
        (0x2212, 0x2212),
        (0x2248, 0x2248),
        (0x2260, 0x2265),
    ),
    "signs": ((0x2B0, 0x2FF), (0x370, 0x3FF), (0x1D00, 0x1DBF), (0x2000, 0x2BFF)),
    "central": ((0x100, 0x17F),),
    "latin": ((0x100, 0x2AF), (0x300, 0x36F), (0x1E00, 0x1EFF), (0xFB00, 0xFB06)),
    "others": ((0x400, 0x1CFF), (0x1DC0, 0x1DFF), (0x1F00, 0x1FFF), (0x2C00, 0xFAFF), (0xFB07, 0x1FFFF)),
}


def piece_of(character: int) -> str:
    """Return the piece that holds a character, or an empty string."""
    for name, ranges in PIECES.items():
        if any(first <= character <= last for first, last in ranges):
            return name
    return ""


def font_faces(text: str, faces: Sequence[Face] = FACES) -> str:
    """Return the @font-face rules that the characters of `text` call for; the same text gives the same rules."""
    used = {"basic", *(piece_of(ord(character)) for character in set(text))}
    rules = [_rule(face, piece) for face in faces for piece in PIECES if piece in used]
    return "\n".join((*rules, *([_signs()] if set(map(ord, text)) & _points(resources.signs_font()) else [])))


@cache
def _signs() -> str:
    """Return the rule of our font of signs, which is small enough to stand in a page whole."""
    data = b64encode(resources.font_data(resources.signs_font())).decode()
    return f'@font-face{{font-family:"Report Signs";src:url(data:font/ttf;base64,{data})}}'


@cache
def _points(font: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(BytesIO(resources.font_data(font)), lazy=True).getBestCmap()) - {0x20}


@cache
def _rule(face: Face, piece: str) -> str:
    ranges = ",".join(f"U+{first:X}-{last:X}" if last > first else f"U+{first:X}" for first, last in PIECES[piece])
    data = b64encode(resources.read_bytes(f"fonts/web/{face.stem}.{piece}.woff2")).decode()
    return (
        f'@font-face{{font-family:"{face.family}";font-style:{face.style};font-weight:{face.weight};'
        f"unicode-range:{ranges};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def own_faces(fonts: Sequence[FontFile], text: str) -> str:
    """Return the rules for the fonts a review brings along, cut to those characters that the shipped fonts lack."""
    if not fonts:
        return ""
    from fontTools.ttLib import TTFont

    missing = {ord(character) for character in set(text)} - _shipped()
    rules: list[str] = []
    for number, font in enumerate(fonts, 1):
        source = TTFont(BytesIO(font.data), fontNumber=0, lazy=True)
        wanted = missing & set(source.getBestCmap() or {})
        if wanted:
            missing -= wanted
            data = b64encode(_cut(source, wanted)).decode()
            rules.append(f'@font-face{{font-family:"Own {number}";src:url(data:font/ttf;base64,{data})}}')
    families = ",".join(f'"Own {number}"' for number in range(1, len(fonts) + 1))
    return "\n".join((*rules, f":root{{--own:{families}}}"))


def _cut(source: Any, points: set[int]) -> bytes:
    from fontTools import subset

    options = subset.Options(hinting=False, layout_features=["ccmp", "locl", "mark", "mkmk"], recalc_timestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(points))
    subsetter.subset(source)
    target = BytesIO()
    source.save(target)
    return target.getvalue()


@cache
def _shipped() -> frozenset[int]:
    """Return the characters of the shipped fonts; the sans stands in for what the serif lacks."""
    from fontTools.ttLib import TTFont

    faces = (
        TTFont(BytesIO(data), lazy=True) for stem, data in resources.font_bytes().items() if stem.endswith("-Regular")
    )
    return frozenset(point for face in faces for point in face.getBestCmap()) | _points(resources.signs_font())
