"""Radial plots (Galbraith's): standardised effects by their precision."""

from reportgen.figures.radial.radial import make_radial

__all__ = ["make_radial"]
