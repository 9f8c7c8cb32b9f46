"""A page becomes a `Drawing`: laid out at once, drawn when somebody asks for its bytes."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document import Datum, Drawing, Number, PictureFormat, Table
from reportgen.figures.canvas import MM, Page
from reportgen.figures.lettering import Lettering, cleaned
from reportgen.figures.outlines import page_as_outlined_svg
from reportgen.figures.svg import page_as_svg

__all__ = ["LONGEST_ALT", "as_drawing", "part_name", "shortened"]

LONGEST_ALT = 250


def as_drawing(
    page: Page, lettering: Lettering, *, name: str, alt: str, data: Table | None, numbers: Iterable[Number | Datum]
) -> Drawing:
    """Return the drawing of a page; `alt` is cut at 250 characters."""
    text = shortened(cleaned(alt), LONGEST_ALT)

    drawn: dict[tuple[PictureFormat, int], bytes] = {}  # several writers ask for the same picture

    def render(picture: PictureFormat, dpi: int = 300) -> bytes:
        key = (picture, dpi if picture == "png" else 0)
        if key not in drawn:
            drawn[key] = _drawn(page, lettering, picture, dpi, text)
        return drawn[key]

    return Drawing(
        name=name,
        width_mm=page.width / MM,
        height_mm=page.height / MM,
        alt=text,
        data=data,
        numbers=tuple(numbers),
        render=render,
    )


def _drawn(page: Page, lettering: Lettering, picture: PictureFormat, dpi: int, text: str) -> bytes:
    if picture == "svg":
        return page_as_svg(page, lettering.families(), text)
    if picture == "svg-outlined":
        return page_as_outlined_svg(page, lettering, text)
    from reportgen.figures.matplotlib_page import page_as_pdf, page_as_png

    return page_as_pdf(page, lettering) if picture == "pdf" else page_as_png(page, lettering, dpi)


def part_name(name: str, number: int) -> str:
    """Return the name of a part of a drawing that is too tall for one page; the first keeps that of the whole."""
    return name if number == 1 else f"{name}-part-{number}"


def shortened(text: str, most: int) -> str:
    """Return text of at most `most` characters, cut between words with an ellipsis."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return head[: head.rfind(" ")].rstrip(" ,;:") + "…" if " " in head else head + "…"
