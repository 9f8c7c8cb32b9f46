"""The page under construction: parts of markup, and what must be known across them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reportgen.document import Block, Figure, Footnote, Heading, ReferenceList, Table, walk_blocks
from reportgen.writers.markup.text import anchor

__all__ = ["Page", "Picture", "Target", "targets"]

Target: TypeAlias = Literal["screen", "paper"]
Picture: TypeAlias = Callable[["Page", Figure], None]


@dataclass(slots=True)
class Page:
    """Markup in the making.

    `target` says whether the page is read on a screen or printed; `picture` writes the drawing of a figure;
    `targets` are the ids that links may point at; `footnotes` gathers the footnotes met so far; `exhibit` is the
    id of the table or figure being written; `shown` holds the ids of the numbers written so far.
    """

    target: Target
    picture: Picture
    targets: frozenset[str]
    parts: list[str] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    exhibit: str = ""
    shown: set[str] = field(default_factory=set)

    def add(self, *parts: str) -> None:
        """Append markup."""
        self.parts.extend(parts)

    def text(self) -> str:
        """Return all markup so far."""
        return "".join(self.parts)


def targets(blocks: Iterable[Block]) -> frozenset[str]:
    """Return every id in the document that a link can point at."""
    return frozenset(anchor(name) for block in walk_blocks(blocks) for name in _ids(block))


def _ids(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Table() | Figure():
            yield block.id
        case ReferenceList():
            yield from (f"ref-{entry.key}" for entry in block.entries)
        case _:
            pass
