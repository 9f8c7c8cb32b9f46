"""How figures are wanted in print."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.document import PictureFormat

__all__ = ["FigureWish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWish:
    """How figures are wanted in print.

    formats: keys of `PICTURES`; dpi: of pixels; widths_mm: each figure gets the narrowest that it fits, that of the
    manuscript if there are none; height_mm: the height of a page, at which figures are parted that can be; grey: shades
    of grey in place of colours; wider: a figure that fits none of the widths gets the narrowest that it does fit, in
    place of an error; only: ids of figures, or their numbers in the manuscript, empty for all.
    """

    formats: tuple[PictureFormat, ...] = ("tiff", "pdf")
    dpi: int = 600
    widths_mm: tuple[float, ...] = ()
    height_mm: float = 225.0
    grey: bool = False
    wider: bool = False
    only: tuple[str, ...] = ()
