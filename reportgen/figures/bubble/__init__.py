"""Bubble plots: effects regressed on a number of each study."""

from reportgen.figures.bubble.bubble import make_bubble

__all__ = ["make_bubble"]
