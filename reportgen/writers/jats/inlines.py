"""Inlines as elements and text: one function a node type, each of which writes at the end of its spot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

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
    plain_text,
)
from reportgen.writers.jats.draft import Draft, Target
from reportgen.writers.jats.elements import HREF, Element, add, add_text
from reportgen.writers.markup.text import safe_address

__all__ = [
    "Spot",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where inlines are written, and what may stand there.

    `links` allows links out of the document, `refs` references within it, `breaks` line breaks. `notes` are the places
    of the notes under the table or figure being written, by their marks.
    """

    parent: Element
    links: bool = True
    refs: bool = True
    breaks: bool = False
    notes: Mapping[str, Target] = field(default_factory=dict)

    def inside(self, element: Element) -> Spot:
        """Return the spot within bold, italic, raised or lowered text."""
        return replace(self, parent=element, breaks=False)

    def within_link(self, element: Element) -> Spot:
        """Return the spot within a link or reference, which holds no other."""
        return replace(self, parent=element, breaks=False, links=False, refs=False)


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
    add_text(spot.parent, node.text)


def write_emphasis(node: Emphasis, spot: Spot, draft: Draft) -> None:
    """Write italic text."""
    write_inlines(node.children, spot.inside(add(spot.parent, "italic")), draft)


def write_strong(node: Strong, spot: Spot, draft: Draft) -> None:
    """Write bold text."""
    write_inlines(node.children, spot.inside(add(spot.parent, "bold")), draft)


def write_superscript(node: Superscript, spot: Spot, draft: Draft) -> None:
    """Write raised text."""
    write_inlines(node.children, spot.inside(add(spot.parent, "sup")), draft)


def write_subscript(node: Subscript, spot: Spot, draft: Draft) -> None:
    """Write lowered text."""
    write_inlines(node.children, spot.inside(add(spot.parent, "sub")), draft)


def write_line_break(node: LineBreak, spot: Spot, draft: Draft) -> None:
    """Write a line break where one may stand (cells and titles), else a space."""
    del node, draft
    if spot.breaks:
        add(spot.parent, "break")
    else:
        add_text(spot.parent, " ")


def write_link(node: Link, spot: Spot, draft: Draft) -> None:
    """Write a link if its address is harmless and leads somewhere, else its text alone."""
    if node.href.startswith("#"):
        _write_reference(node.children, draft.targets.get(node.href[1:]), spot, draft)
        return
    address = safe_address(node.href) if spot.links else ""
    if not address:
        write_inlines(node.children, spot, draft)
    elif address.lower() == f"mailto:{plain_text(node.children)}".lower():
        add(spot.parent, "email", address[len("mailto:") :])
    else:
        link = add(spot.parent, "ext-link", ext_link_type="uri")
        link.set(HREF, address)
        write_inlines(node.children, spot.within_link(link), draft)


def write_number(node: Number, spot: Spot, draft: Draft) -> None:
    """Write a number of ours as it is shown."""
    del draft
    add_text(spot.parent, node.text)


def write_datum(node: Datum, spot: Spot, draft: Draft) -> None:
    """Write text taken from a data cell."""
    del draft
    add_text(spot.parent, node.text)


def write_citation(node: Citation, spot: Spot, draft: Draft) -> None:
    """Write a citation as the style prints it; its links to the list become references to it."""
    write_inlines(node.shown, spot, draft)


def write_cross_ref(node: CrossRef, spot: Spot, draft: Draft) -> None:
    """Write a cross-reference, as a reference if its target is in the file."""
    _write_reference((Text(node.shown),), draft.targets.get(node.target), spot, draft)


def write_footnote(node: Footnote, spot: Spot, draft: Draft) -> None:
    """Write the mark of a footnote and keep its text for the end."""
    _write_mark(node.mark, Target(draft.note(node), "fn"), spot)


def write_note_mark(node: NoteMark, spot: Spot, draft: Draft) -> None:
    """Write the raised letter that points at a note under the table or figure being written."""
    del draft
    _write_mark(node.mark, spot.notes.get(node.mark), spot)


def write_anchor(node: Anchor, spot: Spot, draft: Draft) -> None:
    """Write nothing: where a checklist's items are reported is told by the pages of the other formats."""
    del node, spot, draft


def _write_reference(children: tuple[Inline, ...], target: Target | None, spot: Spot, draft: Draft) -> None:
    if target is None or not spot.refs:
        write_inlines(children, spot, draft)
        return
    reference = add(spot.parent, "xref", ref_type=target.kind, rid=target.id)
    write_inlines(children, spot.within_link(reference), draft)


def _write_mark(mark: str, target: Target | None, spot: Spot) -> None:
    parent = spot.parent
    if target is not None and spot.refs:
        parent = add(parent, "xref", ref_type=target.kind, rid=target.id)
    add(parent, "sup", mark)
