"""Blocks as paragraphs and tables: one function a node type, each of which writes at the end of the body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, assert_never

from reportgen.document import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Reference,
    ReferenceList,
    Table,
)
from reportgen.writers.docx import inlines
from reportgen.writers.docx.captions import AFTER_EXHIBIT, write_caption, write_notes
from reportgen.writers.docx.draft import Draft
from reportgen.writers.docx.elements import add
from reportgen.writers.docx.fields import Spot, add_bookmark, add_run, new_run
from reportgen.writers.docx.paragraphs import Layout, new_paragraph
from reportgen.writers.docx.pictures import new_picture
from reportgen.writers.docx.tables import write_grid

__all__ = [
    "Place",
    "write_block",
    "write_blocks",
    "write_figure",
    "write_heading",
    "write_list",
    "write_paragraph",
    "write_quote",
    "write_references",
    "write_table",
]

STYLES: Final = {
    "body": "BodyText",
    "subtitle": "Subtitle",
    "authors": "Author",
    "affiliation": "Affiliation",
    "notice": "Notice",
    "abstract": "Abstract",
    "keywords": "Keywords",
    "statement": "Statement",
}
HEADINGS: Final = ("Title", "Heading1", "Heading2", "Heading3", "Heading4")
BULLETS: Final = "1"
INDENT: Final = 397
"""Width of one level of a list in twentieths of a point, as in the reference document."""

DEEPEST_LIST: Final = 9
"""Word has nine levels; deeper lists stay at the ninth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a block stands: how deep in lists, with which bullet or number before it, and whether in a quotation.

    `counted` is the number of the list whose mark the next paragraph gets, empty when it gets none.
    """

    depth: int = 0
    ordered: bool = False
    counted: str = ""
    quoted: bool = False

    @property
    def level(self) -> int:
        """The level of the list, 0 for the outermost."""
        return min(self.depth, DEEPEST_LIST) - 1


def write_blocks(blocks: Iterable[Block], place: Place, draft: Draft) -> None:
    """Write blocks in their order."""
    for block in blocks:
        write_block(block, place, draft)


def write_block(block: Block, place: Place, draft: Draft) -> None:
    """Write a block of any kind."""
    match block:
        case Heading():
            write_heading(block, place, draft)
        case Paragraph():
            write_paragraph(block, place, draft)
        case ListBlock():
            write_list(block, place, draft)
        case Quote():
            write_quote(block, place, draft)
        case Table():
            write_table(block, place, draft)
        case Figure():
            write_figure(block, place, draft)
        case ReferenceList():
            write_references(block, place, draft)
        case _:
            assert_never(block)


def write_heading(node: Heading, place: Place, draft: Draft) -> None:
    """Write a heading; its bookmark spans the text without the number, as cross-references show it."""
    del place
    paragraph = new_paragraph(draft.body, HEADINGS[min(max(node.level, 0), len(HEADINGS) - 1)])
    spot = Spot(parent=paragraph, part=draft.main)
    if node.number:
        add_run(spot, f"{node.number}\u2002")
    start = len(paragraph)
    inlines.write_inlines(node.children, spot, draft)
    add_bookmark(paragraph, node.id, draft, start=start)


def write_paragraph(node: Paragraph, place: Place, draft: Draft) -> None:
    """Write a paragraph in the style of its role; in a list or quotation the place decides."""
    style, layout = STYLES[node.role], Layout()
    if place.counted:
        style = "ListNumber" if place.ordered else "ListBullet"
        layout = Layout(numbering=(place.level, place.counted))
    elif place.depth:
        style, layout = "ListContinue", Layout(indent=INDENT * (place.level + 1))
    elif place.quoted:
        style = "Quote"
    paragraph = new_paragraph(draft.body, style, layout)
    inlines.write_inlines(node.children, Spot(parent=paragraph, part=draft.main), draft)


def write_list(node: ListBlock, place: Place, draft: Draft) -> None:
    """Write a list; the first paragraph of an item bears its bullet or number, which in a new list starts afresh."""
    if place.counted:
        new_paragraph(draft.body, "ListBullet", Layout(numbering=(place.level, place.counted)))
    inside = replace(place, depth=place.depth + 1, ordered=node.ordered)
    counted = draft.new_list(inside.level) if node.ordered else BULLETS
    for item in node.items:
        for number, block in enumerate(item):
            write_block(block, replace(inside, counted="" if number else counted), draft)


def write_quote(node: Quote, place: Place, draft: Draft) -> None:
    """Write a block quotation."""
    write_blocks(node.children, replace(place, quoted=True), draft)


def write_table(node: Table, place: Place, draft: Draft) -> None:
    """Write a table with its caption, if it has one, above and its notes below."""
    del place
    if node.label or node.caption:
        write_caption(node, draft, Layout(keep=True))
    write_grid(node, draft)
    if node.notes:
        write_notes(node.notes, draft)
    else:
        new_paragraph(draft.body, "TableEnd")


def write_figure(node: Figure, place: Place, draft: Draft) -> None:
    """Write a figure: the picture, then its caption and notes."""
    del place
    paragraph = new_paragraph(draft.body, "Figure")
    new_run(Spot(parent=paragraph, part=draft.main)).append(new_picture(node, draft))
    write_caption(node, draft, Layout(keep=True) if node.notes else Layout(after=AFTER_EXHIBIT))
    write_notes(node.notes, draft)


def write_references(node: ReferenceList, place: Place, draft: Draft) -> None:
    """Write the reference list: what the asterisk means, then the entries with hanging indents."""
    del place
    if node.mark_note:
        paragraph = new_paragraph(draft.body, "BodyText")
        inlines.write_inlines(node.mark_note, Spot(parent=paragraph, part=draft.main), draft)
    for entry in node.entries:
        _write_reference(entry, draft)


def _write_reference(entry: Reference, draft: Draft) -> None:
    paragraph = new_paragraph(draft.body, "Bibliography")
    spot = Spot(parent=paragraph, part=draft.main)
    start = len(paragraph)
    if entry.number:
        add_run(spot, entry.number)
        add(new_run(spot), "w:tab")
    add_run(spot, entry.mark)
    inlines.write_inlines(entry.children, spot, draft)
    add_bookmark(paragraph, f"ref-{entry.key}", draft, start=start)
