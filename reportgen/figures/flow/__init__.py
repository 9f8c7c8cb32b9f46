"""Flow diagrams in the forms of PRISMA 2009 and PRISMA 2020."""

from reportgen.figures.flow.flow import draw_flow, make_flow

__all__ = ["draw_flow", "make_flow"]
