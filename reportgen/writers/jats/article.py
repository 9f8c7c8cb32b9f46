"""The whole file: front matter, body, what stands behind it, and the exhibits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from reportgen.document import Block, Figure, Heading, Resolved
from reportgen.writers.jats.back import write_back
from reportgen.writers.jats.blocks import write_block, write_blocks, write_section
from reportgen.writers.jats.draft import Draft, new_draft
from reportgen.writers.jats.elements import LANG, Element, add, new_article, on_lines, plain
from reportgen.writers.jats.front import write_front
from reportgen.writers.jats.outline import Outline, Section, outline_of

__all__ = ["article"]

_VERSION: Final = "1.3"
_DOCTYPE: Final = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.3 20210610//EN" '
    '"JATS-journalpublishing1-3.dtd">'
)


def article(resolved: Resolved) -> bytes:
    """Return the JATS file of a document."""
    document = resolved.document
    parts = outline_of(document.blocks)
    draft = new_draft(document.blocks, silent=_silent(parts), kinds=_kinds(parts.appendices))
    root = new_article({"article-type": "review-article", "dtd-version": _VERSION})
    root.set(LANG, plain(document.language))
    write_front(document, parts, root, draft)
    _write_body(parts, root, draft)
    write_back(resolved, parts, root, draft)
    if parts.floats:
        write_blocks(parts.floats, add(root, "floats-group"), draft)
    on_lines(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype=_DOCTYPE)) + b"\n"


def _silent(parts: Outline) -> list[str]:
    """Return the ids of headings that are not written: of the title, the abstract and sections that are dissolved."""
    return [*parts.dissolved, *((parts.abstract.id,) if parts.abstract else ())]


def _kinds(appendices: Iterable[Section]) -> dict[str, str]:
    return {section.id: "app" for section in appendices}


def _write_body(parts: Outline, root: Element, draft: Draft) -> None:
    if not (parts.loose or parts.body):
        return
    body = add(root, "body")
    for block in _in_body(parts.loose):
        write_block(block, body, draft)
    for section in parts.body:
        write_section(section, body, draft)


def _in_body(blocks: Sequence[Block]) -> Iterable[Block]:
    return (block for block in blocks if isinstance(block, Figure) or not isinstance(block, Heading))
