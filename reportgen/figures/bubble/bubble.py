"""The public verb of bubble plots."""

from __future__ import annotations

from reportgen.document import Datum, Figure, Inline, Table
from reportgen.figures.asked import asked_for
from reportgen.figures.bubble.caption import alt_text, caption
from reportgen.figures.bubble.picture import bubble_scatter
from reportgen.figures.bubble.shown import Shown, shown_of
from reportgen.figures.scatter.figure import scatter_figure
from reportgen.figures.scatter.table import effect_cell, group_cells, group_heads, points_table
from reportgen.model import Cell, FigurePlan
from reportgen.quantities import Analysis, point_number
from reportgen.wording.phrases import capitalised

__all__ = ["make_bubble"]

_FAR = "further from the line than the model expects of most studies"


def make_bubble(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return the bubble plot of an outcome: effects by a number of each study, with their regression on it.

    Bubbles have areas as the weights. The caption has the slope with its interval, P and R²; none without effects.

    Raises:
        DataError: an outcome that is not pooled; a moderator that is no column of numbers, or has too few values.
    """
    asked = asked_for(analysis, plan)
    if asked is None:
        return ()
    shown = shown_of(asked)
    return scatter_figure(
        asked,
        bubble_scatter(shown),
        data=_table(shown),
        alt=alt_text(shown),
        caption=caption(shown),
        named=(f"lies {_FAR}", f"lie {_FAR}"),
    )


def _table(shown: Shown) -> Table:
    asked = shown.asked
    heads = ("Study", *group_heads(asked), capitalised(shown.moderator.label), asked.measure.title, "Weight")
    by_row = {id(study.row): cell for study, cell in zip(asked.studies, shown.moderator.cells, strict=True)}
    rows: list[tuple[tuple[Inline, ...], ...]] = []
    for study, _, weight in shown.studies:
        row = study.row
        cell = by_row[id(row)]
        value = () if cell is None else (_entered(cell, row.study),)
        how = "weight in the meta-regression"
        share = point_number(asked.pooled, row, "regression_weight", weight, how, decimals=1, unit="%")
        rows.append(((study.name,), *group_cells(asked, row.subgroup), value, effect_cell(study.effect), (share,)))
    return points_table(asked.name, heads, rows, "Moderator, effect and weight of each study in the bubble plot.")


def _entered(cell: Cell[str], study: str) -> Datum:
    text = cell.text.strip().replace("-", "\N{MINUS SIGN}")
    return Datum(text=text, subject=f"study/{study}", inputs=(cell.origin,))
