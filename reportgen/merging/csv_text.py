"""Delimited text as records whose cells know where they stand, so that one cell can be changed and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Record", "Span", "records", "written"]

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A cell: characters `start` to `end` with its quotation marks, and whether it has them."""

    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A record: the line it starts on, its cells, where its text ends, and where what follows it begins.

    `after` equals `end` where the last line of a file has no line break.
    """

    line: int
    cells: tuple[Span, ...]
    end: int
    after: int

    @property
    def quotes_all(self) -> bool:
        """Return whether every cell with text stands in quotation marks."""
        filled = [cell.quoted for cell in self.cells if cell.end > cell.start]
        return bool(filled) and all(filled)


def records(text: str, delimiter: str) -> tuple[Record, ...]:
    """Return the records of a text that the reader of delimited text takes (strict, quotation marks doubled)."""
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*')
    found: list[Record] = []
    at, line = 0, 1
    while at < len(text):
        begun, cells = at, []
        while True:
            match = cell.match(text, at)
            end = match.end() if match else at
            cells.append(Span(at, end, quoted=text[at : at + 1] == '"'))
            at = end + 1
            if text[end : end + 1] != delimiter:
                break
        ended = _BREAK.match(text, end)
        after = ended.end() if ended else end
        found.append(Record(line, tuple(cells), end, after))
        line += len(_BREAK.findall(text, begun, after))
        at = after
        if not ended:
            break
    return tuple(found)


def written(text: str, delimiter: str, *, quoted: bool) -> str:
    """Return a cell as text of a file: in quotation marks where the neighbours are, or where it needs them."""
    needs = delimiter in text or '"' in text or "\n" in text or "\r" in text or text != text.strip()
    return '"' + text.replace('"', '""') + '"' if needs or (quoted and text) else text
