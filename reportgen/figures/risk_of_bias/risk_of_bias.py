"""The public verb of risk-of-bias summaries."""

from __future__ import annotations

import math
from pathlib import Path

from reportgen.document import Datum, Drawing, Figure, Number, Text
from reportgen.figures.canvas import MM
from reportgen.figures.drawing import as_drawing, part_name, shortened
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of
from reportgen.figures.parts import as_figures
from reportgen.figures.parts import tallest_mm as tallest
from reportgen.figures.risk_of_bias.judged import JudgedTable, judged_table
from reportgen.figures.risk_of_bias.layout import risk_of_bias_pages
from reportgen.figures.risk_of_bias.table import data_table
from reportgen.model import FigurePlan, Review
from reportgen.quantities import Analysis, counted
from reportgen.style import Style

__all__ = ["draw_risk_of_bias", "make_risk_of_bias", "risk_of_bias_drawings"]


def make_risk_of_bias(analysis: Analysis, plan: FigurePlan) -> tuple[Figure, ...]:
    """Return the summary, in parts where it is long; nothing where no included study is judged."""
    review, style = analysis.review, analysis.style
    tool, included = review.risk_of_bias_tool, {study.id for study in review.included()}
    if tool is None or not any(judgement.study in included for judgement in review.judgements):
        return ()
    most = tallest(style.figures, style.figures.width_mm)
    drawings = risk_of_bias_drawings(review, style, name=f"figure-{plan.id}", tallest_mm=most)
    title = plan.title or f"Risk of bias: judgements on each domain of {tool.title} for each study."
    return as_figures(plan.id, drawings, (Text(title),), (Text("Risk of bias"),), look=style.figures)


def draw_risk_of_bias(review: Review, style: Style, *, name: str, fonts: tuple[Path, ...] = ()) -> Drawing:
    """Return the judgements on each domain for each study in one piece, in the order of studies.csv; sizes in mm.

    A judgement that is missing stays blank, and no overall judgement is made up. `fonts` are tried for characters
    that the shipped fonts lack. ValueError if the review names no tool.
    """
    (drawing,) = risk_of_bias_drawings(review, style, name=name, tallest_mm=math.inf, fonts=fonts)
    return drawing


def risk_of_bias_drawings(
    review: Review, style: Style, *, name: str, tallest_mm: float, fonts: tuple[Path, ...] = ()
) -> tuple[Drawing, ...]:
    """Return the summary as drawings of at most `tallest_mm`, the first under `name`, others with a number behind it.

    Heads and legend are on each. ValueError if the review names no tool.
    """
    if review.risk_of_bias_tool is None:
        raise ValueError("the review names no risk-of-bias tool")
    table = judged_table(review, review.risk_of_bias_tool)
    lettering = Lettering(fallback=fonts or review.font_paths)
    pages = risk_of_bias_pages(table, lettering, style.figures, tallest_mm * MM)
    found: list[Drawing] = []
    for number, (part, page) in enumerate(pages, 1):
        own = part_name(name, number)
        alt = _alt(part, style) if len(pages) == 1 else f"Part {number} of {len(pages)}. {_alt(part, style)}"
        nodes: tuple[Number | Datum, ...] = tuple(part.data())
        found.append(as_drawing(page, lettering, name=own, alt=alt, data=data_table(part, own), numbers=nodes))
    return tuple(found)


def _alt(table: JudgedTable, style: Style) -> str:
    """Return how often each level was given, over all studies and domains."""
    names = dict.fromkeys(text_of(row.label[:1]) for row in table.rows)
    studies = counted(len(names), "count", "risk_of_bias/studies", (), style)
    parts: list[str] = []
    for level in table.tool.levels:
        found = table.count(level)
        origins = tuple(judgement.origin for judgement in found)
        number = counted(len(found), "count", f"risk_of_bias/{level.id}", origins, style)
        parts.append(f"{level.label.lower()} {number.text}")
    title = shortened(table.tool.title, 80)
    return f"Risk of bias, {title}, studies judged: {studies.text}; judgements: {', '.join(parts)}."
