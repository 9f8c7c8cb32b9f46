"""Inlines as markup: one function a node type."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
)
from reportgen.writers.markup.page import Page
from reportgen.writers.markup.text import anchor, escape, holds_right_to_left, safe_address

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

_BARE_POINT = re.compile(r"(?<!\d)\.\d")
_JOINED = "\u2060"
"""What no line is broken at: without it the mark of a note may stand at the beginning of a line."""

_WAITING = re.compile(r"(\S[-‐–—/])[ \n]+")


def write_inlines(page: Page, inlines: Iterable[Inline]) -> None:
    """Write inlines one after the other."""
    for inline in inlines:
        _write_inline(page, inline)


def _write_inline(page: Page, inline: Inline) -> None:  # noqa: C901, PLR0912 - one case a node type
    match inline:
        case Text():
            write_text(page, inline)
        case Emphasis():
            write_emphasis(page, inline)
        case Strong():
            write_strong(page, inline)
        case Superscript():
            write_superscript(page, inline)
        case Subscript():
            write_subscript(page, inline)
        case LineBreak():
            write_line_break(page, inline)
        case Link():
            write_link(page, inline)
        case Number():
            write_number(page, inline)
        case Datum():
            write_datum(page, inline)
        case Citation():
            write_citation(page, inline)
        case CrossRef():
            write_cross_ref(page, inline)
        case Footnote():
            write_footnote(page, inline)
        case NoteMark():
            write_note_mark(page, inline)
        case Anchor():
            write_anchor(page, inline)
        case _:
            assert_never(inline)


def write_text(page: Page, node: Text) -> None:
    """Write plain text; on paper a hyphen that waits for its other half ("pre- and postnatal") ends no line."""
    text = _WAITING.sub("\\1\u00a0", node.text) if page.target == "paper" else node.text
    page.add(escape(text))


def write_emphasis(page: Page, node: Emphasis) -> None:
    """Write italic text."""
    _wrap(page, "em", node.children)


def write_strong(page: Page, node: Strong) -> None:
    """Write bold text."""
    _wrap(page, "strong", node.children)


def write_superscript(page: Page, node: Superscript) -> None:
    """Write raised text."""
    _wrap(page, "sup", node.children)


def write_subscript(page: Page, node: Subscript) -> None:
    """Write lowered text."""
    _wrap(page, "sub", node.children)


def write_line_break(page: Page, node: LineBreak) -> None:
    """Write a line break."""
    del node
    page.add("<br>")


def write_link(page: Page, node: Link) -> None:
    """Write a link if its address is harmless and leads somewhere, else its text alone."""
    address = _inner(page, node.href[1:]) if node.href.startswith("#") else safe_address(node.href)
    if not address:
        write_inlines(page, node.children)
        return
    page.add(f'<a href="{escape(address)}">')
    write_inlines(page, node.children)
    page.add("</a>")


def write_number(page: Page, node: Number) -> None:
    """Write a number of ours; on a screen with its id, its full value, what it is and of what.

    One without a zero before its point is kept in one piece, since lines may be broken behind a full stop.
    """
    if page.target == "paper":
        shown = escape(node.text)
        page.add(f'<span class="number">{shown}</span>' if _BARE_POINT.search(node.text) else shown)
        return
    what = f' data-statistic="{escape(node.statistic)}" data-subject="{escape(node.subject)}"'
    tag, value = ("span", "") if node.value is None else ("data", f' value="{_plain(node.value)}"')
    page.add(f'<{tag}{_number_id(page, node.id)} class="number"{value}{what}>', escape(node.text), f"</{tag}>")


def write_datum(page: Page, node: Datum) -> None:
    """Write text taken from a data cell; on a screen with its id and its subject.

    A name that is read from right to left is set apart, so that it leaves the text around it in its order.
    """
    apart = holds_right_to_left(node.text)
    if page.target == "paper":
        page.add(f"\u2068{escape(node.text)}\u2069" if apart else escape(node.text))
        return
    direction = ' dir="auto"' if apart else ""
    opening = f'<span{_number_id(page, node.id)} class="datum"{direction} data-subject="{escape(node.subject)}">'
    page.add(opening, escape(node.text), "</span>")


def write_citation(page: Page, node: Citation) -> None:
    """Write a citation as the style prints it."""
    write_inlines(page, node.shown)


def write_cross_ref(page: Page, node: CrossRef) -> None:
    """Write a cross-reference, as a link if its target is in the document."""
    address = _inner(page, node.target)
    page.add(f'<a class="xref" href="{escape(address)}">' if address else "", escape(node.shown))
    page.add("</a>" if address else "")


def write_footnote(page: Page, node: Footnote) -> None:
    """Write the mark of a footnote and keep its text for the end; on paper it stays with the word before it."""
    page.footnotes.append(node)
    mark, name = escape(node.mark), anchor(node.mark)
    role = f' role="doc-noteref" aria-label="Footnote {mark}"' if page.target == "screen" else ""
    page.add(_JOINED if page.target == "paper" else "")
    page.add(f'<sup class="fn"><a id="fnref-{name}" href="#fn-{name}"{role}>{mark}</a></sup>')


def write_note_mark(page: Page, node: NoteMark) -> None:
    """Write the raised letter that points at a note under the table or figure being written."""
    mark = escape(node.mark)
    if page.exhibit:
        mark = f'<a href="#{page.exhibit}-note-{anchor(node.mark)}">{mark}</a>'
    page.add(f'<sup class="mark">{mark}</sup>')


def write_anchor(page: Page, node: Anchor) -> None:
    """Write a place that shows nothing."""
    page.add(f'<span id="{anchor(node.id)}"></span>')


def _plain(value: float) -> str:
    """Return all digits of a value; libraries have floats that print with their type."""
    return str(value) if isinstance(value, int) else repr(float(value))


def _wrap(page: Page, tag: str, children: Iterable[Inline]) -> None:
    page.add(f"<{tag}>")
    write_inlines(page, children)
    page.add(f"</{tag}>")


def _inner(page: Page, name: str) -> str:
    found = anchor(name)
    return f"#{found}" if found in page.targets else ""


def _number_id(page: Page, name: str) -> str:
    """Return the id attribute of a number; a second showing of the same number only refers to it."""
    if not name:
        return ""
    found = anchor(name)
    if found in page.shown:
        return f' data-same="{found}"'
    page.shown.add(found)
    return f' id="{found}"'
