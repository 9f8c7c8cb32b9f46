"""The formats that a page can be drawn in, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.document import PictureFormat
from reportgen.figures.canvas import Page
from reportgen.figures.lettering import Lettering
from reportgen.figures.outlines import page_as_outlined_svg
from reportgen.figures.svg import page_as_svg

__all__ = ["PICTURES", "Picture", "Sheet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page and how it is wanted.

    `alt` is its text alternative; `dpi` matters to pixels only; `grey` says that its marks are without colour.
    """

    page: Page
    lettering: Lettering
    alt: str
    dpi: int
    grey: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A format of pictures.

    title: for lists; suffix: end of the names of its files; pixels: whether the resolution matters to it; draw: its
    bytes, the same each time.
    """

    title: str
    suffix: str
    pixels: bool
    draw: Callable[[Sheet], bytes]


def _svg(sheet: Sheet) -> bytes:
    return page_as_svg(sheet.page, sheet.lettering.families(), sheet.alt)


def _outlined(sheet: Sheet) -> bytes:
    return page_as_outlined_svg(sheet.page, sheet.lettering, sheet.alt)


def _pdf(sheet: Sheet) -> bytes:
    from reportgen.figures.matplotlib_page import page_as_pdf

    return page_as_pdf(sheet.page, sheet.lettering)


def _eps(sheet: Sheet) -> bytes:
    from reportgen.figures.eps import page_as_eps

    return page_as_eps(sheet.page, sheet.lettering)


def _png(sheet: Sheet) -> bytes:
    from reportgen.figures.matplotlib_page import page_as_png

    return page_as_png(sheet.page, sheet.lettering, sheet.dpi, grey=sheet.grey)


def _tiff(sheet: Sheet) -> bytes:
    from reportgen.figures.matplotlib_page import page_as_tiff

    return page_as_tiff(sheet.page, sheet.lettering, sheet.dpi, grey=sheet.grey)


PICTURES: Mapping[PictureFormat, Picture] = {
    "svg": Picture(title="SVG, text as text", suffix=".svg", pixels=False, draw=_svg),
    "svg-outlined": Picture(title="SVG, text as outlines", suffix="-outlined.svg", pixels=False, draw=_outlined),
    "pdf": Picture(title="PDF, fonts embedded", suffix=".pdf", pixels=False, draw=_pdf),
    "eps": Picture(title="EPS, text as outlines", suffix=".eps", pixels=False, draw=_eps),
    "png": Picture(title="PNG, RGB or grey, tagged with its resolution", suffix=".png", pixels=True, draw=_png),
    "tiff": Picture(title="TIFF, RGB or grey, LZW, one layer", suffix=".tif", pixels=True, draw=_tiff),
}
"""A format is added with a file, its name in `PictureFormat` and a line here; those who draw import it when asked."""
