"""Forest plots of results before and after an update, drawn from two records of a review."""

from reportgen.figures.before_after.before_after import draw_before_after
from reportgen.figures.before_after.panels import name_of
from reportgen.figures.before_after.timeline import draw_timeline

__all__ = ["draw_before_after", "draw_timeline", "name_of"]
