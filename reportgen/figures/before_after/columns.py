"""The columns of a before/after plot: names, version, studies, participants, the plot, estimates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportgen.figures.before_after.panels import Panel, PanelRow
from reportgen.figures.canvas import MM
from reportgen.figures.forest.effect_column import EffectColumn, measure_effects
from reportgen.figures.forest.rows import Row
from reportgen.figures.forest.sizes import Sizes
from reportgen.figures.layouts import LAYOUTS
from reportgen.figures.lettering import Lettering
from reportgen.style import Style
from reportgen.wording.measures import measure_label
from reportgen.wording.phrases import capitalised

__all__ = ["CHANGED", "MARGIN", "SAYS", "Columns", "columns_of", "effect_row"]

MARGIN = 3.0
SAYS = {"before": "Before", "after": "After"}
CHANGED = "*"
"""Stands behind a time at which the conclusion is another than before."""

_GAP = 8.0
_BESIDE_PLOT = 14.0
"""Room for half a label of the axis beside the plot."""

_LEAST_PLOT = 150.0
_LEAST_NAMES = 70.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where the columns stand, in points; numbers end at `studies` and `participants`.

    `effects` are the columns of estimates of the panels, all in the same place.
    """

    sizes: Sizes
    width: float
    names: float
    names_width: float
    when: float
    studies: float
    participants: float
    plot: float
    plot_width: float
    effects: tuple[EffectColumn, ...]


def effect_row(row: PanelRow) -> Row:
    """Return the row of a forest plot that has the estimate or the words of a row."""
    effect = row.shown.effect if row.shown is not None and row.interval is not None else None
    return Row(kind="study", effect=effect, effect_text=row.words)


def columns_of(panels: Sequence[Panel], lettering: Lettering, style: Style) -> Columns:
    """Return the columns on a page of the style's width: names get what the plot, with its least width, leaves them."""
    look = style.figures
    text, small = look.font_pt, max(look.min_font_pt, look.font_pt - 1)
    sizes = Sizes(text=text, small=small, raised=small)
    effects = _effects(panels, lettering, style, sizes)
    rows = [row for panel in panels for pair in panel.pairs for row in pair.rows]
    when = max(lettering.width(SAYS.get(row.when, row.when), text) for row in rows)
    studies = _widest(("Studies",), (_text(row, "k") for row in rows), lettering, text)
    people = _widest(("Participants",), (_text(row, "n") for row in rows), lettering, text)
    width = look.width_mm * MM
    others = when + studies + people + effects[0].width + 2 * MARGIN + 3 * _GAP + 2 * _BESIDE_PLOT
    titles = (lettering.width(pair.title, text) for panel in panels for pair in panel.pairs)
    longest = max(titles, default=0.0) + 0.01
    names = max(_LEAST_NAMES, min(longest, width - others - _LEAST_PLOT))
    edge = MARGIN + names + _GAP + when + _GAP + studies
    plot = edge + _GAP + people + _BESIDE_PLOT
    return Columns(
        sizes=sizes,
        width=width,
        names=MARGIN,
        names_width=names,
        when=MARGIN + names + _GAP,
        studies=edge,
        participants=edge + _GAP + people,
        plot=plot,
        plot_width=width - others - names,
        effects=tuple(replace(one, left=width - MARGIN - one.width) for one in effects),
    )


def _effects(panels: Sequence[Panel], lettering: Lettering, style: Style, sizes: Sizes) -> tuple[EffectColumn, ...]:
    form = LAYOUTS[style.figures.forest].interval
    found = []
    for panel in panels:
        rows = [effect_row(row) for pair in panel.pairs for row in pair.rows]
        head = f"{capitalised(measure_label(panel.measure.id))} {form.opening}{panel.level}{form.closing}"
        found.append(measure_effects(rows, (head,), form, lettering, sizes))
    widest = max(one.width for one in found)
    return tuple(replace(one, width=widest) for one in found)


def _text(row: PanelRow, what: str) -> str:
    number = getattr(row.shown, what) if row.shown is not None else None
    return "" if number is None else number.text


def _widest(heads: Sequence[str], texts: Iterable[str], lettering: Lettering, size: float) -> float:
    heads_width = max(lettering.width(head, size, bold=True) for head in heads)
    return max([heads_width, *(lettering.width(text, size) for text in texts)])
