"""A figure made anew for a width in print: never scaled, so that lines and letters keep their sizes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.document import Figure
from reportgen.figures.registry import FIGURES
from reportgen.model import FigurePlan
from reportgen.quantities import Analysis
from reportgen.style import FigureStyle

__all__ = ["Fitted", "fit_figure"]

_STEP_PT = 0.5
_SAME_MM = 0.05
_WIDEST_MM = 600
"""No figure is tried in a width above this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A figure in its parts, none if the review has no data for it.

    width_mm: the width it was made for, 0 for that of the manuscript; narrowest_mm: 0 where it fits one that was asked
    for, else the least whole width that it does fit (and no figures).
    """

    figures: tuple[Figure, ...] = ()
    width_mm: float = 0.0
    narrowest_mm: int = 0


def fit_figure(analysis: Analysis, plan: FigurePlan, widths_mm: Sequence[float], height_mm: float) -> Fitted:
    """Return a figure in the narrowest of the widths that it fits with letters of the style's size.

    Where it fits none, letters become smaller by half points down to the style's least size. Without widths it has that
    of the manuscript. Parts are at most `height_mm` tall where the kind of figure can be parted.
    """
    widths = sorted(widths_mm)
    look = analysis.style.figures
    if not widths:
        return Fitted(figures=_made(analysis, plan, replace(look, height_mm=height_mm)))
    for font_pt in _sizes(look.font_pt, look.min_font_pt):
        for width in widths:
            figures = _made(analysis, plan, _narrowed(look, width, font_pt, height_mm))
            if _fit(figures, width):
                return Fitted(figures=figures, width_mm=width)
    return Fitted(narrowest_mm=_narrowest(analysis, plan, widths[-1], height_mm))


def _sizes(usual: float, least: float) -> Iterator[float]:
    """Yield sizes of type in points, from the usual one down to the least."""
    size = usual
    while size > least:
        yield size
        size -= _STEP_PT
    yield min(usual, least)


def _narrowed(look: FigureStyle, width_mm: float, font_pt: float, height_mm: float) -> FigureStyle:
    return replace(look, width_mm=width_mm, wide_width_mm=width_mm, font_pt=font_pt, height_mm=height_mm)


def _made(analysis: Analysis, plan: FigurePlan, look: FigureStyle) -> tuple[Figure, ...]:
    style = replace(analysis.style, figures=look)
    return FIGURES[plan.kind].make(replace(analysis, style=style), plan)


def _fit(figures: Sequence[Figure], width_mm: float) -> bool:
    return all(figure.drawing.width_mm < width_mm + _SAME_MM for figure in figures)


def _narrowest(analysis: Analysis, plan: FigurePlan, too_narrow: float, height_mm: float) -> int:
    """Return the least width in whole mm that the figure fits with the smallest letters, by halving what is left."""
    look = analysis.style.figures
    font_pt = min(look.font_pt, look.min_font_pt)
    low, high = math.floor(too_narrow), _WIDEST_MM
    while high - low > 1:
        middle = (low + high) // 2
        if _fit(_made(analysis, plan, _narrowed(look, middle, font_pt, height_mm)), middle):
            high = middle
        else:
            low = middle
    return high
