"""How wide a text is and where it breaks: measured from the fonts that will draw it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.figures.canvas import TextMark
from reportgen.figures.directions import in_visual_order, reads_from_right
from reportgen.figures.glyphs import NEVER_DRAWN, FontFace, font_face, shipped_face, unknown_advance
from reportgen.figures.shaping import shaped_width
from reportgen.resources import signs_font

__all__ = ["ASCENT", "CAP_HEIGHT", "DESCENT", "LONGEST_TEXT", "Box", "Lettering", "cleaned"]

CAP_HEIGHT = 0.66
"""Height of a capital over its size; a line of text is centred by it."""

DESCENT = 0.24
ASCENT = 0.76
LONGEST_TEXT = 400
"""No text in a figure has more characters; what is longer ends in an ellipsis."""

_BOX = "\u25a1"
"""What stands for a character that no font has."""

_NOT_XML = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_BREAKS = re.compile(r"(?<=[-/–])(?=\w)| ")

Box = tuple[float, float, float, float]
"""Left, top, right, bottom of what a text covers."""


def cleaned(text: str) -> str:
    """Return text as one line that XML can hold: no control characters, one blank for several, of bearable length.

    Letters with marks that combine become one character where there is one, which fonts draw better.
    """
    head = unicodedata.normalize("NFC", text[: LONGEST_TEXT * 4])
    line = re.sub(" +", " ", _NOT_XML.sub(" ", head)).strip(" ")
    return line if len(line) <= LONGEST_TEXT else line[: LONGEST_TEXT - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """The shipped sans-serif with `fallback` fonts for characters it lacks. Widths are in points.

    `broken` gathers the words that had to be split because no line was wide enough for them.
    Kerning is left out, so that a width is at most a hair larger than what is drawn.
    """

    fallback: tuple[Path, ...] = ()
    broken: set[str] = field(default_factory=set, compare=False, repr=False)
    _widths: dict[tuple[str, bool, bool], float] = field(default_factory=dict, compare=False, repr=False)

    def faces(self, bold: bool = False, italic: bool = False) -> tuple[FontFace, ...]:
        """Return the fonts to try for each character, in order."""
        name = {(False, False): "Regular", (True, False): "Bold", (False, True): "It", (True, True): "BoldIt"}
        return (shipped_face(name[bold, italic]), *map(font_face, (*self.fallback, signs_font())))

    def families(self) -> tuple[str, ...]:
        """Return the family names in the order they are tried, each once; our font of signs goes without saying."""
        return tuple(dict.fromkeys(face.family for face in self.faces()[:-1]))

    def runs(self, text: str, bold: bool = False, italic: bool = False) -> Iterator[tuple[Path, str]]:
        """Yield parts of `text` from left to right as they are drawn, with the font file that draws each.

        That is the first file where none has the character. A part is in the order in which it is read, which may be
        from right to left.
        """
        faces = self.faces(bold, italic)
        if all(map(faces[0].has, text)):
            yield faces[0].path, text
            return

        for piece, from_right in in_visual_order(text) if reads_from_right(text) else ((text, False),):
            parts = list(_parts_by_font(piece, faces))
            yield from reversed(parts) if from_right else parts

    def drawable(self, text: str, bold: bool = False, italic: bool = False) -> str:
        """Return what can be drawn of a text: a box for each character that no font has, without those never seen."""
        faces = self.faces(bold, italic)
        if all(map(faces[0].has, text)):
            return text
        return "".join(
            character if any(face.has(character) for face in faces) else _BOX
            for character in text
            if character not in NEVER_DRAWN
        )

    def width(self, text: str, size: float, bold: bool = False, italic: bool = False) -> float:
        """Return the width of one line of text."""
        key = (text, bold, italic)
        if key not in self._widths:
            first = self.faces(bold, italic)[0]
            parts = ((path == first.path, path, part) for path, part in self.runs(text, bold, italic))
            self._widths[key] = sum(
                sum(_advance(letter, first) for letter in part) if own else shaped_width(path, part)
                for own, path, part in parts
            )
        return self._widths[key] * size / 1000

    def wrap(self, text: str, size: float, width: float, bold: bool = False, most: int = 50) -> tuple[str, ...]:
        """Return `text` as at most `most` lines no wider than `width`; words too wide are split, a rest is cut (…)."""
        lines: list[str] = []
        line = ""
        for word, gap in _words(cleaned(text)):
            joined = f"{line}{gap}{word}" if line else word
            if self.width(joined, size, bold) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            *full, line = self._split(word, size, width, bold)
            if full:
                self.broken.add(word)
            lines += full
        lines.append(line)
        if len(lines) > most:
            lines = [*lines[: most - 1], self._cut(lines[most - 1], size, width, bold)]
        return tuple(lines)

    def box(self, mark: TextMark) -> Box:
        """Return what a text covers."""
        width = self.width(mark.text, mark.size, mark.bold, mark.italic)
        before = width * {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor]
        up, down = ASCENT * mark.size, DESCENT * mark.size
        if mark.turned:
            return (mark.x - up, mark.y - width + before, mark.x + down, mark.y + before)
        return (mark.x - before, mark.y - up, mark.x - before + width, mark.y + down)

    def _split(self, word: str, size: float, width: float, bold: bool) -> list[str]:
        parts = [""]
        for character in word:
            if parts[-1] and self.width(parts[-1] + character, size, bold) > width:
                parts.append("")
            parts[-1] += character
        return parts

    def _cut(self, line: str, size: float, width: float, bold: bool) -> str:
        while line and self.width(line + "…", size, bold) > width:
            line = line[:-1]
        return line.rstrip() + "…"


def _parts_by_font(text: str, faces: tuple[FontFace, ...]) -> Iterator[tuple[Path, str]]:
    """Yield parts of a text with the font that draws each; marks and joiners stay with the letter before them."""
    path, part = faces[0].path, ""
    for letter in text:
        stays = part and (letter in NEVER_DRAWN or unicodedata.combining(letter))
        wanted = path if stays else next((face.path for face in faces if face.has(letter)), faces[0].path)
        if part and wanted != path:
            yield path, part
            part = ""
        path, part = wanted, part + letter
    if part:
        yield path, part


def _advance(character: str, face: FontFace) -> float:
    known = face.advances.get(ord(character))
    return unknown_advance(character) if known is None else known


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Yield words with the blank that stands before them, if any; a word may end in a hyphen or slash."""
    gap, start = "", 0
    for found in _BREAKS.finditer(text):
        yield text[start : found.start()], gap
        gap, start = found.group(), found.end()
    yield text[start:], gap
