"""Paragraphs with their changes: words, properties, and the end that divides them from the next.

In Word the properties of a paragraph, and the break of a section, hang on its end. An end that is deleted joins its
paragraph to the next, whose properties then hold for both.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache
from typing import Final

from reportgen.writers.docx.elements import Element, attribute, element
from reportgen.writers.marked.revisions import Change, Marking, revision, write_tokens
from reportgen.writers.marked.tokens import source_of, tokens_of
from reportgen.writers.marked.words import compared

__all__ = ["changed_paragraph", "form_of", "last_paragraph", "section_with_past", "whole_paragraph"]

PROPERTIES: Final = attribute("w:pPr")
SECTION: Final = attribute("w:sectPr")
EDGES: Final = (attribute("w:headerReference"), attribute("w:footerReference"))

_SILENT = re.compile(rb"<w:keepNext[^>]*/>|<w:spacing [^>]*/>|<w:numId [^>]*/>|<w:(?:header|footer)Reference [^>]*/>")
"""What may differ without a mark: what holds lines together on a page, and numbers that mean nothing to a reader."""


def form_of(paragraph: Element) -> bytes:
    """Return what can be marked of the properties of a paragraph, the break of its section too, to be compared."""
    return _form(paragraph.find(PROPERTIES))


def whole_paragraph(paragraph: Element, change: Change, marking: Marking) -> Element:
    """Return a paragraph that was inserted or deleted with its end."""
    made = element("w:p")
    made.append(_with_end(_copied(paragraph), change, marking))
    write_tokens(made, tokens_of(paragraph), change, marking)
    return made


def last_paragraph(paragraph: Element, change: Change, before: Element, after: Element, marking: Marking) -> Element:
    """Return a paragraph whose words were inserted or deleted, but not its end, as the last of a text has to stay.

    `before` and `after` are the last paragraphs of the old and the new text.
    """
    made = element("w:p")
    made.append(_with_past(_copied(before), _copied(after), marking))
    write_tokens(made, tokens_of(paragraph), change, marking)
    return made


def changed_paragraph(old: Element, new: Element, marking: Marking, *, end: Change = "") -> list[Element]:
    """Return a paragraph with the changes of its words and properties.

    `end` says that its end was inserted or deleted although its words stayed. Two elements if it began or ceased to
    end a section: the break goes with an end that was inserted or deleted, and the other end stands alone.
    """
    before, after = _copied(old), _copied(new)
    parted, parts = before.find(SECTION) is not None, after.find(SECTION) is not None
    made = element("w:p")
    alone = []
    if end or parted != parts:
        fate: Change = end or ("ins" if parts else "del")
        made.append(_with_end(after if fate == "ins" else before, fate, marking))
        if not end:
            alone = [element("w:p")]
            alone[0].append(_with_end(before, "del", marking) if parts else _with_end(after, "ins", marking))
    else:
        made.append(_with_past(before, after, marking))
    for stretch in compared(tokens_of(old), tokens_of(new)):
        write_tokens(made, stretch.gone, "del", marking)
        write_tokens(made, stretch.come, "ins", marking)
        write_tokens(made, stretch.kept, "", marking)
    return [made, *alone]


def section_with_past(before: Element, after: Element, marking: Marking) -> Element:
    """Return the properties of a section with what they were; heads and feet are named if either names them."""
    made = deepcopy(after)
    old, new = (_stripped(section, EDGES) for section in (before, after))
    if next(made.iterchildren(*EDGES), None) is None:
        for place, edge in enumerate(before.iterchildren(*EDGES)):
            made.insert(place, deepcopy(edge))
    if source_of(old) != source_of(new):
        made.append(revision("sectPrChange", marking))
        made[-1].append(old)
    return made


def _with_end(properties: Element, change: Change, marking: Marking) -> Element:
    """Return properties of a paragraph whose end was inserted or deleted."""
    look = element("w:rPr")
    look.append(revision(change, marking))
    section = properties.find(SECTION)
    properties.insert(len(properties) if section is None else properties.index(section), look)
    return properties


def _with_past(before: Element, after: Element, marking: Marking) -> Element:
    """Return the properties of a paragraph with what they were, if that can be told apart."""
    marking.continue_list(before, after)
    sections = before.find(SECTION), after.find(SECTION)
    old = _stripped(before, (SECTION,))
    changed = _form(old) != _form(_stripped(after, (SECTION,)))
    if sections[0] is not None and sections[1] is not None:
        after.replace(sections[1], section_with_past(sections[0], sections[1], marking))
    if changed:
        after.append(revision("pPrChange", marking))
        after[-1].append(old)
    return after


def _form(properties: Element | None) -> bytes:
    return b"" if properties is None else _marked_part(source_of(properties))


@lru_cache(maxsize=4096)
def _marked_part(properties: bytes) -> bytes:
    return _SILENT.sub(b"", properties)


def _stripped(parent: Element, tags: tuple[str, ...]) -> Element:
    copy = deepcopy(parent)
    for found in list(copy.iterchildren(*tags)):
        copy.remove(found)
    return copy


def _copied(paragraph: Element) -> Element:
    properties = paragraph.find(PROPERTIES)
    return element("w:pPr") if properties is None else deepcopy(properties)
