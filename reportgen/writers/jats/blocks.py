"""Blocks as elements: one function a node type, each of which writes at the end of its parent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, assert_never

from reportgen.document import (
    Block,
    Figure,
    Heading,
    Inline,
    LineBreak,
    ListBlock,
    Paragraph,
    Quote,
    ReferenceList,
    Strong,
    Table,
)
from reportgen.writers.jats import inlines
from reportgen.writers.jats.draft import Draft
from reportgen.writers.jats.elements import Element, add
from reportgen.writers.jats.figures import write_fig
from reportgen.writers.jats.inlines import Spot
from reportgen.writers.jats.outline import Section
from reportgen.writers.jats.tables import write_table_wrap

__all__ = [
    "write_block",
    "write_blocks",
    "write_figure",
    "write_heading",
    "write_in_paragraphs",
    "write_list",
    "write_paragraph",
    "write_quote",
    "write_references",
    "write_section",
    "write_table",
]

_KINDS: Final = {
    "introduction": "intro",
    "background": "intro",
    "methods": "methods",
    "results": "results",
    "discussion": "discussion",
    "conclusion": "conclusions",
    "conclusions": "conclusions",
}
"""Kinds of section that JATS has names for, by the ids of ours."""


def write_section(section: Section, parent: Element, draft: Draft, kind: str = "", tag: str = "sec") -> Element:
    """Write a section with all that is in it and return it; `kind` is its ``sec-type``, the usual one unless given."""
    kind = kind or _KINDS.get(section.id.removeprefix("sec-"), "")
    made = add(parent, tag, sec_type=kind, id=draft.place(section.id))
    write_heading(section.heading or Heading(level=1, children=(), id=""), made, draft)
    write_blocks(section.blocks, made, draft)
    for inner in section.sections:
        write_section(inner, made, draft)
    return made


def write_blocks(blocks: Iterable[Block], parent: Element, draft: Draft) -> None:
    """Write blocks in their order."""
    for block in blocks:
        write_block(block, parent, draft)


def write_in_paragraphs(blocks: Iterable[Block], parent: Element, draft: Draft) -> None:
    """Write blocks where only paragraphs and lists may stand: all others are put into paragraphs."""
    for block in blocks:
        plain = isinstance(block, Paragraph | Heading | ReferenceList)
        write_block(block, parent if plain else add(parent, "p"), draft)


def write_block(block: Block, parent: Element, draft: Draft) -> None:
    """Write a block of any kind; a heading within a list or quotation becomes a paragraph in bold."""
    match block:
        case Heading():
            inside = Spot(parent=add(parent, "p", id=draft.place(block.id)))
            inlines.write_inlines((Strong(block.children),), inside, draft)
        case Paragraph():
            write_paragraph(block, parent, draft)
        case ListBlock():
            write_list(block, parent, draft)
        case Quote():
            write_quote(block, parent, draft)
        case Table():
            write_table(block, parent, draft)
        case Figure():
            write_figure(block, parent, draft)
        case ReferenceList():
            write_references(block, parent, draft)
        case _:
            assert_never(block)


def write_heading(node: Heading, parent: Element, draft: Draft) -> None:
    """Write the number and the title of a section."""
    if node.number:
        add(parent, "label", node.number)
    inlines.write_inlines(node.children, Spot(parent=add(parent, "title"), breaks=True), draft)


def write_paragraph(node: Paragraph, parent: Element, draft: Draft) -> None:
    """Write a paragraph; JATS has no line breaks in paragraphs, so each line becomes one."""
    for line in _lines(node.children):
        inlines.write_inlines(line, Spot(parent=add(parent, "p")), draft)


def write_list(node: ListBlock, parent: Element, draft: Draft) -> None:
    """Write a list; one without items is left out."""
    if not node.items:
        return
    made = add(parent, "list", list_type="order" if node.ordered else "bullet")
    for item in node.items:
        entry = add(made, "list-item")
        write_in_paragraphs(item, entry, draft)
        if entry.find("p") is None and entry.find("list") is None:
            add(entry, "p")


def write_quote(node: Quote, parent: Element, draft: Draft) -> None:
    """Write a block quotation."""
    write_blocks(node.children, add(parent, "disp-quote"), draft)


def write_table(node: Table, parent: Element, draft: Draft) -> None:
    """Write a table with its label, caption and notes."""
    write_table_wrap(node, parent, draft)


def write_figure(node: Figure, parent: Element, draft: Draft) -> None:
    """Write a figure with its label, caption, notes and text alternative."""
    write_fig(node, parent, draft)


def write_references(node: ReferenceList, parent: Element, draft: Draft) -> None:
    """Keep a reference list for the end of the article, where JATS has its place."""
    del parent
    draft.lists.append(node)


def _lines(children: Iterable[Inline]) -> list[list[Inline]]:
    lines: list[list[Inline]] = [[]]
    for child in children:
        if isinstance(child, LineBreak):
            lines.append([])
        else:
            lines[-1].append(child)
    return [line for line in lines if line] or [[]]
