"""Paragraphs that begin with a label in bold ("Funding:"): the label without its mark, and what it is the label of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportgen.document import Block, Inline, Paragraph, Strong, Text, plain_text

__all__ = ["Labelled", "labelled", "without_mark"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Blocks under a label; `label` is empty for those before the first. `rest` are the blocks without the label.

    `blocks` are the same blocks as they stand in the document.
    """

    label: tuple[Inline, ...]
    rest: tuple[Block, ...]
    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        """The label as plain text."""
        return plain_text(self.label)


def labelled(blocks: Iterable[Block]) -> list[Labelled]:
    """Return blocks parted at each paragraph that begins with a label."""
    found: list[Labelled] = []
    for block in blocks:
        match block:
            case Paragraph(children=(Strong() as strong, *others)):
                rest = replace(block, children=_without_first_blank(others))
                found.append(Labelled(without_mark(strong.children), (rest,), (block,)))
            case _ if found:
                last = found[-1]
                found[-1] = replace(last, rest=(*last.rest, block), blocks=(*last.blocks, block))
            case _:
                found.append(Labelled((), (block,), (block,)))
    return found


def without_mark(label: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return a label without the colon or full stop that parts it from its text."""
    if label and isinstance(label[-1], Text):
        return (*label[:-1], Text(label[-1].text.rstrip().removesuffix(":").removesuffix(".")))
    return label


def _without_first_blank(inlines: list[Inline]) -> tuple[Inline, ...]:
    if inlines and isinstance(inlines[0], Text):
        return (Text(inlines[0].text.lstrip()), *inlines[1:])
    return tuple(inlines)
