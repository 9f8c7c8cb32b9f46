"""Paragraphs: an element with its properties in the order that the schema demands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.writers.docx.elements import Element, add

__all__ = ["Layout", "new_paragraph"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a paragraph has beside its style; lengths in twentieths of a point.

    `keep` holds it together with the next one; `numbering` is (level, number of the list); `after` is the space
    below, if not the style's.
    """

    keep: bool = False
    numbering: tuple[int, str] | None = None
    after: int | None = None
    indent: int = 0
    align: Literal["", "center", "right"] = ""


def new_paragraph(parent: Element, style: str, layout: Layout = Layout()) -> Element:
    """Return a new paragraph at the end of `parent`."""
    paragraph = add(parent, "w:p")
    properties = add(paragraph, "w:pPr")
    add(properties, "w:pStyle", {"w:val": style})
    if layout.keep:
        add(properties, "w:keepNext")
    if layout.numbering:
        level, counted = layout.numbering
        numbers = add(properties, "w:numPr")
        add(numbers, "w:ilvl", {"w:val": str(level)})
        add(numbers, "w:numId", {"w:val": counted})
    if layout.after is not None:
        add(properties, "w:spacing", {"w:after": str(layout.after)})
    if layout.indent:
        add(properties, "w:ind", {"w:left": str(layout.indent)})
    if layout.align:
        add(properties, "w:jc", {"w:val": layout.align})
    return paragraph
