"""A page as Encapsulated PostScript: flat vectors of exact size, texts as outlines, so that no font can be missing.

Written by hand, in level 2 of the language, 7-bit and without dates: printers and publishers' checks find nothing
in it that they would have to replace. Coordinates are those of the page, turned upright by one matrix.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.pens.basePen import BasePen

from reportgen.figures.canvas import CircleMark, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark
from reportgen.figures.lettering import Lettering
from reportgen.figures.svg import decimal
from reportgen.figures.traces import Letter, set_letters, traces

__all__ = ["page_as_eps"]

_WORDS = (
    "/m {moveto} bind def",
    "/l {lineto} bind def",
    "/c {curveto} bind def",
    "/z {closepath} bind def",
    "/k {setrgbcolor} bind def",
    "/a {0 360 arc closepath} bind def",
    "/f {gsave fill grestore} bind def",
    "/s {setlinewidth stroke} bind def",
    # the letter whose outline follows, moved to its place in the text
    "/b {gsave translate newpath} bind def",
    "/e {fill grestore} bind def",
    # a text: where it starts, how it is turned, its size
    "/t {gsave 4 2 roll translate exch rotate dup scale} bind def",
)
_SPAN = 120
"""Characters of a line, at most about: the standard asks for fewer than 256."""


def page_as_eps(page: Page, lettering: Lettering) -> bytes:
    """Return the page as an EPS file; DataError if a font that is needed has no outlines that can be read."""
    drawer = _Drawer(lettering)
    drawn = tuple(drawer.marks(page.marks))
    width, height = decimal(page.width), decimal(page.height)
    lines = [
        "%!PS-Adobe-3.0 EPSF-3.0",
        f"%%BoundingBox: 0 0 {math.ceil(round(page.width, 2))} {math.ceil(round(page.height, 2))}",
        f"%%HiResBoundingBox: 0 0 {width} {height}",
        "%%Creator: reportgen",
        "%%LanguageLevel: 2",
        "%%DocumentData: Clean7Bit",
        "%%Pages: 1",
        "%%EndComments",
        "%%BeginProlog",
        f"/reportgen-page {len(_WORDS) + len(drawer.names) + 8} dict def",
        "reportgen-page begin",
        *_WORDS,
        *drawer.definitions(),
        "end",
        "%%EndProlog",
        "%%Page: 1 1",
        "reportgen-page begin gsave",
        f"0 {height} translate 1 -1 scale",
        *drawn,
        "grestore end",
        "%%Trailer",
        "%%EOF",
        "",
    ]
    return "\n".join(lines).encode("ascii")


class _Drawer:
    """Writes marks and remembers which letters they need, in the order of their first use."""

    def __init__(self, lettering: Lettering) -> None:
        self.lettering = lettering
        self.names: dict[tuple[Path, int], str] = {}

    def definitions(self) -> Iterator[str]:
        """Yield a procedure for each letter used so far."""
        for (path, glyph), name in self.names.items():
            yield from _in_lines(f"/{name} {{b {traces(path, _Pen)[glyph]} e}} bind def".split(" "))

    def marks(self, marks: Iterable[Mark]) -> Iterator[str]:
        """Yield the lines that draw marks, in their order."""
        for mark in marks:
            match mark:
                case GroupMark():
                    yield from self.marks(mark.marks)
                case TextMark():
                    yield from self._text(mark)
                case LineMark():
                    yield from _line(mark)
                case ShapeMark() | CircleMark():
                    yield from _shape(mark)

    def _text(self, mark: TextMark) -> Iterator[str]:
        letters, before = set_letters(mark, self.lettering, _Pen)
        if not letters:
            return
        x, y = (mark.x, mark.y + before) if mark.turned else (mark.x - before, mark.y)
        size = f"{mark.size / 1000:.6f}".rstrip("0")
        yield f"{_ink(mark.colour)} {decimal(x)} {decimal(y)} {-90 if mark.turned else 0} {size} t"
        words = [word for letter in letters for word in (decimal(letter.x), decimal(letter.y), self._name(letter))]
        yield from _in_lines([*words, "grestore"])

    def _name(self, letter: Letter) -> str:
        return self.names.setdefault((letter.path, letter.glyph), f"g{len(self.names) + 1}")


class _Pen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Writes outlines in our words; curves of second degree become curves of third degree on its way here."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.words: list[str] = []

    def getCommands(self) -> str:  # noqa: N802 - as the pens of fontTools call it
        """Return the outline drawn so far."""
        return " ".join(self.words)

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.words.append(f"{_thousandths(pt)} m")

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.words.append(f"{_thousandths(pt)} l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.words.append(f"{' '.join(map(_thousandths, points))} c")

    def _closePath(self) -> None:  # noqa: N802
        self.words.append("z")


def _thousandths(point: tuple[float, float]) -> str:
    return f"{decimal(point[0])} {decimal(point[1])}"


def _line(mark: LineMark) -> Iterator[str]:
    if mark.dash:
        yield f"[{' '.join(map(decimal, mark.dash))}] 0 setdash"
    yield from _in_lines(["newpath", *_through(mark.points), _ink(mark.colour), decimal(mark.width), "s"])
    if mark.dash:
        yield "[] 0 setdash"


def _shape(mark: ShapeMark | CircleMark) -> Iterator[str]:
    if isinstance(mark, CircleMark):
        words = [f"{decimal(mark.x)} {decimal(mark.y)} {decimal(mark.radius)} a"]
    else:
        words = [*_through(mark.points), "z"]
    if mark.fill:
        words.append(f"{_ink(mark.fill)} f")
    if mark.stroke and mark.width:
        words.append(f"{_ink(mark.stroke)} {decimal(mark.width)} s")
    yield from _in_lines(["newpath", *words])


def _through(points: tuple[tuple[float, float], ...]) -> list[str]:
    return [f"{decimal(x)} {decimal(y)} {'l' if i else 'm'}" for i, (x, y) in enumerate(points)]


def _ink(colour: str) -> str:
    """Return what sets a colour written #rrggbb, in shares of full light."""
    shares = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return f"{' '.join(f'{share:.4f}'.rstrip('0').rstrip('.') for share in shares)} k"


def _in_lines(words: Iterable[str]) -> Iterator[str]:
    """Yield words in lines of bearable length."""
    line: list[str] = []
    length = 0
    for word in words:
        line.append(word)
        length += len(word) + 1
        if length > _SPAN:
            yield " ".join(line)
            line, length = [], 0
    if line:
        yield " ".join(line)
