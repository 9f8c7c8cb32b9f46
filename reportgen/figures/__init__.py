"""Figures: forest plots, flow diagrams, risk of bias and the rest; each kind makes `Figure`s by a `FigurePlan`."""

from reportgen.figures.flow import draw_flow
from reportgen.figures.forest import ForestBlock, draw_forest, forest_drawings
from reportgen.figures.pictures import PICTURES
from reportgen.figures.plans import figure_plans
from reportgen.figures.registry import FIGURES, FigureKind
from reportgen.figures.risk_of_bias import draw_risk_of_bias, risk_of_bias_drawings
from reportgen.figures.widths import Fitted, fit_figure

__all__ = [
    "FIGURES",
    "PICTURES",
    "FigureKind",
    "Fitted",
    "ForestBlock",
    "draw_flow",
    "draw_forest",
    "draw_risk_of_bias",
    "figure_plans",
    "fit_figure",
    "forest_drawings",
    "risk_of_bias_drawings",
]
