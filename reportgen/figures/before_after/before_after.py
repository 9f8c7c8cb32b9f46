"""The public verb of before/after plots, with their words and the table behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.document import Drawing, Figure, Inline, Number, Table, Text
from reportgen.figures.before_after.columns import SAYS
from reportgen.figures.before_after.layout import Laid, laid_out
from reportgen.figures.before_after.panels import Pair, Panel, PanelRow, panels_of
from reportgen.figures.canvas import MM
from reportgen.figures.drawing import as_drawing, part_name
from reportgen.figures.lettering import Lettering
from reportgen.figures.parts import as_figures, tallest_mm
from reportgen.figures.scatter.table import effect_cell, points_table
from reportgen.style import Style
from reportgen.versions import ResultChange
from reportgen.wording.measures import measure_name

__all__ = ["draw_before_after"]

NAME = "figure-before-after"


def draw_before_after(
    results: Sequence[ResultChange], style: Style, names: tuple[str, str], fonts: tuple[Path, ...] = ()
) -> tuple[Figure, ...]:
    """Return the results that changed, each before (hollow) and after (filled) under one another.

    `names` are those of the two versions for the caption, `fonts` are asked for characters that ours lack. Results of
    different measures stand on axes of their own. Nothing if no result has an estimate in either version; more than
    one figure where a page has not room for all.
    """
    panels = panels_of(results, style)
    if not panels:
        return ()
    lettering = Lettering(fallback=fonts)
    look = style.figures
    pages = laid_out(panels, lettering, style, tallest_mm(look, look.width_mm) * MM)
    drawings = tuple(_drawing(laid, panels, lettering, place, len(pages)) for place, laid in enumerate(pages, 1))
    caption = (Text(_caption(panels, names)),)
    return as_figures("before-after", drawings, caption, (Text("Results before and after"),), look=look)


def _drawing(laid: Laid, panels: Sequence[Panel], lettering: Lettering, place: int, of: int) -> Drawing:
    name = part_name(NAME, place)
    said = _alt(panels)
    return as_drawing(
        laid.page,
        lettering,
        name=name,
        alt=said if of == 1 else f"Part {place} of {of}. {said}",
        data=_data(laid.panels, name),
        numbers=(node for panel in laid.panels for pair in panel.pairs for row in pair.rows for node in _nodes(row)),
    )


def _caption(panels: Sequence[Panel], names: tuple[str, str]) -> str:
    before, after = names
    crossing = any(panel.like.null is not None for panel in panels)
    line = " The vertical line is no effect." if crossing else ""
    return (
        f"Results before (hollow diamonds, {before}) and after (filled diamonds, {after}). "
        "A diamond is as wide as the interval, an arrow says that it goes on. "
        f"Results that are the same in both are left out.{line}"
    )


def _alt(panels: Sequence[Panel]) -> str:
    """Return how many results are shown, and the first of them in numbers."""
    pairs = tuple({pair.title: pair for panel in panels for pair in panel.pairs}.values())
    count = "1 result" if len(pairs) == 1 else f"{len(pairs)} results"
    measures = " and ".join(dict.fromkeys(measure_name(panel.measure.title) for panel in panels))
    first = f"{pairs[0].title}: {', '.join(_said(row) for row in pairs[0].rows)}"
    return f"Before/after forest plot of {count} ({measures}). {first}."


def _said(row: PanelRow) -> str:
    if row.interval is None or row.shown is None or row.shown.effect is None:
        return f"{row.when} {row.words[:1].lower()}{row.words[1:]}"
    one = row.shown.effect
    return f"{row.when} {one.estimate.text} [{one.ci_low.text}, {one.ci_high.text}]"


def _nodes(row: PanelRow) -> Iterator[Number]:
    """Yield the numbers that are drawn in a row."""
    if row.shown is None:
        return
    yield from (number for number in (row.shown.k, row.shown.n) if number is not None)
    if row.interval is not None and row.shown.effect is not None:
        yield from (row.shown.effect.estimate, row.shown.effect.ci_low, row.shown.effect.ci_high)


def _data(panels: Sequence[Panel], name: str) -> Table:
    heads = ("Result", "Version", "Measure", "Studies", "Participants", "Estimate and interval")
    rows = [_cells(panel, pair, row) for panel in panels for pair in panel.pairs for row in pair.rows]
    return points_table(name, heads, rows, "The results shown in the figure, a row for each version.")


def _cells(panel: Panel, pair: Pair, row: PanelRow) -> tuple[tuple[Inline, ...], ...]:
    shown = row.shown
    k, n = (shown.k, shown.n) if shown is not None else (None, None)
    effect = effect_cell(shown.effect) if shown is not None and row.interval is not None else (Text(row.words),)
    counts = tuple((number,) if number is not None else () for number in (k, n))
    return ((Text(pair.title),), (Text(SAYS[row.when]),), (Text(panel.measure.title),), *counts, effect)
