"""The ground on which a forest plot is laid out: sizes of type, columns at their places, the plot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.figures.canvas import Anchor, TextMark
from reportgen.figures.forest.axis import axis_for
from reportgen.figures.forest.blocks import Forest
from reportgen.figures.forest.columns import Placed
from reportgen.figures.forest.content import Content
from reportgen.figures.forest.marks import Plot
from reportgen.figures.forest.places import MARGIN, place_columns
from reportgen.figures.forest.rows import Row
from reportgen.figures.forest.sizes import Sizes
from reportgen.figures.layouts import ForestLayout
from reportgen.figures.lettering import Lettering
from reportgen.model import Axis as AskedAxis
from reportgen.wording.numbers import NBSP

__all__ = ["LEADING", "MARGIN", "Frame", "frame_for"]

LEADING = 1.2
"""Distance of the lines of one text, over its size."""

_BETWEEN_LABELS = 3.0
_USUAL_PT = 8.0
_COLOURED = {
    "dichotomous": "counts",
    "rates": "counts",
    "proportion": "counts",
    "rate": "counts",
    "continuous": "continuous",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every part of the layout needs; `placed` and `plot` are in points of the page.

    `whole` are the rows of the whole plot, of which a page may show a part.
    """

    forest: Forest
    content: Content
    lettering: Lettering
    size: Sizes
    placed: Placed
    plot: Plot
    whole: tuple[Row, ...] = ()

    @property
    def layout(self) -> ForestLayout:
        """Return the layout of the plot."""
        return self.forest.choices.layout

    @property
    def text_room(self) -> float:
        """Return the width of the text columns left of the plot: small print may run under them, not under the plot."""
        return self.placed.text_right - MARGIN

    def text(
        self, at: tuple[float, float], text: str, *, bold: bool = False, size: float = 0.0, anchor: Anchor = "start"
    ) -> TextMark:
        """Return text at a place, in the size of the rows if no other is given."""
        return TextMark(x=at[0], y=at[1], text=text, size=size or self.size.text, bold=bold, anchor=anchor)

    def small_print(self, at: tuple[float, float], text: str) -> Iterator[TextMark]:
        """Yield a line of small print from a place on, the letters of statistics in italics where the layout has it."""
        x, size = at[0], self.size.small
        text = text.replace(NBSP, " ")
        for run, italic in _runs(text, self.layout.words.italic):
            blanks = len(run) - len(run.lstrip(" "))
            x += self.lettering.width(run[:blanks], size)
            if shown := run.strip(" "):  # SVG has no blanks at the ends of a text
                yield TextMark(x=x, y=at[1], text=shown, size=size, italic=italic)
            x += self.lettering.width(run[blanks:], size, italic=italic)


def _runs(text: str, italic: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Yield parts of a text with whether they are letters of statistics: before a sign, or raised to a power."""
    if not italic:
        yield text, False
        return
    letters = "|".join(map(re.escape, italic))
    start = 0
    for found in re.finditer(rf"(?<![^\s(])(?:{letters})(?=²|\u00a0?\s?[=<>])", text):
        yield text[start : found.start()], False
        yield found.group(), True
        start = found.end()
    yield text[start:], False


def frame_for(forest: Forest, content: Content, lettering: Lettering) -> Frame:
    """Return the frame on the narrower of the style's two widths that the columns fit, or wider if neither does."""
    plotted = [row.plotted for row in content.rows if row.plotted is not None]
    axis = axis_for(plotted, forest.measure, _asked(forest))
    sizes, placed = place_columns(forest, content, lettering, tuple(label for _, label in axis.ticks))
    squares = forest.choices.layout.look.squares
    armed = any(key.startswith(("experimental.", "comparator.")) for row in content.rows for key in row.cells)
    plot = Plot(
        axis=axis.thinned(lambda label: lettering.width(label, sizes.small) + _BETWEEN_LABELS, placed.plot_width),
        left=placed.plot_left,
        width=placed.plot_width,
        colour=squares[_COLOURED.get(forest.measure.kind, "generic") if armed else "generic"],
        largest_weight=max((one.weight for one in plotted), default=0.0),
        look=forest.choices.layout.look,
        scale=sizes.text / _USUAL_PT,
    )
    return Frame(
        forest=forest,
        content=content,
        lettering=lettering,
        size=sizes,
        placed=placed,
        plot=plot,
        whole=content.rows,
    )


def _asked(forest: Forest) -> AskedAxis | None:
    """Return the ends of the axis that the outcomes ask for, where they agree."""
    asked = {block.outcome.axis for block in forest.blocks}
    return asked.pop() if len(asked) == 1 else None
