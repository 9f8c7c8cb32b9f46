"""Figures on the screen: the drawing inside the page, and the table behind it for those who want the numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

from reportgen.document import Drawing, Figure, LedgerEntry, Resolved, Table
from reportgen.writers.markup import Page, anchor, blocks, escape, inlines
from reportgen.writers.markup.page import Picture
from reportgen.writers.markup.svg import SVG, svg_of

__all__ = ["write_picture"]

# A figure on a phone may shrink to this share of its printed width before it scrolls sideways.
_LEAST_SHARE = 0.7


def write_picture(resolved: Resolved) -> Picture:
    """Return the function that writes the drawing of a figure, its data and the numbers drawn in it."""
    drawn: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in resolved.ledger:
        drawn[entry.place].append(entry)

    def write(page: Page, figure: Figure) -> None:
        name = page.exhibit
        page.add(f'\n<div class="scroll picture" role="region" tabindex="0" aria-labelledby="{name}-caption">')
        page.add(_inline(figure.drawing, figure.label, name), "</div>")
        _write_outline(page, figure.drawing)
        _write_data(page, figure)
        _write_drawn(page, drawn[figure.id])

    return write


def _inline(drawing: Drawing, label: str, name: str) -> str:
    """Return the SVG with role, title and description, as wide as printed where there is room."""
    from lxml import etree

    root = svg_of(drawing, name)
    _size(root, drawing)
    root.set("role", "group" if drawing.outline else "img")  # an image hides the links within from screen readers
    root.set("aria-labelledby", f"{name}-title {name}-alt")
    for place, (suffix, tag, text) in enumerate(
        (("title", "title", label or drawing.name), ("alt", "desc", drawing.alt))
    ):
        element = etree.Element(f"{{{SVG}}}{tag}", id=f"{name}-{suffix}")
        element.text = text
        root.insert(place, element)
    _link(root, drawing, name)
    return str(etree.tostring(root, encoding="unicode", with_tail=False))


def _size(root: Any, drawing: Drawing) -> None:
    if "viewBox" not in root.attrib:
        width, height = (root.get(side, "0").rstrip("ptxm") for side in ("width", "height"))
        root.set("viewBox", f"0 0 {width} {height}")
    for side in ("width", "height"):
        root.attrib.pop(side, None)
    width = drawing.width_mm
    ratio = f"{width:g} / {drawing.height_mm:g}"
    root.set("style", f"width:{width:g}mm;min-width:{_LEAST_SHARE * width:.4g}mm;aspect-ratio:{ratio}")


def _link(root: Any, drawing: Drawing, name: str) -> None:
    """Make each part of the picture that the outline tells of a link to its place there."""
    from lxml import etree

    told = {f"{name}-{item.part}" for item in drawing.outline if item.part}
    for group in root.iter(f"{{{SVG}}}g"):
        if (id_ := group.get("id")) in told:
            link = etree.Element(f"{{{SVG}}}a", href=f"#{id_}-told")
            link.extend(list(group))
            group.append(link)


def _write_outline(page: Page, drawing: Drawing) -> None:
    """Write what the picture says from part to part as a nested list, closed until asked for."""
    if not drawing.outline:
        return
    page.add('\n<details class="data outline"><summary>This figure in words</summary>')
    depth = -1
    for item in drawing.outline:
        level = min(item.level, depth + 1)  # a list within a list stands in an item of it
        page.add("\n<ul>" if level > depth else "</li>" + "</ul></li>" * (depth - level))
        depth = level
        page.add(f'\n<li id="{page.exhibit}-{item.part}-told" tabindex="-1">' if item.part else "\n<li>")
        inlines.write_inlines(page, item.children)
    page.add("</li></ul>" * (depth + 1), "</details>")


def _write_data(page: Page, figure: Figure) -> None:
    """Write the table behind the drawing, closed until asked for."""
    data = figure.drawing.data
    if data is None:
        return
    outer = page.exhibit
    page.add('\n<details class="data"><summary>Data of this figure</summary>')
    inner: Table = replace(data, id=f"{figure.id}-data", wide=False)
    blocks.write_table(page, inner)
    page.add("</details>")
    page.exhibit = outer


def _write_drawn(page: Page, entries: list[LedgerEntry]) -> None:
    """Write the numbers that stand in the drawing alone, as a list that "show sources" brings to light."""
    missing = [entry for entry in entries if anchor(entry.id) not in page.shown]
    if not missing:
        return
    page.add('\n<details class="drawn" hidden><summary>Numbers drawn in this figure</summary><ul>')
    for entry in missing:
        page.shown.add(anchor(entry.id))
        what = " ".join(filter(None, (entry.statistic.replace("_", " "), entry.subject)))
        page.add(f'\n<li>{escape(what)}: <span class="number" id="{anchor(entry.id)}">{escape(entry.text)}</span></li>')
    page.add("</ul></details>")
