"""Forest plots in RevMan's layout."""

from reportgen.figures.forest.blocks import ForestBlock
from reportgen.figures.forest.forest import draw_forest, draw_forest_parts

__all__ = ["ForestBlock", "draw_forest", "draw_forest_parts"]
