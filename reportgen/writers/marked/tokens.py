"""A paragraph as tokens: words, numbers, spaces and marks, and what changes as a whole (fields, notes, pictures)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Final, Literal

from lxml import etree

from reportgen.writers.docx.elements import NAMESPACES, Element, attribute

__all__ = ["Link", "Token", "source_of", "text_of", "tokens_of"]

W_T: Final = attribute("w:t")
W_RPR: Final = attribute("w:rPr")
W_RUN: Final = attribute("w:r")
W_LINK: Final = attribute("w:hyperlink")
W_FIELD: Final = attribute("w:fldChar")
W_CODE: Final = attribute("w:instrText")
W_FIELD_TYPE: Final = attribute("w:fldCharType")
W_PROPERTIES: Final = attribute("w:pPr")
DIVISIBLE: Final = frozenset(attribute(name) for name in ("w:t", "w:br", "w:tab"))
"""What a run may hold for its pieces to be taken apart; any other run is one token."""

_NUMBER = r"[−+±-]?\d+(?:[.,·\u2009\u202f\u00a0]\d+)*%?"
_DECIMAL = r"[−+±-]?\d+[.·]\d+%?"
_NAMESPACES = re.compile(rb' xmlns:\w+="[^"]*"')
_EAST = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_TOKEN = re.compile(
    rf"{_NUMBER}(?:\s+to\s+|\s?[–‐-]\s?){_NUMBER}(?!\w)"  # an interval
    rf"|{_DECIMAL}[,;]\s{_DECIMAL}(?!\w)"  # an interval with a comma
    rf"|\s+|{_EAST}"
    rf"|[−+±-]?\w(?:(?:(?!{_EAST})\S)*\w)?%?"  # a word with what stands inside it, as a hyphen or a point
    r"|\S"
)

Link = tuple[tuple[str, str], ...]
"""The attributes of a hyperlink; none where there is no link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of a paragraph.

    Tokens of equal `key` are the same to a reader. `kind` is ``text``; ``whole`` for what `runs` hold and what changes
    as a whole; ``spot`` for the start or end of a bookmark, which `runs` holds. `text` is what is read, `link` the
    hyperlink around it. `look` is the w:rPr of text and `form` the same to be compared, None for all but text.
    """

    key: Hashable
    text: str
    kind: Literal["text", "whole", "spot"]
    form: bytes | None = None
    look: Element | None = None
    link: Link = ()
    runs: tuple[Element, ...] = ()


def source_of(element: Element) -> bytes:
    """Return an element as XML without names of namespaces, so that equal ones from anywhere in any file are equal."""
    return _NAMESPACES.sub(b"", etree.tostring(element))


def text_of(element: Element) -> str:
    """Return what is read in a paragraph, a row or a table, all texts joined."""
    return "".join(found.text or "" for found in element.iter(W_T))


def tokens_of(paragraph: Element) -> list[Token]:
    """Return the tokens of a paragraph in order; neighbours of one look are read as one text."""
    return list(_divided(_pieces(paragraph, ())))


def _pieces(parent: Element, link: Link) -> Iterator[Token]:
    """Yield texts as they stand, whole runs, fields and bookmarks."""
    field: list[Element] = []
    for child in parent:
        if child.tag == W_LINK:
            yield from _pieces(child, tuple(sorted(child.attrib.items())))
        elif child.tag == W_RUN:
            mark = child.find(W_FIELD)
            if field or mark is not None:
                field.append(child)
                if mark is not None and mark.get(W_FIELD_TYPE) == "end":
                    yield _whole(field, link)
                    field = []
            else:
                yield from _pieces_of_run(child, link)
        elif child.tag != W_PROPERTIES:
            yield Token(key=(child.tag, child.get(attribute("w:id"))), text="", kind="spot", runs=(child,))
    if field:
        yield _whole(field, link)


def _pieces_of_run(run: Element, link: Link) -> Iterator[Token]:
    if any(child.tag not in DIVISIBLE for child in run if child.tag != W_RPR):
        yield _whole([run], link)
        return
    look = run.find(W_RPR)
    form = b"" if look is None else source_of(look)
    for child in run:
        if child.tag == W_T:
            yield Token(key=(form, link), text=child.text or "", kind="text", form=form, look=look, link=link)
        elif child.tag != W_RPR:
            alone = etree.Element(run.tag, nsmap=run.nsmap)
            alone.extend([] if look is None else [deepcopy(look)])
            alone.append(deepcopy(child))
            yield _whole([alone], link)


def _whole(runs: Iterable[Element], link: Link) -> Token:
    kept = tuple(runs)
    text = "".join(text_of(run) for run in kept)
    return Token(key=(tuple(map(_identity, kept)), link), text=text, kind="whole", link=link, runs=kept)


def _identity(run: Element) -> Hashable:
    """Return what makes a run the same as another: of a picture its files, size and words, not its number."""
    pictures = run.xpath(".//*[@r:embed]/@r:embed", namespaces=NAMESPACES)
    if not pictures:
        return source_of(run)
    size = run.xpath("string(.//wp:extent/@cx)", namespaces=NAMESPACES)
    return (*pictures, str(size), str(run.xpath("string(.//wp:docPr/@descr)", namespaces=NAMESPACES)))


def _divided(pieces: Iterable[Token]) -> Iterator[Token]:
    """Yield the pieces with texts of one look joined and cut into words."""
    waiting: list[Token] = []
    for piece in pieces:
        if waiting and (piece.kind != "text" or piece.key != waiting[0].key):
            yield from _cut(waiting)
            waiting = []
        if piece.kind == "text":
            waiting.append(piece)
        else:
            yield piece
    yield from _cut(waiting)


def _cut(waiting: list[Token]) -> Iterator[Token]:
    if waiting:
        first = waiting[0]
        for word in _TOKEN.findall("".join(token.text for token in waiting)):
            yield replace(first, key=(word, first.key), text=word)
