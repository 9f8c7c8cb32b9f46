"""Where a plot of points lies on the page."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.figures.lettering import Box
from reportgen.figures.scatter.axes import Axis

__all__ = ["Plot"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The area between the axes, in points of the page."""

    left: float
    top: float
    width: float
    height: float
    across: Axis
    up: Axis
    inverted: bool

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.top + self.height

    @property
    def box(self) -> Box:
        """Return the edges."""
        return (self.left, self.top, self.right, self.bottom)

    def x(self, value: float) -> float:
        """Return where a value of the axis across stands."""
        return self.left + self.width * self.across.share(value)

    def y(self, value: float) -> float:
        """Return where a value of the axis upwards stands."""
        share = self.up.share(value)
        return self.top + self.height * (share if self.inverted else 1 - share)

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return where a point stands."""
        return (self.x(point[0]), self.y(point[1]))
