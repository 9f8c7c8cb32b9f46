"""Figures: forest plots, flow diagrams, risk of bias. Each verb returns a `Drawing`."""

from reportgen.figures.forest import ForestBlock, draw_forest

__all__ = ["ForestBlock", "draw_forest"]
