"""The public verb of radial plots."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Figure, Table, Text, plain_text
from reportgen.figures.asked import asked_for
from reportgen.figures.radial.arc import arc_marks
from reportgen.figures.radial.picture import Shown, radial_scatter, shown_of
from reportgen.figures.scatter.figure import scatter_figure
from reportgen.figures.scatter.table import effect_cell, group_cells, group_heads, points_table
from reportgen.figures.scatter.words import alt_head, not_drawn, opening, studies_of, total_words
from reportgen.model import FigurePlan
from reportgen.quantities import Analysis, confidence_level
from reportgen.wording.measures import measure_name
from reportgen.wording.phrases import Phrase, weave

__all__ = ["make_radial"]

_FAR = "outside the band"


def make_radial(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return the radial plot of an outcome: standardised effects by their precision; none without effects.

    In a random-effects model a study's variance is v + τ². Effects are the slopes of rays from 0, read off the arc.

    Raises:
        DataError: an outcome that is not pooled or shows no total.
    """
    asked = asked_for(analysis, plan)
    if asked is None:
        return ()
    shown = shown_of(asked)
    scatter, effects = radial_scatter(shown)
    return scatter_figure(
        asked,
        scatter,
        data=_table(shown),
        alt=_alt(shown),
        caption=_caption(shown),
        named=(f"lies {_FAR}", f"lie {_FAR}"),
        further=lambda plot, size: arc_marks(plot, effects, size),
    )


def _caption(shown: Shown) -> Iterator[Phrase]:
    asked = shown.asked
    yield opening(asked, "Radial (Galbraith) plot")
    error = "√(v + τ²), v being its variance" if asked.tau2 > 0 else "its standard error"
    yield (
        Text(
            f"Each study's effect is divided by {error}; its ray from the left end of the line ends on the arc at its "
            "effect. More precise studies lie further to the right."
        ),
    )
    yield weave(
        "The line ends at the estimate, {estimate}; within the band {level} of studies are expected.",
        estimate=total_words(asked),
        level=confidence_level(asked.pooled.plan),
    )
    yield not_drawn(asked)


def _alt(shown: Shown) -> str:
    asked = shown.asked
    return (
        f"{alt_head(asked, 'Radial plot')}: {plain_text(studies_of(asked))}, {shown.outside} outside the band; "
        f"{measure_name(asked.measure.title)} {plain_text(total_words(asked))}."
    )


def _table(shown: Shown) -> Table:
    asked = shown.asked
    heads = ("Study", *group_heads(asked), asked.measure.title, "Precision", "Standardised effect")
    rows = [
        ((study.name,), *group_cells(asked, study.row.subgroup), effect_cell(study.effect), (x,), (z,))
        for study, x, z in shown.points
    ]
    return points_table(asked.name, heads, rows, "Precision and standardised effect of each study in the radial plot.")
