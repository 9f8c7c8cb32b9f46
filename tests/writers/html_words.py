"""The words of a manuscript's HTML page in the order they are read, without what belongs to the page alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import html

__all__ = ["html_words"]

_LEFT_OUT = {"nav", "header", "aside", "script", "style", "details", "svg", "button", "title", "colgroup"}
_LEFT_OUT_CLASSES = {"skip", "for-readers", "back"}
_INLINE = {"a", "abbr", "b", "data", "em", "i", "span", "strong", "sub", "sup"}


def html_words(data: bytes) -> list[str]:
    """Return the words of the manuscript: no contents, data of figures, sources, scripts, buttons or ways back.

    The mark of a footnote is joined to the word before it; the footnotes stand at the end.
    """
    body = html.document_fromstring(data.decode("utf-8")).body
    return "".join(_text(body)).split()


def _text(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or _left_out(element):
        return
    apart = "" if element.tag in _INLINE else " "
    yield apart + (element.text or "")
    for child in element:
        yield from _text(child)
        yield child.tail or ""
    yield apart


def _left_out(element: Any) -> bool:
    classes = set(element.get("class", "").split())
    return element.tag in _LEFT_OUT or bool(classes & _LEFT_OUT_CLASSES) or element.get("id") == "sources"
