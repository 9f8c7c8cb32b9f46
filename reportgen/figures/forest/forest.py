"""The public verb of forest plots."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reportgen.document import Drawing, Figure, Text
from reportgen.effects import study_effects
from reportgen.figures.asked import asked_for
from reportgen.figures.captions import block_notes, head, outcomes_caption
from reportgen.figures.forest.alt import alt_text
from reportgen.figures.forest.blocks import ForestBlock, as_forest
from reportgen.figures.forest.choices import choices_for
from reportgen.figures.forest.content import content_of
from reportgen.figures.forest.drawings import drawings_of
from reportgen.figures.forest.key import marks_notes
from reportgen.figures.lettering import Lettering
from reportgen.figures.parts import as_figures
from reportgen.figures.parts import tallest_mm as tallest
from reportgen.model import FigurePlan, Outcome, Review
from reportgen.pooling import pool_effects, shown_totals
from reportgen.quantities import Analysis, forest_plots
from reportgen.style import Style

__all__ = ["draw_forest", "forest_drawings", "make_forest"]


def make_forest(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return the forest plot that a plan asks for, in parts where it is long; none without data.

    That is one of the outcome the plan names, else of the outcomes that share the plan's id.

    Raises:
        DataError: an outcome that the plan names and that is neither pooled nor known as published.
    """
    outcomes = _outcomes(analysis, plan)
    if not outcomes:
        return ()
    look = analysis.style.figures
    choices = choices_for(analysis.review, analysis.style, plan)
    blocks = tuple(_block(analysis, outcome, plan) for outcome in outcomes)
    drawings = forest_drawings(
        blocks,
        analysis.review,
        analysis.style,
        name=f"figure-{plan.id}",
        tallest_mm=lambda width: tallest(look, width),
        plan=plan,
    )
    both = any(block.other is not None for block in blocks)
    caption = outcomes_caption(analysis, plan.title, outcomes, both=both)
    further = (Text(head(plan.title, outcomes)),)
    return as_figures(
        plan.id, drawings, caption, further, notes=(*block_notes(outcomes), *marks_notes(blocks, choices)), look=look
    )


def _outcomes(analysis: Analysis, plan: FigurePlan) -> tuple[Outcome, ...]:
    if not plan.outcome:
        return forest_plots(analysis).get(plan.id, ())
    outcome = next(one for one in analysis.review.outcomes if one.id == plan.outcome)
    if any("estimate" in effect.data for effect in analysis.published(outcome)):
        return (outcome,)
    asked_for(analysis, plan)  # raises for an outcome that is not pooled
    return (outcome,) if analysis.pooled[outcome.id].effects.rows else ()


def _block(analysis: Analysis, outcome: Outcome, plan: FigurePlan) -> ForestBlock:
    pooled = analysis.pooled.get(outcome.id)
    other = None
    if plan.both_models and pooled is not None:
        effects = study_effects(analysis.review, outcome)
        model = "common" if pooled.plan.model == "random" else "random"
        other = shown_totals(pool_effects(effects, replace(outcome.plan, model=model)))
    published = next(iter(analysis.published(outcome)), None)
    return ForestBlock(outcome=outcome, pooled=pooled, other=other, published=published)


def draw_forest(
    blocks: tuple[ForestBlock, ...],
    review: Review,
    style: Style,
    *,
    name: str,
    fonts: tuple[Path, ...] = (),
    plan: FigurePlan | None = None,
) -> Drawing:
    """Return a forest plot in one piece, however tall, in the layout of the style or that of `plan`.

    Sizes are in mm, effects on the printed scale of their measure.

    One block is one outcome: its studies, its total and, where its pooled result has subgroups, subtotals and the test
    between them, as far as the outcome shows them. Several blocks are outcomes of the same studies: each has a total
    of its own and none is drawn over all, since it would count participants more than once; there is no way to
    ask for one. `fonts` (the review's own if none are given) are tried for
    characters that the shipped ones lack. DataError if the blocks differ in
    measure or comparison, or a layout or column does not exist; ValueError without blocks.
    """
    (drawing,) = forest_drawings(blocks, review, style, name=name, tallest_mm=math.inf, fonts=fonts, plan=plan)
    return drawing


def forest_drawings(
    blocks: tuple[ForestBlock, ...],
    review: Review,
    style: Style,
    *,
    name: str,
    tallest_mm: float | Callable[[float], float],
    fonts: tuple[Path, ...] = (),
    plan: FigurePlan | None = None,
) -> tuple[Drawing, ...]:
    """Return a forest plot as drawings of at most `tallest_mm`, the first under `name`, others with a number behind it.

    `tallest_mm` may depend on the width, which is then given to it in mm, and is that for type of the style's size:
    type that was made smaller to fit leaves less to be made smaller still. Each drawing repeats the heads and the axis,
    and a heading whose rows go on. Errors are those of `draw_forest`.
    """
    if not blocks:
        raise ValueError("a forest plot needs at least one block")
    forest = as_forest(blocks, review, style, plan)
    lettering = Lettering(fallback=fonts or review.font_paths)
    return drawings_of(forest, content_of(forest), lettering, name=name, alt=alt_text(forest), tallest_mm=tallest_mm)
