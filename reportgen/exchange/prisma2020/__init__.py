"""The table of numbers that the R package PRISMA2020 draws flow diagrams from, as CSV or as a workbook."""

from reportgen.exchange.prisma2020.format import PRISMA2020

__all__ = ["PRISMA2020"]
