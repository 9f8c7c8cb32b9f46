"""Mends what programs commonly get wrong in XML: ampersands that stand alone, names of characters that HTML has."""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass, field

from reportgen.errors import Origin
from reportgen.foreign.characters import CONTROL_CHARACTERS
from reportgen.foreign.encoding import place_in
from reportgen.foreign.remark import Remark

__all__ = ["Mended", "mended"]

# Comments, CDATA sections and instructions stay as they are: there an ampersand is only an ampersand.
_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|&(?P<name>#x[0-9a-fA-F]{1,8};|#[0-9]{1,9};|[A-Za-z][A-Za-z0-9]{1,31};)?",
    re.DOTALL,
)
_KEPT = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_LAST_CHARACTER = 0x10FFFF


@dataclass(slots=True)
class Mended:
    """A text after mending, and what was mended: offset in the old text, and how many characters were added there."""

    text: str
    edits: list[tuple[int, int]] = field(default_factory=list)
    remarks: tuple[Remark, ...] = ()

    def column_before(self, old_line_start: int, column: int) -> int:
        """Return the column (from 1) that a column of a mended line had in the old text."""
        shift = 0
        for offset, added in self.edits:
            at = offset - old_line_start
            if at >= 0 and at + shift < column - 1:
                shift += added
        return max(1, column - shift)


def mended(text: str, path: str) -> Mended:
    """Return the text with lone ampersands escaped and names of HTML characters replaced, with remarks.

    References to characters that XML cannot hold are left out. Everything else, such as "<" for "less than", is not
    mended: what it was meant to be cannot be told.
    """
    edits: list[tuple[int, int]] = []
    kinds: dict[str, list[int]] = {}

    def replaced(match: re.Match[str]) -> str:
        old = match.group()
        if not old.startswith("&"):
            return old
        new, kind = _reference(match["name"])
        if kind:
            edits.append((match.start(), len(new) - len(old)))
            kinds.setdefault(kind, []).append(match.start())
        return new

    new_text = _PIECE.sub(replaced, text)
    remarks = [_remark(kind, len(places), place_in(text, places[0], path)) for kind, places in kinds.items()]
    return Mended(new_text, edits, tuple(remarks))


def _reference(name: str | None) -> tuple[str, str]:
    """Return what stands for "&" and this name, and the kind of the change (empty if it is none)."""
    if name is None:
        return "&amp;", "“&” that stands alone, read as “&amp;”"
    if name in _KEPT:
        return f"&{name}", ""
    if name.startswith("#"):
        code = int(name[2:-1], 16) if name[1] == "x" else int(name[1:-1])
        if code <= _LAST_CHARACTER and not CONTROL_CHARACTERS.match(chr(code)):
            return f"&{name}", ""
        return "", "reference to a character that XML cannot hold, left out"
    known = html.entities.html5.get(name)
    if known is None:
        return f"&amp;{name}", "“&” before a name that XML does not know, read as “&amp;”"
    return "".join(f"&#{ord(part)};" for part in known), "name of a character as in HTML, read as that character"


def _remark(kind: str, count: int, place: Origin) -> Remark:
    others = f" ({count} of these, the first here)" if count > 1 else ""
    return Remark(topic="file", text=f"found a {kind}{others}", origin=place)
