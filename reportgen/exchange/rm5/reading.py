"""An .rm5 file that is being read: it notes what has been read, so that the rest can be kept."""

from __future__ import annotations

import math
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from reportgen.errors import Origin
from reportgen.exchange.fitting import fitting
from reportgen.exchange.imported import Kept, Remark
from reportgen.exchange.rm5.bookkeeping import is_bookkeeping
from reportgen.exchange.rm5.prose_pieces import is_left_out, plain_of
from reportgen.foreign.xml import Element
from reportgen.model import Cell

__all__ = ["Reading"]

_LONGEST_NUMBER = 40


class Reading:
    """The tree of a file, with the attributes and texts that have been read, and remarks made on the way."""

    def __init__(self, root: Element, path: str) -> None:
        """Start with nothing read."""
        self.root = root
        self.path = path
        self.remarks: list[Remark] = []
        self._elements = tuple(root.iter())  # held, so that lxml keeps them the same objects
        self._attributes: dict[Element, set[str]] = {}
        self._texts: set[Element] = set()
        self._wholes: set[Element] = set()

    def origin(self, element: Element) -> Origin:
        """Return the place of an element."""
        return element.origin(self.path)

    def remark(self, topic: str, text: str, element: Element | None = None) -> None:
        """Add a remark, with the place of an element."""
        origin = None if element is None else self.origin(element)
        self.remarks.append(Remark(topic=topic, text=text, origin=origin))

    def attribute(self, element: Element, name: str) -> str:
        """Return an attribute without white space around it, empty if there is none, and note it as read."""
        self._attributes.setdefault(element, set()).add(name)
        return fitting(" ".join((element.get(name) or "").split()))

    def number(self, element: Element, name: str) -> Cell[float]:
        """Return an attribute as a number; None where it is empty, no number, or not finite."""
        text = self.attribute(element, name)
        try:
            value = float(text) if text.isascii() and "_" not in text and len(text) <= _LONGEST_NUMBER else math.nan
        except ValueError:
            value = math.nan
        return Cell(value if math.isfinite(value) else None, self.origin(element), text)

    def line(self, element: Element | None) -> str:
        """Return the text of an element on one line, without its markup; empty if there is no element."""
        return "" if element is None else " ".join(self.text(element).split())

    def text(self, element: Element | None, where: str = "") -> str:
        """Return the plain text of an element, a paragraph a line, and note the whole of it as read.

        What no cell can hold is cut, with a remark; `where` says where ("Methods of Cooper 2003").
        """
        if element is None:
            return ""
        self._whole_but_for_deleted(element)
        text = plain_of(element)
        fit = fitting(text)
        if fit != text.strip():
            title = where or element.tag
            self.remark("text", f"{title}: a text that is too long for a cell, or a word for a line, was cut.", element)
            self.forget(element)
        return fit

    def whole(self, element: Element | None) -> None:
        """Note an element with all in it as read."""
        if element is not None:
            self._wholes.add(element)

    def _whole_but_for_deleted(self, element: Element) -> None:
        """Note an element as read, except for parts that its plain text leaves out (deleted text, notes of editors)."""
        dropped = [part for part in element.iter() if part is not element and is_left_out(part)]
        if not dropped:
            self._wholes.add(element)
            return
        unread = {part for top in dropped for part in top.iter()}
        for part in element.iter():
            if part not in unread:
                self._texts.add(part)
                self._attributes.setdefault(part, set()).update(part.keys())

    def forget(self, element: Element) -> None:
        """Note an element with all in it as not read, so that it is kept."""
        for part in element.iter():
            self._wholes.discard(part)
            self._texts.discard(part)
            self._attributes.pop(part, None)

    def children(self, element: Element | None, *tags: str) -> tuple[Element, ...]:
        """Return the children with one of these names; of all names if none is given."""
        if element is None:
            return ()
        return tuple(child for child in element if not tags or child.tag in tags)

    def leftovers(self) -> Iterator[Kept]:
        """Yield what nothing has read, a file for each part of the tree that has some."""
        parts = tuple(self.root)
        found = {part: list(self._left(part)) for part in parts}
        own = self._shallow(self.root)
        if own is not None:
            yield _kept("review", self.root.tag, [(self.root, own)], self.path)
        for part in parts:
            if found[part]:
                yield _kept(part.tag.lower().replace("_", "-"), part.tag, found[part], self.path)

    def _left(self, element: Element) -> Iterator[tuple[Element, Element]]:
        """Yield elements with something unread, each with a copy of what is unread of it."""
        if element in self._wholes:
            return
        if not self._touched(element):
            if self._has_content(element):
                yield element, deepcopy(element)
            return
        own = self._shallow(element)
        if own is not None:
            yield element, own
        for child in element:
            yield from self._left(child)

    def _touched(self, element: Element) -> bool:
        return any(part in self._wholes or part in self._texts or part in self._attributes for part in element.iter())

    def _has_content(self, element: Element) -> bool:
        return any(
            (part.text or "").strip()
            or (part is not element and (part.tail or "").strip())
            or any(not is_bookkeeping(name, value) for name, value in part.attrib.items())
            for part in element.iter()
        )

    def _shallow(self, element: Element) -> Element | None:
        """Return a copy of an element without its children, with what of its attributes and text is unread."""
        read = self._attributes.get(element, set())
        left = {
            name: value
            for name, value in element.attrib.items()
            if name not in read and not is_bookkeeping(name, value)
        }
        text = " ".join(part.strip() for part in (element.text, *(child.tail for child in element)) if part)
        text = "" if element in self._texts else text.strip()
        if not left and not text:
            return None
        copy: Element = etree.Element(element.tag, left)
        copy.text = text or None
        return copy


def _named(found: list[tuple[Element, Element]]) -> str:
    """Return in plain words what is kept of a part: the names of elements, or of attributes of such as have no text."""
    names: list[str] = []
    for _, copy in found:
        filled = len(copy) or (copy.text or "").strip()
        own = [str(copy.tag)] if filled else [f"{copy.tag} {name}" for name in copy.attrib] or [str(copy.tag)]
        names += [name.replace("_", " ").lower() for name in own]
    listed = list(dict.fromkeys(names))
    more = len(listed) - _MOST_NAMED
    return ", ".join(listed[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


_MOST_NAMED = 8
_PARTS = {
    "COCHRANE_REVIEW": "The file as a whole",
    "COVER_SHEET": "Cover sheet",
    "MAIN_TEXT": "Text",
    "STUDIES_AND_REFERENCES": "Studies and references",
    "CHARACTERISTICS_OF_STUDIES": "Characteristics of studies",
    "QUALITY_ITEMS": "Risk of bias",
    "ANALYSES_AND_DATA": "Analyses",
}


def _kept(name: str, tag: str, found: list[tuple[Element, Element]], path: str) -> Kept:
    """Return a small XML file with what is unread of a part, each with its place in the tree."""
    root = etree.Element("UNMAPPED", PART=tag)
    for element, copy in found:
        at = etree.SubElement(root, "AT", PATH=element.getroottree().getpath(element), LINE=str(element.sourceline))
        copy.tail = at.tail = at.text = "\n"
        at.append(copy)
    root.text = "\n"
    content = etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
    return Kept(
        path=f"{name}.xml",
        content=content,
        what=f"{_PARTS.get(tag, tag.replace('_', ' ').capitalize())}: {_named(found)}",
        origin=found[0][0].origin(path),
    )
