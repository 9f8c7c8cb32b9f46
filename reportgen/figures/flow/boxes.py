"""Boxes, bars and arrows of a flow diagram, measured and drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.figures.canvas import GroupMark, LineMark, Mark, ShapeMark, TextMark, rectangle
from reportgen.figures.flow.diagram import Box
from reportgen.figures.lettering import CAP_HEIGHT, Lettering, cleaned
from reportgen.figures.lines import text_of

__all__ = ["Pen", "PlacedBox", "arrow"]

_PADDING = 5.0
_INDENT = 9.0
_HANGING = 6.0
_LEADING = 1.28
_MOST_LINES = 80
_BOX_LINE = 0.7
_ARROW_LINE = 0.8
_ARROW_LENGTH = 5.0
_ARROW_WIDTH = 4.6
_BAR = "#bcd2ee"
_HEAD = "#ffc125"
_SECOND_HEAD = "#dcdcdc"
_SECOND_BOX = "#f5f5f5"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedBox:
    """A box at its place; the properties are the points where arrows meet it.

    `second` boxes belong to previous studies and other methods, which are grey beside the main chain.
    """

    box: Box
    x: float
    y: float
    width: float
    height: float
    second: bool = False

    @property
    def right(self) -> float:
        """Return its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return its lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """Return its middle."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Writes boxes and bars in one size of type."""

    lettering: Lettering
    size: float

    def height(self, box: Box, width: float) -> float:
        """Return how high a box of this width is."""
        lines = sum(1 for _ in self._lines(box, width))
        return 2 * _PADDING + lines * self.size * _LEADING - self.size * (_LEADING - 1)

    def box(self, placed: PlacedBox) -> Mark:
        """Return a box with its text."""
        outline = rectangle(placed.x, placed.y, placed.width, placed.height)
        fill = _SECOND_BOX if placed.second else "#ffffff"
        marks: list[Mark] = [ShapeMark(points=outline, fill=fill, stroke="#000000", width=_BOX_LINE)]
        base = placed.y + _PADDING + self.size * (1 + CAP_HEIGHT) / 2
        for i, (indent, text) in enumerate(self._lines(placed.box, placed.width)):
            at = base + i * self.size * _LEADING
            marks.append(TextMark(x=placed.x + _PADDING + indent, y=at, text=text, size=self.size))
        return GroupMark(id=placed.box.id, kind="box", marks=tuple(marks))

    def head_height(self, text: str, width: float) -> float:
        """Return how high the bar over a chain is."""
        return len(self._head_lines(text, width)) * self.size * _LEADING + 2 * _PADDING - 2.0

    def head(self, text: str, corner: tuple[float, float], size: tuple[float, float], *, second: bool) -> Mark:
        """Return the bar over a chain, its text centred; `size` is width and height."""
        (x, y), (width, height) = corner, size
        lines = self._head_lines(text, width)
        marks: list[Mark] = [
            ShapeMark(
                points=rectangle(x, y, width, height),
                fill=_SECOND_HEAD if second else _HEAD,
                stroke="#000000",
                width=_BOX_LINE,
            )
        ]
        first = y + height / 2 - (len(lines) - 1) * self.size * _LEADING / 2 + self.size * CAP_HEIGHT / 2
        for i, line in enumerate(lines):
            at = first + i * self.size * _LEADING
            marks.append(TextMark(x=x + width / 2, y=at, text=line, size=self.size, bold=True, anchor="middle"))
        return GroupMark(id=f"flow-head-{round(x)}", kind="head", marks=tuple(marks))

    def bar_length(self, text: str) -> float:
        """Return how long the bar of a phase must be to hold its name."""
        return self.lettering.width(text, self.size, bold=True) + 2 * _PADDING

    def bar(self, text: str, corner: tuple[float, float], width: float, height: float) -> Mark:
        """Return the bar of a phase, its name reading upwards."""
        x, y = corner
        outline = rectangle(x, y, width, height)
        name = TextMark(
            x=x + width / 2 + self.size * CAP_HEIGHT / 2,
            y=y + height / 2,
            text=text,
            size=self.size,
            bold=True,
            anchor="middle",
            turned=True,
        )
        shape = ShapeMark(points=outline, fill=_BAR, stroke="#000000", width=_BOX_LINE)
        return GroupMark(id=f"flow-phase-{text.lower()}", kind="phase", marks=(shape, name))

    def _head_lines(self, text: str, width: float) -> tuple[str, ...]:
        return self.lettering.wrap(text, self.size, width - 2 * _PADDING, bold=True, most=4)

    def _lines(self, box: Box, width: float) -> Iterator[tuple[float, str]]:
        """Yield the lines of a box with their indent; what does not fit on one line hangs.

        A count stands behind its label, or on a line of its own, and is never cut with it.
        """
        for line in box.lines:
            indent = line.indent * _INDENT
            room = width - 2 * _PADDING - indent
            label, count = cleaned(line.label), text_of(line.count)
            whole = f"{label} {count}".strip()
            if self.lettering.width(whole, self.size) <= room:
                yield indent, whole
                continue
            *parts, last = self.lettering.wrap(label, self.size, room - _HANGING, most=_MOST_LINES)
            joined = f"{last} {count}".strip()
            fits = self.lettering.width(joined, self.size) <= room - _HANGING
            for i, part in enumerate((*parts, joined) if fits else (*parts, last, count)):
                yield indent + (_HANGING if i else 0.0), part


def arrow(points: Sequence[tuple[float, float]]) -> Iterator[Mark]:
    """Yield a line along points that run straight across or down, with a head at the last of them."""
    (x, y), (tip_x, tip_y) = points[-2], points[-1]
    across = abs(tip_x - x) > abs(tip_y - y)
    ahead = 1 if (tip_x > x if across else tip_y > y) else -1
    half = _ARROW_WIDTH / 2
    base_x, base_y = (tip_x - ahead * _ARROW_LENGTH, tip_y) if across else (tip_x, tip_y - ahead * _ARROW_LENGTH)
    wings = (
        ((base_x, base_y - half), (base_x, base_y + half))
        if across
        else ((base_x - half, base_y), (base_x + half, base_y))
    )
    yield LineMark(points=(*points[:-1], (base_x, base_y)), width=_ARROW_LINE)
    yield ShapeMark(points=((tip_x, tip_y), *wings))
