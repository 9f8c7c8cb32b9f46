"""All kinds of figures, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.document import Drawing
from reportgen.figures.flow import draw_flow
from reportgen.figures.forest import draw_forest
from reportgen.figures.risk_of_bias import draw_risk_of_bias

__all__ = ["FIGURES", "FigureKind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKind:
    """A kind of figure: its title for lists, and the verb that draws it (its arguments differ by kind)."""

    title: str
    draw: Callable[..., Drawing]


FIGURES: Mapping[str, FigureKind] = {
    "flow": FigureKind(title="Flow of records, reports and studies (PRISMA)", draw=draw_flow),
    "forest": FigureKind(title="Forest plot in RevMan's layout", draw=draw_forest),
    "risk-of-bias": FigureKind(title="Risk-of-bias summary, studies by domains", draw=draw_risk_of_bias),
}
"""A figure is added with a file or folder here and a line in this mapping."""
