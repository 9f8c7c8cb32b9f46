"""The one way through a document that puts other nodes in place, in reading order.

`rewrite` is used by every pass over the tree, so that all passes meet the nodes in the same order: a figure's
drawing (its numbers, then the table behind it) comes after its caption and notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from reportgen.document import (
    Block,
    Datum,
    Drawing,
    Emphasis,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    ListBlock,
    Number,
    Paragraph,
    Quote,
    ReferenceList,
    Row,
    Strong,
    Subscript,
    Superscript,
    Table,
)

__all__ = ["OnBlock", "OnInline", "rewrite"]

OnBlock: TypeAlias = Callable[[Block], Block]
OnInline: TypeAlias = Callable[[Inline], Inline | tuple[Inline, ...]]


def rewrite(blocks: Iterable[Block], on_inline: OnInline, on_block: OnBlock = lambda block: block) -> tuple[Block, ...]:
    """Return the blocks with each block and inline replaced by what the functions return for it.

    A node is replaced before what is inside it, and what is inside the replacement is then rewritten too. An inline may
    give way to several, or to none. What a citation shows is not entered.
    """
    return tuple(_block(on_block(block), on_inline, on_block) for block in blocks)


def _block(block: Block, on_inline: OnInline, on_block: OnBlock) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, children=_inlines(block.children, on_inline))
        case ListBlock():
            return replace(block, items=tuple(rewrite(item, on_inline, on_block) for item in block.items))
        case Quote():
            return replace(block, children=rewrite(block.children, on_inline, on_block))
        case Table():
            return _table(block, on_inline)
        case Figure():
            return _figure(block, on_inline)
        case ReferenceList():
            return block


def _table(table: Table, on_inline: OnInline) -> Table:
    return replace(
        table,
        caption=_inlines(table.caption, on_inline),
        head=_row(table.head, on_inline),
        body=tuple(_row(row, on_inline) for row in table.body),
        notes=tuple(replace(note, children=_inlines(note.children, on_inline)) for note in table.notes),
    )


def _row(row: Row, on_inline: OnInline) -> Row:
    return replace(row, cells=tuple(replace(c, children=_inlines(c.children, on_inline)) for c in row.cells))


def _figure(figure: Figure, on_inline: OnInline) -> Figure:
    return replace(
        figure,
        caption=_inlines(figure.caption, on_inline),
        notes=tuple(replace(note, children=_inlines(note.children, on_inline)) for note in figure.notes),
        drawing=_drawing(figure.drawing, on_inline),
    )


def _drawing(drawing: Drawing, on_inline: OnInline) -> Drawing:
    settled = _inlines(drawing.numbers, on_inline)
    numbers = tuple(number for number in settled if isinstance(number, Number | Datum))
    data = None if drawing.data is None else _table(drawing.data, on_inline)
    outline = tuple(replace(item, children=_inlines(item.children, on_inline)) for item in drawing.outline)
    return replace(drawing, numbers=numbers, data=data, outline=outline)


def _inlines(inlines: Iterable[Inline], on_inline: OnInline) -> tuple[Inline, ...]:
    found: list[Inline] = []
    for inline in inlines:
        put = on_inline(inline)
        found += (_inline(one, on_inline) for one in (put if isinstance(put, tuple) else (put,)))
    return tuple(found)


def _inline(inline: Inline, on_inline: OnInline) -> Inline:
    match inline:
        case Emphasis() | Strong() | Superscript() | Subscript() | Link() | Footnote():
            return replace(inline, children=_inlines(inline.children, on_inline))
        case _:
            return inline
