"""Funnel plots, with regions of P values and studies filled in where a review asks for them."""

from reportgen.figures.funnel.funnel import make_funnel

__all__ = ["make_funnel"]
