"""Forest plots of results before and after an update, drawn from two records of a review."""

from reportgen.figures.before_after.before_after import draw_before_after
from reportgen.figures.before_after.panels import name_of

__all__ = ["draw_before_after", "name_of"]
