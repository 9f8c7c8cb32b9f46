"""Baujat's plot: which studies the heterogeneity comes from, and which of them matter."""

from reportgen.figures.baujat.baujat import make_baujat

__all__ = ["make_baujat"]
