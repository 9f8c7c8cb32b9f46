"""The public verb of funnel plots."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Figure, Inline, Table, Text
from reportgen.figures.asked import asked_for
from reportgen.figures.funnel.caption import alt_text, caption
from reportgen.figures.funnel.picture import funnel_scatter
from reportgen.figures.funnel.shown import Shown, shown_of
from reportgen.figures.scatter.figure import scatter_figure
from reportgen.figures.scatter.table import effect_cell, group_cells, group_heads, points_table
from reportgen.figures.scatter.words import error_title
from reportgen.model import FigurePlan
from reportgen.quantities import Analysis, filled_effect, standard_error

__all__ = ["make_funnel"]

_FAR = "further from the estimate than its model expects of most studies"
_Cells = tuple[tuple[Inline, ...], ...]


def make_funnel(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return the funnel plot of an outcome: effects in natural units by their standard errors; none without effects.

    Its caption has the number of studies and the result of a test of asymmetry, or says why none was made.

    Raises:
        DataError: an outcome that is not pooled, or regions of P values for a measure without a null.
    """
    asked = asked_for(analysis, plan)
    if asked is None:
        return ()
    shown = shown_of(asked)
    return scatter_figure(
        asked,
        funnel_scatter(shown),
        data=_table(shown),
        alt=alt_text(shown),
        caption=caption(shown),
        named=(f"lies {_FAR}", f"lie {_FAR}"),
    )


def _table(shown: Shown) -> Table:
    asked = shown.asked
    heads = ("Study", *group_heads(asked), asked.measure.title, error_title(asked))
    return points_table(
        asked.name, heads, tuple(_rows(shown)), "Effect and standard error of each study in the funnel plot."
    )


def _rows(shown: Shown) -> Iterator[_Cells]:
    asked = shown.asked
    for study in asked.studies:
        group = group_cells(asked, study.row.subgroup)
        error = standard_error(asked.pooled, study.row)
        yield ((study.name,), *group, effect_cell(study.effect), (error,))
    if shown.filled is None:
        return
    found = shown.filled.found
    for text, y, v in zip(found.filled_study, found.filled_y, found.filled_v, strict=True):
        effect, error = filled_effect(asked.pooled, text, y, v, asked.style)
        yield ((Text(text),), *group_cells(asked, ""), effect_cell(effect), (error,))
