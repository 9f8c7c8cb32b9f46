"""From drawings to figures of the manuscript: pages they must fit, and the captions of those that are parted."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import Drawing, Figure, Note, Text
from reportgen.style import FigureStyle
from reportgen.wording.phrases import Phrase, joined, weave

__all__ = ["PAGE_MM", "TURNED_PAGE_MM", "as_figures", "tallest_mm"]

PAGE_MM = 205.0
"""Height that a figure has on an upright page, its caption left out."""

TURNED_PAGE_MM = 140.0
"""Height that a figure has on a page turned sideways."""


def tallest_mm(look: FigureStyle, width_mm: float) -> float:
    """Return how tall a drawing may be: a page of it, made smaller until its letters have the least size allowed."""
    if look.height_mm:
        return look.height_mm
    page = PAGE_MM if width_mm <= look.width_mm else TURNED_PAGE_MM
    return page * max(1.0, look.font_pt / look.min_font_pt)


def as_figures(
    name: str,
    drawings: Sequence[Drawing],
    caption: Phrase,
    further: Phrase = (),
    *,
    notes: tuple[Note, ...] = (),
    look: FigureStyle,
) -> tuple[Figure, ...]:
    """Return a figure, or one for each of its parts.

    `caption` is that of the whole; `further` is the title of further parts, and may be left out where there are none.
    """
    found: list[Figure] = []
    for number, drawing in enumerate(drawings, 1):
        first, part = number == 1, f"Part {number} of {len(drawings)}."
        said = caption if first else weave("{title}, continued.", title=further)
        found.append(
            Figure(
                id=f"fig-{name}" if first else f"fig-{name}-part-{number}",
                caption=said if len(drawings) == 1 else joined((said, (Text(part),))),
                drawing=drawing,
                notes=notes,
                wide=drawing.width_mm > look.width_mm,
            )
        )
    return tuple(found)
