"""Where the columns of a forest plot stand: side by side on a page of one of the style's widths, if they fit at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.figures.canvas import MM
from reportgen.figures.forest import words
from reportgen.figures.forest.blocks import Forest
from reportgen.figures.forest.columns import BOLD_ROWS, Group, Placed
from reportgen.figures.forest.content import Content
from reportgen.figures.forest.data_columns import ColumnWords, arm_groups, characteristic_groups, weight_groups
from reportgen.figures.forest.effect_column import EffectColumn, measure_effects
from reportgen.figures.forest.rows import Row
from reportgen.figures.forest.sizes import Sizes, tried_sizes
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of

__all__ = ["LIGHT_PITCH", "MARGIN", "notes_width", "place_columns"]

MARGIN = 3.0
"""Points between the edge of the page and what stands on it."""

LIGHT_PITCH = 1.4
"""Width of a column of judgements, over the size of type."""

_LEAST_PLOT = 14.75
_GOOD_PLOT = 20.5
"""Width of the plot, over the size of type: the least, and what longer names do not squeeze it below."""

_MOST_PLOT = 215.0
_LINED_PLOT = 17.75
"""Width of the plot, over the size of type, that small print leaves it rather than be broken into lines."""

_LINE_SLACK = 2.0
_BEFORE_AXIS = 3.0
"""Points between small print and the labels of the axis beside it."""

_LEAST_NAMES = 12.5
_NARROWEST_NAMES = 7.5
"""Widths of the column of names, over the size of type: where it is bearable, and at the very least."""

_HAIR = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The columns left and right of the plot, measured; `names` is the width of the longest name.

    `longest_line` is the width of the longest line of small print.
    """

    before: tuple[Group | EffectColumn, ...]
    after: tuple[Group | EffectColumn, ...]
    names: float
    lights: float
    overhang: float
    sizes: Sizes
    longest_line: float

    @property
    def taken(self) -> float:
        """Return the width of everything but names and plot, gaps included."""
        return sum(part.width for part in (*self.before, *self.after)) + self.fixed + self.gaps * self.sizes.gap

    @property
    def gaps(self) -> int:
        """Return the number of gaps that may be widened."""
        return len(self.before) + len(self.after) + 1

    @property
    def fixed(self) -> float:
        """Return what no gap takes: margins, judgements, and half a label beyond either end of the axis."""
        lights = self.lights + self.sizes.gap if self.lights else 0.0
        return 2 * MARGIN + 2 * self.overhang + lights


def place_columns(
    forest: Forest, content: Content, lettering: Lettering, labels: Sequence[str]
) -> tuple[Sizes, Placed]:
    """Return the sizes of type and the columns at their places; `labels` are those of the axis.

    The style's width is tried with its own size of type, then with tighter gaps and smaller type down to the least that
    the style allows, then its larger width likewise; only where nothing fits is the page wider.
    """
    look = forest.style.figures
    tried = [_measured(forest, content, lettering, sizes, labels) for sizes in tried_sizes(look)]
    for width in (look.width_mm * MM, look.wide_width_mm * MM):
        for parts in tried:
            sizes = parts.sizes
            if width - parts.taken - _LEAST_PLOT * sizes.text >= min(parts.names, _LEAST_NAMES * sizes.text):
                return sizes, _spread(width, parts)
    parts, sizes = tried[-1], tried[-1].sizes
    least = parts.taken + _LEAST_PLOT * sizes.text + min(parts.names, _NARROWEST_NAMES * sizes.text)
    return sizes, _spread(max(look.wide_width_mm * MM, least), parts)


def _measured(forest: Forest, content: Content, lettering: Lettering, sizes: Sizes, labels: Sequence[str]) -> _Parts:
    layout, rows = forest.choices.layout, content.rows
    said = _column_words(forest)
    heads = words.heads(forest, layout.words.effect_head)
    found: dict[str, tuple[Group | EffectColumn, ...]] = {
        "data": arm_groups(rows, forest.measure, layout, said, (lettering, sizes)),
        "weight": weight_groups(rows, said, lettering, sizes),
        "effect": (measure_effects(rows, heads, layout.interval, lettering, sizes),),
    }
    lines = [row for row in rows if row.kind == "line" and not row.cells]
    domains = len(forest.lights.domains) if forest.lights is not None else 0
    return _Parts(
        before=(
            *characteristic_groups(rows, said, lettering, sizes),
            *(part for key in layout.before for part in found[key]),
        ),
        after=tuple(part for key in layout.after for part in found[key]),
        names=max(
            *(lettering.width(word, sizes.text, bold=True) for word in words.first_words(forest).split(" ")),
            *(_name_width(row, lettering, sizes) for row in rows),
            0.0,
        ),
        lights=domains * LIGHT_PITCH * sizes.text,
        overhang=max((lettering.width(label, sizes.small) for label in labels), default=0.0) / 2,
        sizes=sizes,
        longest_line=max(
            (lettering.width(text_of(row.label), sizes.small) + notes_width(row, lettering, sizes) for row in lines),
            default=0.0,
        ),
    )


def _column_words(forest: Forest) -> ColumnWords:
    weight = forest.choices.layout.words.weight_head
    weights: dict[str, tuple[str, ...]] = {"weight": (weight,)}
    plan = next((block.pooled.plan for block in forest.blocks if block.pooled is not None), None)
    if forest.both and plan is not None:
        keys = ("weight", "weight_other") if plan.model == "common" else ("weight_other", "weight")
        weights = dict(zip(keys, ((weight, "common"), (weight, "random")), strict=True))
    return ColumnWords(
        arms=(forest.comparison.experimental, forest.comparison.comparator),
        given=words.given_heads(forest),
        characteristics={f"study.{name}": head for name, head in forest.choices.columns},
        weights=weights | {key: (head,) for key, head in words.spread_heads(forest.choices.layout.words).items()},
    )


def notes_width(row: Row, lettering: Lettering, sizes: Sizes) -> float:
    """Return the width of a row's footnote letters, with the gap before them."""
    return lettering.width(row.notes, sizes.raised) + 1.0 if row.notes else 0.0


def _name_width(row: Row, lettering: Lettering, sizes: Sizes) -> float:
    if row.kind in {"heading", "line", "gap"}:
        return 0.0
    return lettering.width(text_of(row.label), sizes.text, row.kind in BOLD_ROWS) + notes_width(row, lettering, sizes)


def _spread(width: float, parts: _Parts) -> Placed:
    """Return columns side by side, the plot taking what is left up to a bearable width, the rest going into gaps."""
    room = width - parts.taken
    size = parts.sizes.text
    names = min(parts.names, max(room - _GOOD_PLOT * size, min(_LEAST_NAMES * size, room - _LEAST_PLOT * size)))
    beside = sum(part.width + parts.sizes.gap for part in parts.before)
    wanted = parts.longest_line + _LINE_SLACK - beside
    names = max(names, min(wanted, room - _LINED_PLOT * size))
    plot = min(room - names, _MOST_PLOT)
    gap = parts.sizes.gap + max(0.0, room - names - plot) / parts.gaps
    groups: list[Group] = []
    effects: list[EffectColumn] = []
    x = MARGIN + names
    for part in parts.before:
        x = _put(part, x + gap, groups, effects)
    text_right = x + gap - _BEFORE_AXIS
    plot_left = x + gap + parts.overhang
    x = plot_left + plot + parts.overhang
    for part in parts.after:
        x = _put(part, x + gap, groups, effects)
    return Placed(
        name_width=names,
        groups=tuple(groups),
        effect=effects[0],
        plot_left=plot_left,
        plot_width=plot,
        page_width=width,
        text_right=text_right,
        lights_left=x + parts.sizes.gap,
    )


def _put(part: Group | EffectColumn, x: float, groups: list[Group], effects: list[EffectColumn]) -> float:
    """Place one part with its left edge at `x`, and return where it ends."""
    if isinstance(part, Group):
        groups.append(part.placed(x))
    else:
        effects.append(replace(part, left=x))
    return x + part.width
