"""RevMan's rich text as Markdown of sections, and as plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.exchange.rm5.citations import Citations
from reportgen.exchange.rm5.prose_inline import escaped, markdown_of_pieces
from reportgen.exchange.rm5.prose_pieces import (
    DEEPEST,
    Content,
    Piece,
    content,
    holds_blocks,
    pieces_of,
    plain_of,
    tag_of,
)
from reportgen.exchange.rm5.prose_tables import table_blocks
from reportgen.foreign.xml import Element

__all__ = ["blocks_of", "inline_of", "markdown_of", "plain_of", "table_of"]

_DEEPEST_HEADING = 4
_DEEPEST_LIST = 4
_LAST_HASHES = re.compile(r"#+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where text stands: the level that a heading has there, how deep in elements and lists it is.

    `titles` are the headings of elements that have one by their name.
    """

    citations: Citations
    level: int
    titles: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    lists: int = 0

    def inside(self, *, levels: int = 0, lists: int = 0) -> _Place:
        """Return the place inside an element here."""
        return replace(self, depth=self.depth + 1, level=self.level + levels, lists=self.lists + lists)


def markdown_of(
    element: Element, citations: Citations, *, level: int = 2, titles: Mapping[str, str] | None = None
) -> str:
    """Return what an element holds as Markdown of a section; empty if it holds no text.

    `level` is that of the headings directly inside it. `titles` gives headings to elements by their names: such an
    element becomes a part with that heading, if there is text in it. Headings deeper than sections may have, and those
    in lists, are bold paragraphs. What was deleted is left out, what was inserted stays.
    """
    return "\n\n".join(blocks_of(element, citations, level=level, titles=titles))


def blocks_of(
    element: Element, citations: Citations, *, level: int = 2, titles: Mapping[str, str] | None = None
) -> list[str]:
    """Return the same as `markdown_of`, block by block."""
    return _blocks(element, _Place(citations=citations, level=level, titles=titles or {}))


def inline_of(element: Element, citations: Citations) -> str:
    """Return what an element holds as Markdown on one line, for a heading, caption or sentence."""
    return markdown_of_pieces(_one_line(element, citations))


def table_of(table: Element, citations: Citations, *, caption: str = "", id_: str = "") -> list[str]:
    """Return a TABLE element as blocks of Markdown: paragraphs before it, pipe table, caption, paragraphs after it.

    `caption` is plain text; without it the table has no number.
    """
    place = _Place(citations=citations, level=_DEEPEST_HEADING + 1)
    named = f": {escaped(caption)}{f' {{#{id_}}}' if id_ else ''}" if caption else ""
    return table_blocks(table, citations, lambda cell: _blocks(cell, place), named)


def _blocks(element: Element, place: _Place) -> list[str]:
    found: list[str] = []
    run: list[Content] = []
    for item in content(element):
        if isinstance(item, str) or not _is_block(item, place):
            run.append(item)
        else:
            found += [*_paragraphs(run, place.citations), *_block(item, element, place, found)]
            run = []
    return [*found, *_paragraphs(run, place.citations)]


def _is_block(item: Element, place: _Place) -> bool:
    return place.depth <= DEEPEST and (tag_of(item) in place.titles or holds_blocks(item))


def _block(item: Element, around: Element, place: _Place, before: Sequence[str]) -> list[str]:
    tag = tag_of(item)
    if tag in place.titles:
        inner = _blocks(item, place.inside(levels=1))
        return [*_heading([Piece(place.titles[tag])], place), *inner] if inner else []
    if tag == "HEADING":
        at = replace(place, level=place.level - 1) if tag_of(around) == "SUBSECTION" else place
        return _heading(_one_line(item, place.citations), at)
    if tag == "SUBSECTION":
        return _blocks(item, place.inside(levels=1))
    if tag in {"OL", "UL"} and place.lists < _DEEPEST_LIST:
        return _list(item, place, before)
    if tag == "TABLE":
        inside = place.inside()
        blocks = table_blocks(item, place.citations, lambda cell: _blocks(cell, inside))
        return [text for cell in item.iter("TD", "TH") for text in _blocks(cell, inside)] if place.lists else blocks
    return _blocks(item, place.inside())


def _paragraphs(run: Sequence[Content], citations: Citations) -> list[str]:
    """Return running text as paragraphs; two line breaks or more begin a new one."""
    paragraphs: list[list[Piece]] = [[]]
    waiting: list[Piece] = []
    for piece in pieces_of(run, citations):
        if piece.kind == "break" or (waiting and not piece.text.strip()):
            waiting.append(piece)
            continue
        if sum(waited.kind == "break" for waited in waiting) > 1:
            paragraphs.append([])
            waiting = []
        paragraphs[-1] += [*waiting, piece]
        waiting = []
    return list(filter(None, map(markdown_of_pieces, paragraphs)))


def _one_line(element: Element, citations: Citations) -> list[Piece]:
    pieces = pieces_of(content(element), citations)
    return [replace(piece, kind="text", text=" ") if piece.kind == "break" else piece for piece in pieces]


def _heading(pieces: Sequence[Piece], place: _Place) -> list[str]:
    """Return a heading; a bold paragraph where there can be none, and nothing where there are no words."""
    if place.level > _DEEPEST_HEADING or place.lists:
        return list(filter(None, [markdown_of_pieces([replace(piece, bold=True) for piece in pieces])]))
    text = markdown_of_pieces(pieces)
    return [f"{'#' * place.level} {_LAST_HASHES.sub(_as_letters, text)}"] if text else []


def _as_letters(found: re.Match[str]) -> str:
    return "".join(f"\\{letter}" for letter in found[0])


def _list(element: Element, place: _Place, before: Sequence[str]) -> list[str]:
    """Return a list as one block; a list right inside a list belongs to the item before it."""
    items: list[list[str]] = []
    inside = place.inside(lists=1)
    for item in content(element):
        if isinstance(item, str) or not _is_block(item, inside):
            blocks = _paragraphs([item], place.citations)
        elif tag_of(item) == "LI":
            blocks = _blocks(item, inside)
        else:
            blocks = _block(item, element, inside, items[-1] if items else ())
            if items and tag_of(item) in {"OL", "UL"}:
                items[-1] += blocks
                continue
        items += [blocks] if blocks else []
    mark = "1. " if tag_of(element) == "OL" else "- "
    other = bool(before) and before[-1].startswith(mark)
    return [_laid_out(items, ordered=mark == "1. ", other=other)] if items else []


def _laid_out(items: Sequence[Sequence[str]], *, ordered: bool, other: bool) -> str:
    """Return items with their marks, `other` ones where a list of the same kind stands right before."""
    lines: list[str] = []
    for number, blocks in enumerate(items, 1):
        mark = f"{number}{')' if other else '.'} " if ordered else "* " if other else "- "
        inner = "\n\n".join(blocks).split("\n")
        lines.append("\n".join([mark + inner[0], *((" " * len(mark) + line).rstrip() for line in inner[1:])]))
    return ("\n\n" if any("\n\n" in item for item in lines) else "\n").join(lines)
