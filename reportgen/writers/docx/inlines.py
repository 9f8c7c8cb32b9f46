"""Inlines as runs: one function a node type, each of which writes at the end of its spot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from docx.opc.constants import RELATIONSHIP_TYPE

from reportgen.document import (
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
from reportgen.writers.docx.draft import Draft
from reportgen.writers.docx.elements import add
from reportgen.writers.docx.fields import Spot, add_bookmark, add_field, add_run, bookmark_name, new_run
from reportgen.writers.docx.footnotes import new_footnote
from reportgen.writers.markup.text import safe_address

__all__ = [
    "write_anchor",
    "write_citation",
    "write_cross_ref",
    "write_datum",
    "write_emphasis",
    "write_footnote",
    "write_inlines",
    "write_line_break",
    "write_link",
    "write_note_mark",
    "write_number",
    "write_strong",
    "write_subscript",
    "write_superscript",
    "write_text",
]

# Word calls a whole file damaged if one address in it has no proper host.
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#]\S*)?|mailto:[^\s@?]+@[A-Za-z0-9.-]+", re.IGNORECASE
)
_LONGEST_ADDRESS = 2000


def write_inlines(inlines: Iterable[Inline], spot: Spot, draft: Draft) -> None:
    """Write inlines in their order."""
    for inline in inlines:
        _write_inline(inline, spot, draft)


def _write_inline(inline: Inline, spot: Spot, draft: Draft) -> None:  # noqa: C901, PLR0912  one case a node type
    match inline:
        case Text():
            write_text(inline, spot, draft)
        case Emphasis():
            write_emphasis(inline, spot, draft)
        case Strong():
            write_strong(inline, spot, draft)
        case Superscript():
            write_superscript(inline, spot, draft)
        case Subscript():
            write_subscript(inline, spot, draft)
        case LineBreak():
            write_line_break(inline, spot, draft)
        case Link():
            write_link(inline, spot, draft)
        case Number():
            write_number(inline, spot, draft)
        case Datum():
            write_datum(inline, spot, draft)
        case Citation():
            write_citation(inline, spot, draft)
        case CrossRef():
            write_cross_ref(inline, spot, draft)
        case Footnote():
            write_footnote(inline, spot, draft)
        case NoteMark():
            write_note_mark(inline, spot, draft)
        case Anchor():
            write_anchor(inline, spot, draft)
        case _:
            assert_never(inline)


def write_text(node: Text, spot: Spot, draft: Draft) -> None:
    """Write plain text."""
    del draft
    add_run(spot, node.text)


def write_emphasis(node: Emphasis, spot: Spot, draft: Draft) -> None:
    """Write italic text."""
    write_inlines(node.children, replace(spot, form=replace(spot.form, italic=True)), draft)


def write_strong(node: Strong, spot: Spot, draft: Draft) -> None:
    """Write bold text."""
    write_inlines(node.children, replace(spot, form=replace(spot.form, bold=True)), draft)


def write_superscript(node: Superscript, spot: Spot, draft: Draft) -> None:
    """Write raised text."""
    write_inlines(node.children, replace(spot, form=replace(spot.form, height="superscript")), draft)


def write_subscript(node: Subscript, spot: Spot, draft: Draft) -> None:
    """Write lowered text."""
    write_inlines(node.children, replace(spot, form=replace(spot.form, height="subscript")), draft)


def write_line_break(node: LineBreak, spot: Spot, draft: Draft) -> None:
    """Write a line break."""
    del node, draft
    add(new_run(spot), "w:br")


def write_link(node: Link, spot: Spot, draft: Draft) -> None:
    """Write a link if its address is harmless and leads somewhere, else its text alone."""
    where = _destination(node.href, spot, draft)
    if not where:
        write_inlines(node.children, spot, draft)
        return
    inner = "w:anchor" in where
    form = spot.form if inner else replace(spot.form, style="Hyperlink")
    link = add(spot.parent, "w:hyperlink", {**where, "w:history": "1"})
    write_inlines(node.children, replace(spot, parent=link, form=form, linked=True), draft)


def write_number(node: Number, spot: Spot, draft: Draft) -> None:
    """Write a number of ours as it is shown."""
    del draft
    add_run(spot, node.text)


def write_datum(node: Datum, spot: Spot, draft: Draft) -> None:
    """Write text taken from a data cell."""
    del draft
    add_run(spot, node.text)


def write_citation(node: Citation, spot: Spot, draft: Draft) -> None:
    """Write a citation as the style prints it."""
    write_inlines(node.shown, spot, draft)


def write_cross_ref(node: CrossRef, spot: Spot, draft: Draft) -> None:
    """Write a cross-reference: a field where Word would come to the same text, else a link, else the text alone."""
    bookmarked = draft.targets.get(node.target)
    if node.page and node.shown:
        add_field(spot, f"PAGEREF {bookmark_name(node.target)} \\h", node.shown)
    elif bookmarked is None or not node.shown or spot.linked:
        add_run(spot, node.shown)
    elif bookmarked == node.shown:
        add_field(spot, f"REF {bookmark_name(node.target)} \\h", node.shown)
    else:
        link = add(spot.parent, "w:hyperlink", {"w:anchor": bookmark_name(node.target), "w:history": "1"})
        add_run(replace(spot, parent=link), node.shown)


def write_footnote(node: Footnote, spot: Spot, draft: Draft) -> None:
    """Write the mark of a footnote here and its text into the footnotes; one inside another stands in brackets."""
    if spot.noted:
        write_inlines((Text(" ["), *node.children, Text("]")), spot, draft)
        return
    paragraph = new_footnote(node.mark, spot, draft)
    write_inlines(node.children, Spot(parent=paragraph, part=draft.footnotes_part, noted=True), draft)


def write_note_mark(node: NoteMark, spot: Spot, draft: Draft) -> None:
    """Write the raised letter that points at a note under the table."""
    del draft
    add_run(replace(spot, form=replace(spot.form, height="superscript")), node.mark)


def write_anchor(node: Anchor, spot: Spot, draft: Draft) -> None:
    """Write a bookmark that spans nothing."""
    if not spot.noted:  # a bookmark belongs to the body; Word asks for its page there
        add_bookmark(spot.parent, node.id, draft, start=len(spot.parent))


def _destination(href: str, spot: Spot, draft: Draft) -> dict[str, str]:
    """Return the attributes that make a link lead to `href`; none if there is no such place or it may do harm."""
    if spot.linked:
        return {}
    if href.startswith("#"):
        return {"w:anchor": bookmark_name(href[1:])} if href[1:] in draft.targets else {}
    address = safe_address(href)
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        return {}
    return {"r:id": spot.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)}
