"""Headings and labels of the abstract in the words that a journal uses for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportgen.document import Block, Heading, Paragraph, Strong, Text, plain_text
from reportgen.style import Style

__all__ = ["in_words_of"]


def in_words_of(style: Style, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks with the headings and the labels of the abstract that a style words otherwise."""
    return tuple(_worded(style, block) for block in blocks)


def _worded(style: Style, block: Block) -> Block:
    match block:
        case Heading() if block.id in style.headings:
            return replace(block, children=(Text(style.headings[block.id]),))
        case Paragraph(role="abstract", children=(Strong() as label, *rest)):
            word = plain_text(label.children)
            other = style.abstract_labels.get(word.rstrip(":"))
            shown = Strong((Text(other + word[len(word.rstrip(":")) :]),)) if other else label
            return replace(block, children=(shown, *rest))
        case _:
            return block
