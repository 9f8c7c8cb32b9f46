"""What lies behind the rows of a forest plot: bands that lead the eye, and lines between studies."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.figures.canvas import LineMark, Mark, ShapeMark, rectangle
from reportgen.figures.forest.frame import MARGIN, Frame

__all__ = ["band_marks"]

_HAIRLINE = 0.3


def band_marks(frame: Frame, place: int, top: float, bottom: float) -> Iterator[Mark]:
    """Yield what lies behind the row at that place, which reaches from `top` to `bottom`."""
    look, rows = frame.layout.look, frame.content.rows
    row = rows[place]
    left, right = MARGIN, frame.placed.page_width - MARGIN
    band = ""
    if row.kind == "study" and look.zebra and _place_in_run(frame, place) % 2 == 0:
        band = look.zebra
    elif row.kind in {"total", "subtotal", "published"}:
        band = look.total_band
    if band:
        yield ShapeMark(points=rectangle(left, top, right - left, bottom - top), fill=band)
    if row.kind == "study" and look.between:
        yield LineMark(points=((left, bottom), (right, bottom)), width=_HAIRLINE, colour=look.between)


def _place_in_run(frame: Frame, place: int) -> int:
    """Return how many studies stand directly before this one."""
    count = 0
    while count < place and frame.content.rows[place - count - 1].kind == "study":
        count += 1
    return count
