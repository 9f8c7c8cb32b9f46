"""Ways through the tree, in reading order, for those who only look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.document.blocks import Block, Figure, Heading, ListBlock, Paragraph, Quote, ReferenceList, Table
from reportgen.document.inlines import (
    Anchor,
    Citation,
    CrossRef,
    Datum,
    Emphasis,
    Footnote,
    Inline,
    LineBreak,
    Link,
    NoteMark,
    Number,
    Strong,
    Subscript,
    Superscript,
    Text,
)

__all__ = ["inlines_of", "plain_text", "walk_blocks", "walk_inlines"]


def walk_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield each block and the blocks inside it, in reading order."""
    for block in blocks:
        yield block
        match block:
            case ListBlock(items=items):
                for item in items:
                    yield from walk_blocks(item)
            case Quote(children=children):
                yield from walk_blocks(children)
            case _:  # holds no blocks
                pass


def inlines_of(block: Block) -> Iterator[tuple[Inline, ...]]:
    """Yield the runs of inlines that stand directly in `block`, in reading order (not those of nested blocks)."""
    match block:
        case Heading(children=children) | Paragraph(children=children):
            yield children
        case Table():
            yield block.caption
            for row in (block.head, *block.body):
                for cell in row.cells:
                    yield cell.children
            for note in block.notes:
                yield note.children
        case Figure():
            yield block.caption
            for note in block.notes:
                yield note.children
        case ReferenceList():
            yield block.mark_note
            for entry in block.entries:
                yield entry.children
        case _:  # holds blocks only
            pass


def walk_inlines(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield each inline and those inside it, in reading order; a citation's shown form is inside it."""
    for inline in inlines:
        yield inline
        match inline:
            case Emphasis() | Strong() | Superscript() | Subscript() | Link() | Footnote():
                yield from walk_inlines(inline.children)
            case Citation():
                yield from walk_inlines(inline.shown)
            case _:  # holds no inlines
                pass


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return the text of inlines as read aloud, without footnotes; for alt texts, bookmarks and properties."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text() | Number() | Datum():
                parts.append(inline.text)
            case Emphasis() | Strong() | Superscript() | Subscript() | Link():
                parts.append(plain_text(inline.children))
            case Citation():
                parts.append(plain_text(inline.shown))
            case CrossRef():
                parts.append(inline.shown)
            case NoteMark():
                parts.append(inline.mark)
            case LineBreak():
                parts.append(" ")
            case Footnote() | Anchor():
                pass
    return "".join(parts)
