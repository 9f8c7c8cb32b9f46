"""The public verb of L'Abbé plots."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Figure, Table, Text, plain_text
from reportgen.figures.asked import asked_for
from reportgen.figures.labbe.picture import labbe_scatter
from reportgen.figures.labbe.risks import Risks, risks_of
from reportgen.figures.scatter.figure import scatter_figure
from reportgen.figures.scatter.table import effect_cell, group_cells, group_heads, points_table
from reportgen.figures.scatter.words import (
    alt_head,
    as_pooled,
    not_drawn,
    opening,
    studies_of,
    total_words,
)
from reportgen.model import FigurePlan
from reportgen.quantities import Analysis
from reportgen.wording.measures import measure_name
from reportgen.wording.phrases import Phrase, listed, weave

__all__ = ["make_labbe"]

_KIND = "L'Abbé plot"
_FAR = "further from the pooled effect than its model expects of most studies"


def make_labbe(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return the L'Abbé plot of an outcome: the risk in one group by that in the other; none without effects.

    Both axes have one scale. Bubbles have areas as the inverse variances of the effects.

    Raises:
        DataError: an outcome that is not pooled, shows no total or compares no risks, or without events of both groups.
    """
    asked = asked_for(analysis, plan)
    if asked is None:
        return ()
    risks = risks_of(asked)
    return scatter_figure(
        asked,
        labbe_scatter(risks),
        data=_table(risks),
        alt=_alt(risks),
        caption=_caption(risks),
        named=(f"lies {_FAR}", f"lie {_FAR}"),
    )


def _caption(risks: Risks) -> Iterator[Phrase]:
    asked = risks.asked
    comparison = asked.comparison
    yield opening(asked, _KIND, len(risks.studies))
    yield weave(
        "The solid line is where both risks are the same: below it the outcome is less frequent with {one} than with "
        "{other}. The dashed curve is the {measure}, {estimate}, at each risk with {other}.",
        one=comparison.experimental,
        other=comparison.comparator,
        measure=as_pooled(asked, measure_name(asked.measure.title)),
        estimate=total_words(asked),
    )
    yield (Text("Areas of bubbles are as the inverse variances of the effects."),)
    yield not_drawn(asked)
    if risks.left_out:
        names = listed(list(dict.fromkeys(risks.left_out)))
        yield weave("Not drawn, for want of the events of both groups: {names}.", names=names)


def _alt(risks: Risks) -> str:
    asked = risks.asked
    lower = sum((one.value or 0) < (other.value or 0) for _, one, other in risks.studies)
    studies, result = plain_text(studies_of(asked, len(risks.studies))), plain_text(total_words(asked))
    return (
        f"{alt_head(asked, _KIND)}: risks in {studies}, lower in the first group in {lower}; "
        f"{as_pooled(asked, measure_name(asked.measure.title))} {result}."
    )


def _table(risks: Risks) -> Table:
    asked = risks.asked
    sides = (asked.comparison.experimental, asked.comparison.comparator)
    heads = ("Study", *group_heads(asked), *(f"Risk with {side}" for side in sides), asked.measure.title)
    rows = [
        ((study.name,), *group_cells(asked, study.row.subgroup), (one,), (other,), effect_cell(study.effect))
        for study, one, other in risks.studies
    ]
    return points_table(asked.name, heads, rows, "Risks in both groups of each study in the L'Abbé plot.")
