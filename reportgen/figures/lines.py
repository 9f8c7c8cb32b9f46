"""Text with numbers in it, before it is broken into lines and placed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from reportgen.document import Datum, Inline, Number, Text

__all__ = ["Line", "inlines_of_line", "nodes_of_line", "text_of"]

Line: TypeAlias = tuple[str | Number | Datum, ...]
"""Text with nodes in it."""


def text_of(line: Line) -> str:
    """Return what a line reads."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in line)


def nodes_of_line(line: Line) -> Iterator[Number | Datum]:
    """Yield the nodes of a line in reading order."""
    yield from (piece for piece in line if not isinstance(piece, str))


def inlines_of_line(line: Line) -> tuple[Inline, ...]:
    """Return a line as inlines of the document tree."""
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in line if piece)
