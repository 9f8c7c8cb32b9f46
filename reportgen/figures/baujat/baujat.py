"""The public verb of Baujat's plots."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Figure, Table, Text, plain_text
from reportgen.figures.asked import asked_for
from reportgen.figures.baujat.picture import ALL_NAMED, Shown, baujat_scatter, shown_of
from reportgen.figures.drawing import shortened
from reportgen.figures.scatter.figure import scatter_figure
from reportgen.figures.scatter.table import effect_cell, group_cells, group_heads, points_table
from reportgen.figures.scatter.words import alt_head, not_drawn, opening, studies_of
from reportgen.model import FigurePlan
from reportgen.quantities import Analysis
from reportgen.wording.phrases import Phrase, weave

__all__ = ["make_baujat"]

_ONE = "has more than twice the mean contribution or influence"
_MORE = "have more than twice the mean contribution or influence"


def make_baujat(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return Baujat's plot of an outcome: what each study adds to heterogeneity, and how far it moves the estimate.

    None without effects.

    Raises:
        DataError: an outcome that is not pooled or shows no total, or fewer than three studies.
    """
    asked = asked_for(analysis, plan)
    if asked is None:
        return ()
    shown = shown_of(asked)
    return scatter_figure(
        asked,
        baujat_scatter(shown),
        data=_table(shown),
        alt=_alt(shown),
        caption=_caption(shown),
        named=None if len(shown.points) <= ALL_NAMED else (_ONE, _MORE),
    )


def _caption(shown: Shown) -> Iterator[Phrase]:
    asked = shown.asked
    yield opening(asked, "Baujat plot")
    model = "variance within studies and τ²" if asked.tau2 > 0 else "variance"
    yield (
        Text(
            "Across: the squared distance of a study's effect from the pooled estimate, over its "
            f"{model}. Upwards: the squared change of the pooled estimate without the study, over the variance of that "
            "estimate. Studies to the upper right add to heterogeneity and move the estimate."
        ),
    )
    yield not_drawn(asked)
    first, second = shown.largest(1), shown.largest(2)
    if first[0].name == second[0].name:
        yield weave(
            "{one} has both the largest contribution ({contribution}) and the largest influence ({influence}).",
            one=first[0].name,
            contribution=first[1],
            influence=first[2],
        )
        return
    yield weave(
        "The largest contribution is that of {one} ({contribution}), the largest influence that of {other} "
        "({influence}).",
        one=first[0].name,
        contribution=first[1],
        other=second[0].name,
        influence=second[2],
    )


def _alt(shown: Shown) -> str:
    first, second = shown.largest(1), shown.largest(2)
    one, other = (shortened(plain_text((point[0].name,)), 30) for point in (first, second))
    return (
        f"{alt_head(shown.asked, 'Baujat plot')}: {plain_text(studies_of(shown.asked))}; largest contribution to "
        f"heterogeneity {one} ({first[1].text}), largest influence on the estimate {other} ({second[2].text})."
    )


def _table(shown: Shown) -> Table:
    asked = shown.asked
    heads = (
        "Study",
        *group_heads(asked),
        asked.measure.title,
        "Contribution to heterogeneity",
        "Influence on the estimate",
    )
    rows = [
        (
            (study.name,),
            *group_cells(asked, study.row.subgroup),
            effect_cell(study.effect),
            (contribution,),
            (influence,),
        )
        for study, contribution, influence in shown.points
    ]
    return points_table(asked.name, heads, rows, "Contribution and influence of each study in Baujat's plot.")
