"""Marks of studies: a shape and a colour for each group, of equal area, light inside with a dark outline."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.figures.canvas import WHITE, CircleMark, Mark, ShapeMark
from reportgen.figures.scatter.colours import tint

__all__ = ["Look", "Shape", "bubble_radii", "look_of_groups", "marker"]

Shape = Literal["circle", "square", "triangle", "diamond", "pointed-down", "pentagon"]

_SHAPES: tuple[Shape, ...] = ("circle", "triangle", "square", "diamond", "pointed-down", "pentagon")
_COLOURS = ("#0072b2", "#d55e00", "#007a5a", "#a8457e", "#7a5c00", "#2b2b2b", "#5b4ba0")
"""After the palette of Okabe and Ito, dark enough for outlines (4.5:1 on white); as many as no multiple of shapes."""

_FILL = 0.35
_LARGEST, _LEAST_OF_LARGEST, _SMALLEST = 9.0, 5.0, 1.3
_FEW = 30
_CORNERS = {
    "square": (4, -45),
    "triangle": (3, -90),
    "diamond": (4, -90),
    "pointed-down": (3, 90),
    "pentagon": (5, -90),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Shape and colour of the studies of one group."""

    shape: Shape
    colour: str


def look_of_groups(groups: Sequence[str], colour: str) -> dict[str, Look]:
    """Return the look of each group in order; a lone one has this colour."""
    if len(groups) < 2:
        return {group: Look("circle", colour) for group in groups or ("",)}
    return {group: Look(_SHAPES[i % len(_SHAPES)], _COLOURS[i % len(_COLOURS)]) for i, group in enumerate(groups)}


def marker(look: Look, x: float, y: float, radius: float, *, hollow: bool = False) -> Mark:
    """Return a mark with the area of a circle of this radius; a hollow one is white inside."""
    fill = WHITE if hollow else tint(look.colour, _FILL)
    if look.shape == "circle":
        return CircleMark(x=x, y=y, radius=radius, fill=fill, stroke=look.colour, width=0.8)
    corners, start = _CORNERS[look.shape]
    reach = radius * math.sqrt(math.pi / (corners / 2 * math.sin(2 * math.pi / corners)))
    angles = (math.radians(start + 360 * i / corners) for i in range(corners))
    points = tuple((x + reach * math.cos(angle), y + reach * math.sin(angle)) for angle in angles)
    return ShapeMark(points=points, fill=fill, stroke=look.colour, width=0.8)


def bubble_radii(weights: Sequence[float]) -> tuple[float, ...]:
    """Return radii in points whose squares are as the weights, down to a visible least; all smaller for many."""
    largest = max(weights)
    most = max(_LEAST_OF_LARGEST, min(_LARGEST, _LARGEST * math.sqrt(_FEW / len(weights))))
    return tuple(max(_SMALLEST, most * math.sqrt(weight / largest)) for weight in weights)
