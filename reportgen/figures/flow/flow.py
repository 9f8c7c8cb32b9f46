"""The public verb of flow diagrams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from reportgen.document import Drawing, Figure, Text
from reportgen.figures.drawing import as_drawing
from reportgen.figures.flow.alt import alt_text
from reportgen.figures.flow.counts import Counts
from reportgen.figures.flow.layout import flow_page
from reportgen.figures.flow.outline import outline_of
from reportgen.figures.flow.prisma2009 import prisma2009
from reportgen.figures.flow.prisma2020 import prisma2020
from reportgen.figures.flow.table import data_table
from reportgen.figures.lettering import Lettering
from reportgen.figures.parts import as_figures
from reportgen.model import FigurePlan, Review
from reportgen.pooling import Pooled
from reportgen.quantities import Analysis, flow_totals
from reportgen.style import Style

__all__ = ["draw_flow", "make_flow"]


def make_flow(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return the flow diagram, or nothing where the review counts nothing."""
    review, style = analysis.review, analysis.style
    if not review.flow.counts:
        return ()
    drawing = draw_flow(review, style, name=f"figure-{plan.id}", pooled=analysis.pooled)
    caption = (Text(plan.title or "Flow of records, reports and studies."),)
    return as_figures(plan.id, (drawing,), caption, look=style.figures)


def draw_flow(
    review: Review,
    style: Style,
    *,
    name: str,
    pooled: Mapping[str, Pooled] | None = None,
    fonts: tuple[Path, ...] = (),
) -> Drawing:
    """Return the flow of records, reports and studies in the form that the review names; sizes in mm.

    What flow.csv does not name and studies.csv does not tell is left out, and the arrow goes past it; what it names
    without a number prints "n not reported". `pooled` holds results by outcome id, for the count of studies in
    meta-analyses. `fonts` (the review's own if none are given) are tried for characters that the shipped ones lack.
    """
    totals = flow_totals(review, style, pooled or {})
    counts = Counts(flow=review.flow, totals=totals, style=style)
    diagram = prisma2009(counts) if review.flow.form == "prisma2009" else prisma2020(counts)
    lettering = Lettering(fallback=fonts or review.font_paths)
    drawing = as_drawing(
        flow_page(diagram, lettering, style.figures),
        lettering,
        name=name,
        alt=alt_text(review.flow, totals),
        data=data_table(diagram, name),
        numbers=diagram.nodes(),
    )
    return replace(drawing, outline=outline_of(diagram))
