"""XML elements of a Word file: names, attributes, and text made safe."""

from __future__ import annotations

from functools import cache
from typing import Any, Final, TypeAlias

from lxml import etree

from reportgen.writers.markup.text import clean

__all__ = ["NAMESPACES", "Element", "add", "add_text", "attribute", "element", "plain"]

Element: TypeAlias = Any
"""An lxml element; lxml has no types of its own."""

OFFICE: Final = "http://schemas.openxmlformats.org"
NAMESPACES: Final = {
    "w": f"{OFFICE}/wordprocessingml/2006/main",
    "r": f"{OFFICE}/officeDocument/2006/relationships",
    "wp": f"{OFFICE}/drawingml/2006/wordprocessingDrawing",
    "a": f"{OFFICE}/drawingml/2006/main",
    "pic": f"{OFFICE}/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
LONGEST_TEXT: Final = 30_000
"""Readers of XML refuse texts of millions of characters; a longer text is cut into several elements."""

_SPACES: Final = str.maketrans("\t\n\r", "   ")


@cache
def attribute(name: str) -> str:
    """Return ``w:val`` in the form lxml wants; names without a prefix stay."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def element(name: str, values: dict[str, str] | None = None) -> Element:
    """Return a new element ``w:p`` with attributes, on its own."""
    prefix = name.partition(":")[0]
    made = etree.Element(attribute(name), nsmap={prefix: NAMESPACES[prefix]})
    for key, value in (values or {}).items():
        made.set(attribute(key), value)
    return made


def add(parent: Element, name: str, values: dict[str, str] | None = None) -> Element:
    """Return a new element at the end of `parent`."""
    made = etree.SubElement(parent, attribute(name))
    for key, value in (values or {}).items():
        made.set(attribute(key), value)
    return made


def plain(text: str) -> str:
    """Return text on one line that XML can hold."""
    return clean(text.translate(_SPACES))


def add_text(run: Element, text: str) -> None:
    """Put text into a run, in pieces that every reader of XML accepts."""
    safe = plain(text)
    for start in range(0, len(safe), LONGEST_TEXT):
        piece = add(run, "w:t", {"xml:space": "preserve"})
        piece.text = safe[start : start + LONGEST_TEXT]
