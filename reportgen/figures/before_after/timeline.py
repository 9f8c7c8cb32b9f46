"""A result at several times under one another, each on the same axis: the public verb of timelines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.document import Drawing, Figure, Number, Text
from reportgen.effects import MEASURES
from reportgen.figures.before_after.columns import CHANGED
from reportgen.figures.before_after.layout import laid_out
from reportgen.figures.before_after.panels import Pair, Panel, PanelRow, interval_of
from reportgen.figures.canvas import MM
from reportgen.figures.drawing import as_drawing
from reportgen.figures.lettering import Lettering
from reportgen.figures.parts import as_figures, tallest_mm
from reportgen.style import Style
from reportgen.versions import TimePoint, shown_result
from reportgen.wording import numbers
from reportgen.wording.phrases import capitalised

__all__ = ["draw_timeline"]


def draw_timeline(
    points: Sequence[TimePoint], style: Style, *, name: str, caption: str, fonts: tuple[Path, ...] = ()
) -> tuple[Figure, ...]:
    """Return a result at several times: earlier ones hollow, the last filled, a star where the conclusion is another.

    `name` tells it from other figures. Nothing if no point has an estimate.
    """
    rows = tuple(_row(point, style, last=point is points[-1]) for point in points)
    drawn = [point.result for point, row in zip(points, rows, strict=True) if row.interval is not None]
    if not drawn:
        return ()
    title = capitalised(drawn[-1].title)
    panel = Panel(
        measure=MEASURES[drawn[-1].measure],
        like=drawn[-1],
        level=f"{numbers.level(drawn[-1].level)} CI",
        pairs=(Pair(id=name, title=title, rows=rows),),
    )
    lettering = Lettering(fallback=fonts)
    look = style.figures
    [laid] = laid_out((panel,), lettering, style, tallest_mm(look, look.width_mm) * MM)
    drawing: Drawing = as_drawing(
        laid.page,
        lettering,
        name=f"figure-{name}",
        alt=f"{title} at {len(points)} times. {' '.join(map(_said, rows))}",
        data=None,
        numbers=tuple(node for row in rows for node in _nodes(row)),
    )
    return as_figures(name, (drawing,), (Text(caption),), (Text(title),), look=look)


def _row(point: TimePoint, style: Style, *, last: bool) -> PanelRow:
    result = point.result
    when = point.label + (CHANGED if point.conclusion and point.conclusion != ("first result",) else "")
    shown = shown_result(result, style, f"time/{point.label}")
    if None in {result.estimate, result.ci_low, result.ci_high}:
        return PanelRow(when=when, shown=shown, words="No estimate", final=last)
    return PanelRow(when=when, shown=shown, interval=interval_of(result), final=last)


def _said(row: PanelRow) -> str:
    effect = row.shown.effect if row.shown else None
    if effect is None:
        return f"{row.when}: no estimate."
    return f"{row.when}: {effect.estimate.text} [{effect.ci_low.text}, {effect.ci_high.text}]."


def _nodes(row: PanelRow) -> Iterator[Number]:
    if row.shown is None:
        return
    yield from (one for one in (row.shown.k, row.shown.n) if one is not None)
    if row.shown.effect is not None:
        yield from (row.shown.effect.estimate, row.shown.effect.ci_low, row.shown.effect.ci_high)
