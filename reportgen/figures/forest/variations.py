"""Forest plots of a result without each study in turn, and as studies join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.document import Drawing, Figure, Text
from reportgen.figures.asked import asked_for
from reportgen.figures.captions import head
from reportgen.figures.forest.blocks import Forest, ForestBlock, as_forest
from reportgen.figures.forest.content import Content
from reportgen.figures.forest.drawings import drawings_of
from reportgen.figures.forest.variation_rows import variation_content
from reportgen.figures.forest.variation_words import (
    cumulative_alt,
    cumulative_caption,
    leave_one_out_alt,
    leave_one_out_caption,
    title_of,
)
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import Line
from reportgen.figures.parts import as_figures, tallest_mm
from reportgen.model import FigurePlan
from reportgen.pooling import Pooled
from reportgen.quantities import (
    Analysis,
    StudyOrder,
    Variation,
    cumulative_results,
    ordered_studies,
    pooled_quantities,
    without_each_study,
    year_of,
)
from reportgen.wording.phrases import Phrase

__all__ = ["make_cumulative", "make_leave_one_out"]

_REFERENCE = "#6e6e6e"
"""Colour of the line through the total in layouts that have none."""


def make_leave_one_out(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return the results of an outcome without each study in turn, over that of all; none below two studies.

    Raises:
        DataError: an outcome that is not pooled or shows no total.
    """
    pooled = _pooled(analysis, plan, "a leave-one-out plot")
    if pooled is None:
        return ()
    forest = _forest(analysis, plan, pooled)
    found = tuple(without_each_study(analysis.review, pooled, forest.style))
    if len(found) < 2:
        return ()
    rows = [(("Omitting ", one.studies[0]), one) for one in found]
    total = pooled_quantities(pooled, forest.style)
    alt = "" if total is None else leave_one_out_alt(forest, found, total.effect)
    drawings = _drawings(analysis, plan, forest, variation_content(forest, rows, counted=False), alt)
    title = title_of(plan, forest, "leave-one-out analysis")
    return _figures(analysis, plan, title, drawings, leave_one_out_caption(analysis, forest, title))


def make_cumulative(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return the results of an outcome as studies join, by year unless the plan sorts otherwise; none without a study.

    Raises:
        DataError: an outcome that is not pooled or shows no total.
    """
    pooled = _pooled(analysis, plan, "a cumulative plot")
    if pooled is None:
        return ()
    forest = _forest(analysis, plan, pooled)
    order = ordered_studies(analysis.review, pooled, plan.sort)
    found = tuple(cumulative_results(analysis.review, pooled, forest.style, plan.sort))
    rows = list(zip(_joining(analysis, found, order), found, strict=True))
    content = variation_content(forest, rows, counted=True)
    drawings = _drawings(analysis, plan, forest, content, cumulative_alt(forest, found, order))
    title = title_of(plan, forest, "cumulative analysis")
    return _figures(analysis, plan, title, drawings, cumulative_caption(analysis, forest, title, order))


def _joining(analysis: Analysis, found: Sequence[Variation], order: StudyOrder) -> Iterator[Line]:
    """Yield "+ Cooper, 2003", with the year where studies are sorted by it and the name does not hold it."""
    for one in found:
        study = one.studies[0]
        year = year_of(analysis.studies[study.text]) if order.by == "by year" else None
        yield ("+ ", study, ", ", year) if year is not None and year.text not in study.text else ("+ ", study)


def _pooled(analysis: Analysis, plan: FigurePlan, what: str) -> Pooled | None:
    """Return the result of all studies, its subgroups put together."""
    asked = asked_for(analysis, plan)
    if asked is None:
        return None
    asked.total(what)
    return replace(asked.pooled, subgroups=(), subgroup_test=None)


def _forest(analysis: Analysis, plan: FigurePlan, pooled: Pooled) -> Forest:
    """Return what the plot is drawn from, with a line through the total whatever the layout.

    Pooled results differ less than studies do: the ends of the axis that the outcome asks for are those of its forest
    plot, and would leave all these in one spot.
    """
    outcome = pooled.effects.outcome
    axis = replace(outcome.axis, low=None, high=None) if outcome.axis else None
    block = ForestBlock(outcome=replace(outcome, axis=axis), pooled=pooled)
    forest = as_forest((block,), analysis.review, analysis.style, replace(plan, risk_of_bias=False))
    layout = forest.choices.layout
    look = replace(layout.look, pooled_line=layout.look.pooled_line or _REFERENCE)
    return replace(forest, choices=replace(forest.choices, layout=replace(layout, look=look)))


def _drawings(analysis: Analysis, plan: FigurePlan, forest: Forest, content: Content, alt: str) -> tuple[Drawing, ...]:
    look = analysis.style.figures
    return drawings_of(
        forest,
        content,
        Lettering(fallback=analysis.review.font_paths),
        name=f"figure-{plan.id}",
        alt=alt,
        tallest_mm=lambda width: tallest_mm(look, width),
    )


def _figures(
    analysis: Analysis, plan: FigurePlan, title: str, drawings: Sequence[Drawing], caption: Phrase
) -> tuple[Figure, ...]:
    outcomes = tuple(outcome for outcome in analysis.review.outcomes if outcome.id == plan.outcome)
    return as_figures(plan.id, drawings, caption, (Text(head(title, outcomes)),), look=analysis.style.figures)
