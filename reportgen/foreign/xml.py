"""Foreign XML becomes elements that know their place, without entities, declarations or anything from outside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from reportgen.errors import DataError, Issue, Origin
from reportgen.foreign.encoding import declared_encoding, decoded_with_remarks
from reportgen.foreign.remark import Remark
from reportgen.foreign.xml_faults import fault
from reportgen.foreign.xml_repair import Mended, mended
from reportgen.foreign.xml_scan import Tag, refuse_declarations, start_tags

__all__ = ["Element", "parse_xml", "parse_xml_text"]

_DECLARATION = re.compile(r"\s*+<\?xml\s[^>]*+>")


class Element(etree.ElementBase):  # type: ignore[misc] # lxml has no types
    """An lxml element that knows the line and column of its start tag in files of any length.

    lxml itself keeps lines only up to 65,535. Places are known as long as the root element is held.
    """

    line: int = 0
    column: int | None = None

    @property
    def sourceline(self) -> int:
        """The line of the start tag, from 1; 0 if the element comes from no file."""
        return self.line or super().sourceline or 0

    def origin(self, path: str) -> Origin:
        """Return the place of the start tag."""
        return Origin(path, max(1, self.sourceline), self.column)


def parse_xml(data: bytes, path: str) -> tuple[Element, tuple[Remark, ...]]:
    """Return the root element of a file, and remarks on what had to be guessed or mended to read it.

    Bytes that are not in the declared encoding and ampersands that stand alone are mended with a remark. Comments and
    processing instructions are left out, CDATA is text. Nothing is fetched and no entity is expanded. An element has
    at most 500 attributes and 255 elements around it; texts of any length (pictures) are read.

    Raises:
        DataError: xml-is-well-formed, xml-is-harmless or encoding-is-known, with the place.
    """
    text, remarks = decoded_with_remarks(data, path, declared=declared_encoding(data))
    root, more = parse_xml_text(text, path)
    return root, (*remarks, *more)


def parse_xml_text(text: str, path: str) -> tuple[Element, tuple[Remark, ...]]:
    """Return the same of a text that was decoded already, whatever encoding it declares; errors as of `parse_xml`."""
    remarks: tuple[Remark, ...] = ()
    own = _DECLARATION.match(text)  # it speaks of the bytes, which are text by now
    text = re.sub(r"[^\n]", " ", own.group()) + text[own.end() :] if own else text
    refuse_declarations(text, path)
    tags = start_tags(text, path)
    try:
        root = _parsed(text)
    except etree.XMLSyntaxError as first:
        root, remarks = _parsed_leniently(text, path, first)
    if root.getroottree().docinfo.internalDTD is not None:  # was refused above; the parser has the last word
        message = "found a document type declaration, expected XML without one"
        raise DataError([Issue("xml-is-harmless", Origin(path, 1), message)])
    _set_places(root, tags)
    return root, remarks


def _parsed(text: str) -> Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # pictures are longer than 10 MB; numbers and depth of elements are bounded before
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=Element))
    root: Element = etree.fromstring(text.encode("utf-8"), parser)
    return root


def _parsed_leniently(text: str, path: str, first: etree.XMLSyntaxError) -> tuple[Element, tuple[Remark, ...]]:
    change = mended(text, path)
    if not change.edits:
        raise DataError([_fault(first, change, text, path)]) from None
    try:
        return _parsed(change.text), change.remarks
    except etree.XMLSyntaxError as error:
        raise DataError([_fault(error, change, text, path)]) from None


def _fault(error: etree.XMLSyntaxError, change: Mended, text: str, path: str) -> Issue:
    """Return the issue for an error in the mended text, with its place in the file as it is."""
    line, column = error.position or (1, 1)
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    offset = min(start + change.column_before(start, column) - 1, len(text))
    return fault(int(error.code or 0), str(error.msg), offset, text, path)


def _set_places(root: Element, tags: Sequence[Tag]) -> None:
    elements: list[Element] = list(root.iter())
    if len(elements) != len(tags):  # then lxml's own lines must do
        return
    for element, tag in zip(elements, tags, strict=True):
        element.line, element.column = tag.line, tag.column
    root.kept_alive = elements[1:]  # lxml makes an element anew, and forgets its place, once nobody holds it
