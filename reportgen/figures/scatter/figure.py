"""From a plot of points to the figure of a plan, with the studies that are named on it told in its caption."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reportgen.document import Figure, Table
from reportgen.figures.asked import Asked
from reportgen.figures.canvas import Mark
from reportgen.figures.drawing import as_drawing
from reportgen.figures.lettering import Lettering
from reportgen.figures.parts import as_figures
from reportgen.figures.scatter.page import scatter_page
from reportgen.figures.scatter.plot import Plot
from reportgen.figures.scatter.scatter import Scatter
from reportgen.figures.scatter.table import nodes_of
from reportgen.figures.scatter.words import named_note
from reportgen.wording.phrases import Phrase, joined

__all__ = ["scatter_figure"]


def scatter_figure(
    asked: Asked,
    scatter: Scatter,
    *,
    data: Table,
    alt: str,
    caption: Iterable[Phrase],
    named: tuple[str, str] | None,
    further: Callable[[Plot, float], tuple[Mark, ...]] = lambda _plot, _size: (),
) -> tuple[Figure, ...]:
    """Return the figure of a plot of points; its numbers are those of the table behind it.

    `caption` gives its sentences. `named` says why studies are named in the plot, of one and of more; None where that
    needs no word. `further` is that of `scatter_page`.
    """
    look = asked.style.figures
    lettering = Lettering(fallback=asked.analysis.review.font_paths)
    laid = scatter_page(scatter, lettering, look, further)
    drawing = as_drawing(laid.page, lettering, name=asked.name, alt=alt, data=data, numbers=nodes_of(data))
    why = named_note(laid.named, *named) if named is not None else ()
    return as_figures(asked.plan.id, (drawing,), joined((*caption, why)), look=look)
