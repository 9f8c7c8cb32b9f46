"""Figures: forest plots, flow diagrams, risk of bias. Each verb returns a `Drawing`."""

from reportgen.figures.flow import draw_flow
from reportgen.figures.forest import ForestBlock, draw_forest, draw_forest_parts
from reportgen.figures.registry import FIGURES, FigureKind
from reportgen.figures.risk_of_bias import draw_risk_of_bias, draw_risk_of_bias_parts

__all__ = [
    "FIGURES",
    "FigureKind",
    "ForestBlock",
    "draw_flow",
    "draw_forest",
    "draw_forest_parts",
    "draw_risk_of_bias",
    "draw_risk_of_bias_parts",
]
