"""The figures of a review as files that a journal takes."""

from reportgen.figure_files.choice import PrintFigure, choose
from reportgen.figure_files.files import FigureReport, write_figures
from reportgen.figure_files.wish import FigureWish

__all__ = ["FigureReport", "FigureWish", "PrintFigure", "choose", "write_figures"]
