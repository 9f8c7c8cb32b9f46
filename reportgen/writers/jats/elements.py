"""XML elements of a JATS file: names, attributes, and text made safe."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from lxml import etree

from reportgen.writers.markup.text import clean

__all__ = ["HREF", "LANG", "Element", "add", "add_text", "new_article", "on_lines", "plain"]

Element: TypeAlias = Any
"""An lxml element; lxml has no types of its own."""

_XLINK: Final = "http://www.w3.org/1999/xlink"
HREF: Final = f"{{{_XLINK}}}href"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

_SPACES: Final = str.maketrans("\t\n\r", "   ")

_HOLDS_TEXT: Final = frozenset(
    {
        *("abbrev", "alt-text", "alt-title", "article-title", "award-id", "bold", "chapter-title", "collab", "comment"),
        *("contrib-id", "conf-name", "corresp", "data-title", "date-in-citation", "day", "edition", "elocation-id"),
        *("email", "etal", "ext-link", "fpage", "funding-source", "funding-statement", "given-names", "institution"),
        *("isbn", "issn", "issue", "italic", "journal-id", "kwd", "label", "long-desc", "lpage", "mixed-citation"),
        *("month", "p", "page-range", "pub-id", "publisher-loc", "publisher-name", "role", "series", "size", "source"),
        *("string-name", "sub", "subtitle", "suffix", "sup", "surname", "target", "td", "th", "title", "volume"),
        *("xref", "year", "aff"),
    }
)
"""Elements between whose parts a line break would be read as a space."""


def new_article(attributes: dict[str, str]) -> Element:
    """Return a new root that knows the prefix of links."""
    return etree.Element("article", attributes, nsmap={"xlink": _XLINK})


def add(parent: Element, name: str, text: str = "", /, **attributes: str) -> Element:
    """Return a new element at the end of `parent`; ``ref_type`` gives ``ref-type``, empty attributes are left out."""
    made = etree.SubElement(parent, name)
    for key, value in attributes.items():
        if value:
            made.set(key.rstrip("_").replace("_", "-"), plain(value))
    if text:
        made.text = plain(text)
    return made


def add_text(parent: Element, text: str) -> None:
    """Add text behind all that is in `parent`."""
    safe = plain(text)
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + safe
    else:
        parent.text = (parent.text or "") + safe


def plain(text: str) -> str:
    """Return text on one line that XML can hold."""
    return clean(text.translate(_SPACES))


def on_lines(root: Element) -> None:
    """Begin a new line before each element that stands where no text can, so that people can read and compare files."""
    for element in root.iter("*"):
        if element.tag in _HOLDS_TEXT or not len(element):
            continue
        element.text = "\n"
        for child in element:
            child.tail = "\n"
