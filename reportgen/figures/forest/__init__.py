"""Forest plots in RevMan's layout."""

from reportgen.figures.forest.blocks import ForestBlock
from reportgen.figures.forest.forest import draw_forest, forest_drawings, make_forest

__all__ = ["ForestBlock", "draw_forest", "forest_drawings", "make_forest"]
