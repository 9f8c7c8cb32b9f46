"""The whole file: blocks on their pages, footnotes, properties, and the package around them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from reportgen.document import (
    Block,
    Document,
    Figure,
    Heading,
    ReferenceList,
    Resolved,
    Table,
    plain_text,
    walk_blocks,
)
from reportgen.style import PageForm, Style
from reportgen.writers.docx import blocks
from reportgen.writers.docx.draft import Draft, open_draft
from reportgen.writers.docx.elements import attribute, plain
from reportgen.writers.docx.form import apply_form
from reportgen.writers.docx.package import pack, unpack
from reportgen.writers.docx.sections import end_section, turn, turned, write_running_head

__all__ = ["manuscript"]

LONGEST_PROPERTY: Final = 255
"""Letters that Word takes in a property."""

DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for both dates of the file: the clock must not show in it."""

FOOTNOTES: Final = "word/footnotes.xml"


def manuscript(resolved: Resolved, style: Style, form: PageForm) -> bytes:
    """Return the Word file of a document in a form."""
    document = resolved.document
    draft = open_draft(style, _targets(document.blocks), form)
    apply_form(draft, form)
    draft.titled = any(isinstance(block, Heading) and block.level == 0 for block in document.blocks[:1])
    write_running_head(document, draft)
    for block, wide in turned(document.blocks):
        turn(draft, wide=wide)
        blocks.write_block(block, blocks.Place(), draft)
    draft.body.append(end_section(draft))
    _write_properties(document, draft)
    _write_language(document.language, draft)
    return _packed(draft)


def _targets(document: Iterable[Block]) -> dict[str, str]:
    """Return what can be referred to: ids with the text that their bookmark spans."""
    found: dict[str, str] = {}
    for block in walk_blocks(document):
        match block:
            case Heading():
                found.setdefault(block.id, plain(plain_text(block.children)))
            case Table() | Figure():
                found.setdefault(block.id, plain(block.label))
            case ReferenceList():
                found |= {f"ref-{entry.key}": "" for entry in block.entries}
            case _:
                pass
    return found


def _write_properties(document: Document, draft: Draft) -> None:
    properties = draft.word.core_properties
    texts = {
        "title": document.title,
        "author": "; ".join(document.authors),
        "subject": document.notice,
        "keywords": "; ".join(document.keywords),
        "language": document.language,
    }
    for name, text in texts.items():
        setattr(properties, name, _cut(plain(text)))
    properties.created = properties.modified = DATE
    properties.revision = 1


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_PROPERTY else text[: LONGEST_PROPERTY - 1] + "…"


def _write_language(language: str, draft: Draft) -> None:
    for root in (draft.word.styles.element, draft.word.settings.element):
        for found in root.xpath("//w:rPrDefault//w:lang | //w:themeFontLang"):
            for name in set(found.keys()) & {attribute("w:val"), attribute("w:eastAsia")}:
                found.set(name, plain(language))


def _packed(draft: Draft) -> bytes:
    """Return the file, with the footnotes that python-docx passes over and no trace of the time it was made."""
    stream = io.BytesIO()
    draft.word.save(stream)
    notes = etree.tostring(draft.footnotes, xml_declaration=True, encoding="UTF-8", standalone=True)
    return pack(unpack(stream.getvalue()) | {FOOTNOTES: notes})
