"""Forest plots, in the layout that a style or a figure asks for."""

from reportgen.figures.forest.blocks import ForestBlock
from reportgen.figures.forest.choices import choice_flaws
from reportgen.figures.forest.forest import draw_forest, forest_drawings, make_forest
from reportgen.figures.forest.variations import make_cumulative, make_leave_one_out
from reportgen.figures.layouts import LAYOUTS, ForestLayout

__all__ = [
    "LAYOUTS",
    "ForestBlock",
    "ForestLayout",
    "choice_flaws",
    "draw_forest",
    "forest_drawings",
    "make_cumulative",
    "make_forest",
    "make_leave_one_out",
]
