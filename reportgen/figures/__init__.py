"""Figures: forest plots, flow diagrams, risk of bias. Each verb returns a `Drawing`."""

from reportgen.figures.flow import draw_flow
from reportgen.figures.forest import ForestBlock, draw_forest

__all__ = ["ForestBlock", "draw_flow", "draw_forest"]
