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

    It fits where it is no wider and no taller than the page, and breaks no word that it does not break in the
    manuscript. Where it fits none, letters become smaller by half points down to the style's least size. Without widths
    it has that of the manuscript. Parts are at most `height_mm` tall where the kind of figure can be parted; what is
    taller in every width comes in the widest.
    """
    look = analysis.style.figures
    usual = _made(analysis, plan, replace(look, height_mm=height_mm))
    if not widths_mm or not usual:
        return Fitted(figures=usual)
    maker = _Maker(analysis=analysis, plan=plan, height_mm=height_mm, broken=_broken(usual))
    for font_pt in _sizes(look.font_pt, look.min_font_pt):
        for width in sorted(widths_mm):
            if figures := maker.fitting(width, font_pt):
                return Fitted(figures=figures, width_mm=width)
    widest = max(widths_mm)
    if least := maker.narrowest(widest):
        return Fitted(narrowest_mm=least)
    return Fitted(figures=maker.made(widest, look.font_pt), width_mm=widest)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Makes one figure in different widths; `broken` are the words that may be split."""

    analysis: Analysis
    plan: FigurePlan
    height_mm: float
    broken: frozenset[str]

    def made(self, width_mm: float, font_pt: float) -> tuple[Figure, ...]:
        """Return the figure as it comes out in a width."""
        look = self.analysis.style.figures
        narrowed = replace(look, width_mm=width_mm, wide_width_mm=width_mm, height_mm=self.height_mm, font_pt=font_pt)
        return _made(self.analysis, self.plan, narrowed)

    def fitting(self, width_mm: float, font_pt: float) -> tuple[Figure, ...]:
        """Return the figure in a width, nothing if it does not fit."""
        figures = self.made(width_mm, font_pt)
        drawings = [figure.drawing for figure in figures]
        narrow = all(drawing.width_mm < width_mm + _SAME_MM for drawing in drawings)
        low = all(drawing.height_mm < self.height_mm + _SAME_MM for drawing in drawings)
        return figures if narrow and low and _broken(figures) <= self.broken else ()

    def narrowest(self, too_narrow: float) -> int:
        """Return the least width in whole mm that the figure fits with the smallest letters; 0 if there is none."""
        look = self.analysis.style.figures
        font_pt = min(look.font_pt, look.min_font_pt)
        if not self.fitting(_WIDEST_MM, font_pt):
            return 0
        low, high = math.floor(too_narrow), _WIDEST_MM
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.fitting(middle, font_pt) else (middle, high)
        return high


def _made(analysis: Analysis, plan: FigurePlan, look: FigureStyle) -> tuple[Figure, ...]:
    style = replace(analysis.style, figures=look)
    return FIGURES[plan.kind].make(replace(analysis, style=style), plan)


def _broken(figures: Sequence[Figure]) -> frozenset[str]:
    return frozenset(word for figure in figures for word in figure.drawing.broken)


def _sizes(usual: float, least: float) -> Iterator[float]:
    """Yield sizes of type in points, from the usual one down to the least."""
    size = usual
    while size > least:
        yield size
        size -= _STEP_PT
    yield min(usual, least)
