"""Sections: which pages are held upright and which are turned, and what runs above the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from reportgen.document import Block, Document, Figure, Heading, Table
from reportgen.writers.docx.draft import Draft
from reportgen.writers.docx.elements import Element, add, attribute, element
from reportgen.writers.docx.fields import Spot, add_run
from reportgen.writers.docx.page import twips
from reportgen.writers.docx.paragraphs import new_paragraph

__all__ = ["end_section", "turn", "turned", "write_running_head"]


def turned(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Yield each block with whether its page is turned: wide tables and figures, and headings right before them."""
    wide = False
    ways: list[bool] = []
    for block in reversed(blocks):
        wide = wide if isinstance(block, Heading) else isinstance(block, Table | Figure) and block.wide
        ways.append(wide)
    return zip(blocks, reversed(ways), strict=True)


def turn(draft: Draft, *, wide: bool) -> None:
    """Make the next block stand on a page held the given way, ending the section before it if there is one."""
    if wide != draft.wide and len(draft.body):
        last = draft.body[-1]
        if last.tag != attribute("w:p"):
            last = new_paragraph(draft.body, "TableEnd")
        last[0].append(end_section(draft))
    draft.wide = wide


def end_section(draft: Draft) -> Element:
    """Return the properties of the section that ends here; the first one names heads and foot, the others inherit."""
    page = draft.page
    section = element("w:sectPr")
    first = draft.sections == 0
    draft.sections += 1
    section.extend(deepcopy(reference) for reference in draft.references if first)
    add(section, "w:type", {"w:val": "nextPage"})
    size = {"w:w": str(twips(page.width_mm)), "w:h": str(twips(page.height_mm))}
    add(section, "w:pgSz", size | ({"w:orient": "landscape"} if page.landscape else {}))
    margins = {
        "top": page.top_mm,
        "right": page.side_mm,
        "bottom": page.bottom_mm,
        "left": page.side_mm,
        "header": page.head_mm,
        "footer": page.foot_mm,
        "gutter": 0.0,
    }
    add(section, "w:pgMar", {f"w:{name}": str(twips(width)) for name, width in margins.items()})
    if draft.form.line_numbers != "none":
        restart = "continuous" if draft.form.line_numbers == "continuous" else "newPage"
        add(section, "w:lnNumType", {"w:countBy": "1", "w:restart": restart})
    if first and draft.titled:
        add(section, "w:titlePg")
    return section


def write_running_head(document: Document, draft: Draft) -> None:
    """Write the short title and the notice into the head of every page but a title page."""
    for reference in draft.references:
        if reference.tag == attribute("w:headerReference") and reference.get(attribute("w:type")) == "default":
            part = draft.main.related_parts[reference.get(attribute("r:id"))]
            part.element.clear()
            for text in filter(None, (document.short_title or document.title, document.notice)):
                add_run(Spot(parent=new_paragraph(part.element, "Header"), part=part), text)
