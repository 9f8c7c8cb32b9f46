"""Blocks as markup: one function a node type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from reportgen.document import (
    Block,
    Figure,
    Heading,
    Inline,
    ListBlock,
    Note,
    Paragraph,
    Quote,
    Reference,
    ReferenceList,
    Table,
)
from reportgen.writers.markup import inlines, rows
from reportgen.writers.markup.page import Page
from reportgen.writers.markup.text import anchor, escape

__all__ = [
    "write_blocks",
    "write_figure",
    "write_footnotes",
    "write_heading",
    "write_list",
    "write_paragraph",
    "write_quote",
    "write_references",
    "write_table",
]


def write_blocks(page: Page, blocks: Iterable[Block]) -> None:
    """Write blocks one after the other."""
    for block in blocks:
        _write_block(page, block)


def _write_block(page: Page, block: Block) -> None:
    match block:
        case Heading():
            write_heading(page, block)
        case Paragraph():
            write_paragraph(page, block)
        case ListBlock():
            write_list(page, block)
        case Quote():
            write_quote(page, block)
        case Table():
            write_table(page, block)
        case Figure():
            write_figure(page, block)
        case ReferenceList():
            write_references(page, block)
        case _:
            assert_never(block)


def write_heading(page: Page, node: Heading) -> None:
    """Write a heading; the document's title is h1, its sections h2 and below."""
    level = min(max(node.level, 0), 5) + 1
    page.add(f'\n<h{level} id="{anchor(node.id)}">')
    if node.number:
        page.add(f'<span class="section-number">{escape(node.number)}</span> ')
    inlines.write_inlines(page, node.children)
    page.add(f"</h{level}>")


def write_paragraph(page: Page, node: Paragraph) -> None:
    """Write a paragraph; its role becomes its class."""
    page.add("\n<p>" if node.role == "body" else f'\n<p class="{escape(node.role)}">')
    inlines.write_inlines(page, node.children)
    page.add("</p>")


def write_list(page: Page, node: ListBlock) -> None:
    """Write a list; an item of one paragraph is written without it."""
    tag = "ol" if node.ordered else "ul"
    page.add(f"\n<{tag}>")
    for item in node.items:
        page.add("\n<li>")
        write_blocks(page, item)
        page.add("</li>")
    page.add(f"\n</{tag}>")


def write_quote(page: Page, node: Quote) -> None:
    """Write a block quotation."""
    page.add("\n<blockquote>")
    write_blocks(page, node.children)
    page.add("\n</blockquote>")


def write_table(page: Page, node: Table) -> None:
    """Write a table with its caption, if any, above and its notes below; on a screen it scrolls sideways if it must."""
    page.exhibit = name = anchor(node.id)
    screen, size = page.target == "screen", " wide" if node.wide else ""
    page.add(f'\n<div class="exhibit table{size}"', f' id="{name}">' if name else ">")
    if screen:
        title = f'labelledby="{name}-caption"' if name else f'label="{escape(node.alt) or "Table"}"'
        page.add(f'<div class="scroll" role="region" tabindex="0" aria-{title}>')
    summary = f' aria-describedby="{name}-summary"' if node.alt and name and screen else ""
    columns = f' style="--columns:{len(node.head.cells)}"' if screen else ""
    page.add(f"<table{summary}{columns}>")
    if name:
        page.add(f'\n<caption id="{name}-caption"><span class="caption">')
        _write_caption(page, node.label, node.caption)
        page.add("</span></caption>")
    rows.write_rows(page, node)
    page.add("</table>")
    if screen:
        page.add("</div>")
    if summary:
        page.add(f'<p class="for-readers" id="{name}-summary">{escape(node.alt)}</p>')
    _write_notes(page, node.notes)
    page.add("</div>")
    page.exhibit = ""


def write_figure(page: Page, node: Figure) -> None:
    """Write a figure: the picture, then its caption and notes."""
    page.exhibit = name = anchor(node.id)
    size = " wide" if node.wide else ""
    role = f' role="group" aria-labelledby="{name}-caption"' if page.target == "screen" else ""
    page.add(f'\n<figure class="exhibit{size}" id="{name}"{role}>')
    page.picture(page, node)
    page.add(f'\n<figcaption id="{name}-caption">')
    _write_caption(page, node.label, node.caption)
    page.add("</figcaption>")
    _write_notes(page, node.notes)
    page.add("</figure>")
    page.exhibit = ""


def write_references(page: Page, node: ReferenceList) -> None:
    """Write the reference list; each entry has the id ``ref-KEY``."""
    if node.mark_note:
        page.add('\n<p class="mark-note">')
        inlines.write_inlines(page, node.mark_note)
        page.add("</p>")
    if not node.entries:
        return
    numbered = " numbered" if any(entry.number for entry in node.entries) else ""
    page.add(f'\n<ul class="references{numbered}">')
    for entry in node.entries:
        _write_reference(page, entry)
    page.add("\n</ul>")


def write_footnotes(page: Page) -> None:
    """Write the footnotes met so far, each with a way back to its mark."""
    if not page.footnotes:
        return
    role = ' role="doc-endnotes" aria-labelledby="footnotes-heading"' if page.target == "screen" else ""
    page.add(f'\n<section class="footnotes"{role}>')
    if page.target == "screen":
        page.add('<h2 class="for-readers" id="footnotes-heading">Footnotes</h2>')
    page.add("<ol>")
    notes, page.footnotes = tuple(page.footnotes), []
    for note in notes:
        name, mark = anchor(note.mark), escape(note.mark)
        page.add(f'\n<li id="fn-{name}">')
        inlines.write_inlines(page, note.children)
        if page.target == "screen":
            page.add(
                f' <a class="back" href="#fnref-{name}" role="doc-backlink" aria-label="Back to note {mark}">↑</a>'
            )
        page.add("</li>")
    page.add("\n</ol></section>")


def _write_caption(page: Page, label: str, caption: Iterable[Inline]) -> None:
    if label:
        page.add(f'<span class="label">{escape(label)}</span> ')
    inlines.write_inlines(page, caption)


def _write_notes(page: Page, notes: Iterable[Note]) -> None:
    for note in notes:
        page.add('\n<p class="note"')
        if note.mark:
            page.add(f' id="{page.exhibit}-note-{anchor(note.mark)}"><sup>{escape(note.mark)}</sup> ')
        else:
            page.add(">")
        inlines.write_inlines(page, note.children)
        page.add("</p>")


def _write_reference(page: Page, entry: Reference) -> None:
    page.add(f'\n<li id="{anchor("ref-" + entry.key)}">')
    if entry.number:
        page.add(f'<span class="ref-number">{escape(entry.number)}</span> ')
    page.add(escape(entry.mark))
    inlines.write_inlines(page, entry.children)
    page.add("</li>")
