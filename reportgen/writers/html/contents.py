"""The table of contents: headings as nested lists, and the tables and figures by their labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.document import Block, Figure, Heading, Table, plain_text, walk_blocks
from reportgen.writers.markup import anchor, escape

__all__ = ["contents"]

_DEEPEST = 2


def contents(blocks: Iterable[Block]) -> str:
    """Return the lists of the contents: sections two levels deep, then tables and figures."""
    listed = tuple(walk_blocks(blocks))
    return "".join(_sections(listed)) + "".join(_exhibits(listed))


def _sections(blocks: Iterable[Block]) -> Iterator[str]:
    headings = [block for block in blocks if isinstance(block, Heading) and 1 <= block.level <= _DEEPEST]
    if not headings:
        return
    yield "<ol>"
    depth = 1
    for index, heading in enumerate(headings):
        level = heading.level if index else 1
        if index and level <= depth:
            yield "</li>"
        for _ in range(level, depth):
            yield "</ol></li>"
        if level > depth:
            yield "<ol>"
        depth = level
        number = f"{escape(heading.number)} " if heading.number else ""
        yield f'\n<li><a href="#{anchor(heading.id)}">{number}{escape(plain_text(heading.children))}</a>'
    yield "</li></ol>" * depth


def _exhibits(blocks: Iterable[Block]) -> Iterator[str]:
    exhibits = [block for block in blocks if isinstance(block, Table | Figure) and block.label]
    if not exhibits:
        return
    yield '\n<details class="exhibits"><summary>Tables and figures</summary><ul role="list">'
    for exhibit in exhibits:
        caption = escape(plain_text(exhibit.caption))
        yield f'\n<li><a href="#{anchor(exhibit.id)}"><b>{escape(exhibit.label)}</b> {caption}</a></li>'
    yield "</ul></details>"
