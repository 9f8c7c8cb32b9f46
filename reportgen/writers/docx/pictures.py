"""Pictures: a drawing as SVG for those who can show it, with a PNG of print quality beneath.

Its letters are outlines, as Word would replace a font it lacks by one of other widths.
"""

from __future__ import annotations

import re
from typing import Final

from reportgen.document import Drawing, Figure, Note, plain_text
from reportgen.writers.docx.draft import Draft
from reportgen.writers.docx.elements import Element, add, element, plain
from reportgen.writers.docx.page import Page, emu

__all__ = ["new_picture", "printed_size"]

DPI: Final = 300
LINE_MM: Final = 4.6
"""Height of a line of a caption."""

SMALLEST_MM: Final = 20.0
MOST_LETTERS: Final = 2000
"""Screen readers and Word both give up on longer texts."""

PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_UNFIT = re.compile(r"[^A-Za-z0-9-]+")


def printed_size(drawing: Drawing, page: Page, letters: int) -> tuple[float, float]:
    """Return width and height in mm: as drawn, but never larger than the text area less a caption of `letters`."""
    letters_a_line = page.text_width_mm / 1.7
    below = LINE_MM * (3 + letters / letters_a_line)
    room = max(page.text_height_mm - below, page.text_height_mm / 2)
    width, height = max(drawing.width_mm, 1.0), max(drawing.height_mm, 1.0)
    scale = min(1.0, page.text_width_mm / width, room / height)
    return width * scale, height * scale


def new_picture(node: Figure, draft: Draft) -> Element:
    """Return the drawing of a figure as an element for a run, its two pictures added to the file."""
    draft.pictures += 1
    stem = f"{_UNFIT.sub('-', node.drawing.name)[:40].strip('-').lower() or 'figure'}-{draft.pictures}"
    png = draft.add_picture(f"{stem}.png", "image/png", node.drawing.render("png", DPI))
    svg = draft.add_picture(f"{stem}.svg", "image/svg+xml", node.drawing.render("svg-outlined", DPI))
    size = printed_size(node.drawing, draft.page, _letters(node))
    width, height = (str(emu(side)) for side in size)
    names = {
        "id": str(draft.pictures),
        "name": plain(node.label) or f"Figure {draft.pictures}",
        "descr": plain(node.drawing.alt or plain_text(node.caption))[:MOST_LETTERS],
        "title": plain(node.label or node.drawing.name),
    }
    drawing = element("w:drawing")
    inline = add(drawing, "wp:inline", dict.fromkeys(("distT", "distB", "distL", "distR"), "0"))
    add(inline, "wp:extent", {"cx": width, "cy": height})
    add(inline, "wp:effectExtent", dict.fromkeys("ltrb", "0"))
    add(inline, "wp:docPr", names)
    add(add(inline, "wp:cNvGraphicFramePr"), "a:graphicFrameLocks", {"noChangeAspect": "1"})
    data = add(add(inline, "a:graphic"), "a:graphicData", {"uri": PICTURE})
    _write_pictures(data, (png, svg), names, (width, height))
    return drawing


def _write_pictures(data: Element, pictures: tuple[str, str], names: dict[str, str], size: tuple[str, str]) -> None:
    png, svg = pictures
    picture = add(data, "pic:pic")
    about = add(picture, "pic:nvPicPr")
    add(about, "pic:cNvPr", names)
    add(about, "pic:cNvPicPr")
    fill = add(picture, "pic:blipFill")
    blip = add(fill, "a:blip", {"r:embed": png})
    extension = add(add(blip, "a:extLst"), "a:ext", {"uri": SVG_EXTENSION})
    vector = element("asvg:svgBlip", {"r:embed": svg})
    extension.append(vector)
    add(add(fill, "a:stretch"), "a:fillRect")
    shape = add(picture, "pic:spPr")
    frame = add(shape, "a:xfrm")
    add(frame, "a:off", {"x": "0", "y": "0"})
    add(frame, "a:ext", {"cx": size[0], "cy": size[1]})
    add(add(shape, "a:prstGeom", {"prst": "rect"}), "a:avLst")


def _letters(node: Figure) -> int:
    notes: tuple[Note, ...] = node.notes
    return len(plain_text(node.caption)) + sum(len(plain_text(note.children)) + 100 for note in notes)
