"""The whole marked file: text, footnotes, heads and feet compared, then put into one package."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from lxml import etree

from reportgen.errors import DataError, Issue
from reportgen.writers.docx.elements import Element, attribute, plain
from reportgen.writers.marked.notes import pair_notes, write_notes
from reportgen.writers.marked.opened import MAIN, NOTES, opened
from reportgen.writers.marked.packed import packed
from reportgen.writers.marked.paragraphs import section_with_past
from reportgen.writers.marked.revisions import Marking
from reportgen.writers.marked.texts import marked_text

__all__ = ["marked_manuscript"]

LONGEST_NAME: Final = 255
"""Letters that Word takes in the name of an author."""

W_SECTION: Final = attribute("w:sectPr")

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)


def marked_manuscript(old: bytes, new: bytes, *, author: str, date: str | None) -> bytes:
    """Return the marked file; see `reportgen.writers.marked.marked_docx`."""
    before, after = opened(old, "old"), opened(new, "new")
    marking = Marking(signed=_signed(author, date), bookmarks=_bookmarks(after.main))
    pair_notes(before, after, marking)
    main = _without_children(after.main)
    body = _without_children(after.body)
    main.append(body)
    body.extend(marked_text(before.body, after.body, marking))
    sections = before.body.find(W_SECTION), after.body.find(W_SECTION)
    body.append(section_with_past(*sections, marking))
    roots = {MAIN: main, NOTES: write_notes(before, after, body, marking)}
    for name, edge in after.edges.items():
        roots[name] = _edge(before.edges.get(name, edge), edge, marking)
    return packed(before, after, roots, marking)


def _edge(old: Element, new: Element, marking: Marking) -> Element:
    """Return the head or foot of pages with its changes."""
    made = _without_children(new)
    made.extend(marked_text(old, new, marking))
    return made


def _without_children(element: Element) -> Element:
    return etree.Element(element.tag, dict(element.attrib), nsmap=element.nsmap)


def _bookmarks(main: Element) -> frozenset[str]:
    return frozenset(start.get(attribute("w:name")) for start in main.iter(attribute("w:bookmarkStart")))


def _signed(author: str, date: str | None) -> dict[str, str]:
    """Return the attributes that sign a change; DataError if `date` is no date."""
    signed = {"w:author": plain(author).strip()[:LONGEST_NAME] or "reportgen"}
    if date is None:
        return signed
    moment = f"{date}T00:00:00Z" if _DAY.fullmatch(date) else date
    if not _is_moment(moment):
        message = f"found {date!r}, expected a day such as 2026-03-01 or a time such as 2026-03-01T09:30:00Z"
        raise DataError([Issue("date-of-changes-is-a-date", None, message)])
    return signed | {"w:date": moment}


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
