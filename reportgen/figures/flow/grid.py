"""Columns and rows of a flow diagram at their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.figures.flow.boxes import PlacedBox
from reportgen.figures.flow.diagram import Stage

__all__ = ["Grid", "PlacedStage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Columns by their names, with their left edges and widths; `row_gap` is the way between two rows."""

    page_width: float
    lefts: Mapping[str, float]
    widths: Mapping[str, float]
    row_gap: float

    def span(self, first: str, last: str) -> tuple[float, float]:
        """Return left edge and width from one column to another; to the first alone if there is no other."""
        left, last = self.lefts[first], last if last in self.lefts else first
        return left, self.lefts[last] + self.widths[last] - left

    def middle(self, column: str) -> float:
        """Return the middle of a column."""
        return self.lefts[column] + self.widths[column] / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedStage:
    """A row at its place."""

    stage: Stage
    y: float
    height: float
    main: PlacedBox | None
    side: PlacedBox | None
    other: PlacedBox | None
    other_side: PlacedBox | None

    @property
    def middle(self) -> float:
        """Return the height on which its boxes are centred."""
        return self.y + self.height / 2

    def boxes(self) -> Iterator[PlacedBox]:
        """Yield the boxes that there are, from left to right."""
        yield from (box for box in (self.main, self.side, self.other, self.other_side) if box is not None)
