"""The ground on which a forest plot is laid out: sizes of type, columns at their places, the plot."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.figures.canvas import MM, Anchor, TextMark
from reportgen.figures.forest import words
from reportgen.figures.forest.axis import axis_for
from reportgen.figures.forest.blocks import Forest
from reportgen.figures.forest.columns import GAP, EffectColumn, Group, Placed, groups_for, measure_effects
from reportgen.figures.forest.content import Content
from reportgen.figures.forest.marks import SQUARE_COLOURS, Plot
from reportgen.figures.forest.rows import Row
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of
from reportgen.model import Axis as AskedAxis

__all__ = ["LEADING", "MARGIN", "Frame", "Sizes", "frame_for", "notes_width"]

MARGIN = 3.0
"""Points between the edge of the page and what stands on it."""

LEADING = 1.2
"""Distance of the lines of one text, over its size."""

_LEAST_PLOT = 118.0
_MOST_PLOT = 215.0
_LEAST_NAMES = 100.0
_NARROWEST_NAMES = 60.0
_BETWEEN_LABELS = 3.0
_COLOURED = {
    "dichotomous": "counts",
    "rates": "counts",
    "proportion": "counts",
    "rate": "counts",
    "continuous": "continuous",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Sizes of type in points: of the rows, of the small print, of footnote letters."""

    text: float
    small: float
    raised: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every part of the layout needs; `placed` and `plot` are in points of the page."""

    forest: Forest
    content: Content
    lettering: Lettering
    size: Sizes
    placed: Placed
    plot: Plot

    @property
    def text_room(self) -> float:
        """Return the width of the text columns together: small print may run under them, not under the plot."""
        return self.plot.left - GAP - MARGIN

    def text(
        self, at: tuple[float, float], text: str, *, bold: bool = False, size: float = 0.0, anchor: Anchor = "start"
    ) -> TextMark:
        """Return text at a place, in the size of the rows if no other is given."""
        return TextMark(x=at[0], y=at[1], text=text, size=size or self.size.text, bold=bold, anchor=anchor)


def frame_for(forest: Forest, content: Content, lettering: Lettering) -> Frame:
    """Return the frame on the narrower of the style's two widths that the columns fit, or wider if neither does."""
    look = forest.style.figures
    sizes = Sizes(text=look.font_pt, small=max(look.min_font_pt, look.font_pt - 1), raised=max(5.0, look.font_pt * 0.7))
    plotted = [row.plotted for row in content.rows if row.plotted is not None]
    axis = axis_for(plotted, forest.measure, _asked(forest))
    overhang = max(lettering.width(label, sizes.small) for _, label in axis.ticks) / 2
    placed = _place(forest, content, lettering, sizes, overhang)
    plot = Plot(
        axis=axis.thinned(lambda label: lettering.width(label, sizes.small) + _BETWEEN_LABELS, placed.plot_width),
        left=placed.plot_left,
        width=placed.plot_width,
        colour=SQUARE_COLOURS[_COLOURED.get(forest.measure.kind, "generic") if len(placed.groups) > 1 else "generic"],
        largest_weight=max((one.weight for one in plotted), default=0.0),
    )
    return Frame(forest=forest, content=content, lettering=lettering, size=sizes, placed=placed, plot=plot)


def _asked(forest: Forest) -> AskedAxis | None:
    """Return the ends of the axis that the outcomes ask for, where they agree."""
    asked = {block.outcome.axis for block in forest.blocks}
    return asked.pop() if len(asked) == 1 else None


def notes_width(row: Row, lettering: Lettering, sizes: Sizes) -> float:
    """Return the width of a row's footnote letters, with the gap before them."""
    return lettering.width(row.notes, sizes.raised) + 1.0 if row.notes else 0.0


def _place(forest: Forest, content: Content, lettering: Lettering, sizes: Sizes, overhang: float) -> Placed:
    arms = (forest.comparison.experimental, forest.comparison.comparator)
    groups = groups_for(content.rows, forest.measure, arms, lettering, sizes.text)
    heads = (forest.measure.title, words.method_words(forest))
    effect = measure_effects(content.rows, heads, lettering, sizes.text)
    names = max((_name_width(row, lettering, sizes) for row in content.rows), default=0.0)
    taken = sum(group.width + GAP for group in groups) + effect.width + 2 * GAP + overhang + 2 * MARGIN
    narrow, wide = forest.style.figures.width_mm * MM, forest.style.figures.wide_width_mm * MM
    width = narrow if narrow - taken - _LEAST_PLOT >= min(names, _LEAST_NAMES) else wide
    width = max(width, taken + _LEAST_PLOT + min(names, _NARROWEST_NAMES))
    room = width - taken - _LEAST_PLOT
    return _spread((width, overhang), min(names, room), groups, effect)


def _name_width(row: Row, lettering: Lettering, sizes: Sizes) -> float:
    if row.kind in {"heading", "line", "gap"}:
        return 0.0
    bold = row.kind not in {"study", "prediction"}
    return lettering.width(text_of(row.label), sizes.text, bold) + notes_width(row, lettering, sizes)


def _spread(page: tuple[float, float], names: float, groups: tuple[Group, ...], effect: EffectColumn) -> Placed:
    """Return columns side by side, the plot taking what is left up to a bearable width, the rest going into gaps."""
    width, overhang = page
    taken = sum(group.width for group in groups) + effect.width + names + overhang + 2 * MARGIN
    gaps = len(groups) + 2
    plot = min(width - taken - gaps * GAP, _MOST_PLOT)
    gap = (width - taken - plot) / gaps
    x = MARGIN + names + gap
    placed: list[Group] = []
    for group in groups:
        placed.append(group.placed(x))
        x += group.width + gap
    return Placed(
        name_width=names,
        groups=tuple(placed),
        effect=replace(effect, left=x),
        plot_left=x + effect.width + gap,
        plot_width=plot,
        page_width=width,
    )
