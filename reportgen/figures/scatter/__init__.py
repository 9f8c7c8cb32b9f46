"""What all plots of points share: round axes, clipping, markers, a legend, labels of single studies."""

from reportgen.figures.scatter.axes import Axis, TickSet, effect_axis, linear_axis
from reportgen.figures.scatter.colours import INK, MUTED, tint
from reportgen.figures.scatter.markers import Look, look_of_groups, marker
from reportgen.figures.scatter.page import Laid, scatter_page
from reportgen.figures.scatter.plot import Plot
from reportgen.figures.scatter.scatter import Curve, Entry, Pointed, Region, Scatter, Upright

__all__ = [
    "INK",
    "MUTED",
    "Axis",
    "Curve",
    "Entry",
    "Laid",
    "Look",
    "Plot",
    "Pointed",
    "Region",
    "Scatter",
    "TickSet",
    "Upright",
    "effect_axis",
    "linear_axis",
    "look_of_groups",
    "marker",
    "scatter_page",
    "tint",
]
