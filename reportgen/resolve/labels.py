"""Numbers of headings, tables and figures, and what a cross-reference to each of them prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from reportgen.document import Block, Figure, Heading, Table, plain_text
from reportgen.errors import Issue
from reportgen.resolve.rewrite import rewrite

__all__ = ["Labelled", "label_blocks"]

UNNUMBERED = frozenset(
    {"sec-abstract", "sec-declarations", "sec-references", "sec-tables", "sec-figures", "sec-appendix"}
)
"""Sections that carry no number in any journal, nor do the headings inside them."""

DEEPEST = 4


@dataclass(slots=True)
class Labelled:
    """Blocks with their numbers and labels, what a cross-reference to each id prints, and what is wrong."""

    blocks: tuple[Block, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def label_blocks(blocks: Iterable[Block], *, numbered: bool) -> Labelled:
    """Return the blocks with "Table 1", "Figure 1" in order of appearance and, if `numbered`, "1.2" for headings.

    A section without a number is referred to by its title. A table without an id is not counted: it has no caption, and
    nothing can refer to it. An id that stands twice is an Issue.
    """
    labeller = _Labeller(numbered)
    done = rewrite(blocks, lambda inline: inline, labeller.block)
    return Labelled(done, labeller.labels, labeller.issues)


class _Labeller:
    """Counts headings, tables and figures as they come."""

    def __init__(self, numbered: bool) -> None:
        self.labels: dict[str, str] = {}
        self.issues: list[Issue] = []
        self._numbered = numbered
        self._within = True
        self._sections = [0] * DEEPEST
        self._counts = {"Table": 0, "Figure": 0}

    def block(self, block: Block) -> Block:
        """Return the block with its number or label."""
        match block:
            case Heading():
                settled = replace(block, number=self._section(block))
                self._register(block.id, f"Section {settled.number}" if settled.number else plain_text(block.children))
                return settled
            case Table() if block.id:
                return replace(block, label=self._exhibit("Table", block.id))
            case Figure():
                return replace(block, label=self._exhibit("Figure", block.id))
            case _:
                return block

    def _section(self, heading: Heading) -> str:
        if heading.level <= 1:
            self._within = heading.id not in UNNUMBERED
        if not self._numbered or not self._within or heading.level < 1:
            return ""
        level = min(heading.level, DEEPEST)
        self._sections[level - 1] += 1
        self._sections[level:] = [0] * (DEEPEST - level)
        return ".".join(str(count) for count in self._sections[:level])

    def _exhibit(self, word: str, id_: str) -> str:
        self._counts[word] += 1
        label = f"{word} {self._counts[word]}"
        self._register(id_, label)
        return label

    def _register(self, id_: str, label: str) -> None:
        if id_ in self.labels:
            found = f"found {self.labels[id_]!r} and {label!r} with the same id {id_!r}, expected an id for each"
            self.issues.append(Issue("label-is-unique", None, found, "ids are written {#sec-name} after a heading"))
        self.labels.setdefault(id_, label)
