"""The page: sizes of paper, margins and what fits between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

__all__ = ["Page", "emu", "page_of", "twips"]

PAPERS: Final = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height in mm."""

SIDE_MM: Final = 20.0
TOP_MM: Final = 27.0
BOTTOM_MM: Final = 20.0
LEAST_TOP_MM: Final = 20.0
"""What the running head needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it is held: width and height in mm, with the margins that all our pages have."""

    width_mm: float
    height_mm: float
    side_mm: float = SIDE_MM
    top_mm: float = TOP_MM
    bottom_mm: float = BOTTOM_MM
    head_mm: float = 10.0
    foot_mm: float = 10.0

    @property
    def text_width_mm(self) -> float:
        """Width of the text in mm."""
        return self.width_mm - 2 * self.side_mm

    @property
    def text_height_mm(self) -> float:
        """Height of the text in mm."""
        return self.height_mm - self.top_mm - self.bottom_mm

    @property
    def landscape(self) -> bool:
        """Whether the page is wider than high."""
        return self.width_mm > self.height_mm


def page_of(paper: Literal["a4", "letter"], *, wide: bool, margin_mm: float = 0.0) -> Page:
    """Return the page of a paper, turned if `wide`; with margins of `margin_mm` on all sides, 0 for the usual ones."""
    short, long = PAPERS[paper]
    page = Page(width_mm=long, height_mm=short) if wide else Page(width_mm=short, height_mm=long)
    if not margin_mm:
        return page
    return replace(page, side_mm=margin_mm, top_mm=max(margin_mm, LEAST_TOP_MM), bottom_mm=margin_mm)


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def emu(millimetres: float) -> int:
    """Return a length in the units of drawings, 36,000 to the mm."""
    return round(millimetres * 36000)
