"""A page of a figure: marks at fixed places, in points from the top left corner, y downwards.

Layouts make pages; `svg` and `matplotlib_page` turn a page into bytes. So the picture is the same in each format,
and where every text ends is known before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = [
    "BLACK",
    "MM",
    "WHITE",
    "Anchor",
    "CircleMark",
    "GroupMark",
    "LineMark",
    "Mark",
    "Page",
    "ShapeMark",
    "TextMark",
    "rectangle",
    "walk",
]

MM = 72 / 25.4
"""Points in a millimetre."""

BLACK = "#000000"
WHITE = "#ffffff"

Point: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMark:
    """One line of text; (x, y) is the point of the baseline that `anchor` names. `turned` texts read upwards."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    italic: bool = False
    anchor: Anchor = "start"
    colour: str = BLACK
    turned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMark:
    """A line through points; `dash` is (on, off) in points, or empty for a solid line."""

    points: tuple[Point, ...]
    width: float
    colour: str = BLACK
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeMark:
    """A closed polygon; `fill` and `stroke` are colours, empty for none."""

    points: tuple[Point, ...]
    fill: str = BLACK
    stroke: str = ""
    width: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleMark:
    """A circle round (x, y)."""

    x: float
    y: float
    radius: float
    fill: str = WHITE
    stroke: str = BLACK
    width: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMark:
    """Marks that belong together; `id` is unique on the page, `kind` says what it is (``study``, ``axis``)."""

    id: str
    kind: str
    marks: tuple[Mark, ...]


Mark: TypeAlias = TextMark | LineMark | ShapeMark | CircleMark | GroupMark


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole picture; sizes in points."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def walk(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield all marks in drawing order, groups before what is in them."""
    for mark in marks:
        yield mark
        if isinstance(mark, GroupMark):
            yield from walk(mark.marks)


def rectangle(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    """Return the corners of a rectangle by its top left corner."""
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
