"""What a plot of points shows, as plain values in the units of its axes."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.figures.scatter.axes import Axis
from reportgen.figures.scatter.markers import Look

__all__ = ["Curve", "Entry", "Pointed", "Region", "Scatter", "Upright"]

_Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An area behind everything else; `id` names its group on the page."""

    id: str
    points: _Points
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line through points; `dash` as in `LineMark`, `id` names its group on the page."""

    id: str
    points: _Points
    width: float
    colour: str
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """A study; `radius` in points of the page. `label` is its name if it is to stand beside it, the most urgent first.

    `urgency` orders labels where there is not room for all.
    """

    id: str
    x: float
    y: float
    look: Look
    radius: float
    hollow: bool = False
    label: str = ""
    urgency: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the legend: a swatch of a marker, a line (`curve`) or an area (`fill`), and its words."""

    text: str
    look: Look | None = None
    hollow: bool = False
    curve: Curve | None = None
    fill: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upright:
    """Words above the plot at a place of the axis across."""

    x: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """A plot of points. `inverted`: the axis upwards has its low end at the top. `square`: as high as wide."""

    across: Axis
    up: Axis
    points: tuple[Pointed, ...]
    regions: tuple[Region, ...] = ()
    curves: tuple[Curve, ...] = ()
    legend: tuple[Entry, ...] = ()
    heads: tuple[Upright, ...] = ()
    inverted: bool = False
    square: bool = False
