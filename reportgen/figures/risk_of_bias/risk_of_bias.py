"""The public verb of risk-of-bias summaries."""

from __future__ import annotations

import math
from pathlib import Path

from reportgen.document import Datum, Drawing, Figure, Number, Text
from reportgen.figures.canvas import MM
from reportgen.figures.drawing import as_drawing, part_name, shortened
from reportgen.figures.lettering import Lettering
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
    tool = review.risk_of_bias_tool
    table = None if tool is None else judged_table(review, tool, plan.outcome)
    if tool is None or table is None or not any(table.verdicts()):
        return ()
    most = tallest(style.figures, style.figures.width_mm)
    drawings = _drawings(table, review, style, name=f"figure-{plan.id}", most=most * MM, fonts=())
    return as_figures(
        plan.id, drawings, (Text(plan.title or _title(table)),), (Text("Risk of bias"),), look=style.figures
    )


def _title(table: JudgedTable) -> str:
    of = f" in the results for {table.outcome}" if table.outcome else ""
    each = "for the results of each study" if any(row.block for row in table.rows) else "for each study"
    return f"Risk of bias{of}: judgements on each domain of {table.tool.title} {each}."


def draw_risk_of_bias(review: Review, style: Style, *, name: str, fonts: tuple[Path, ...] = ()) -> Drawing:
    """Return the judgements on each domain for each study in one piece, in the order of studies.csv; sizes in mm.

    A judgement that is missing stays blank; an overall judgement is the reviewers', or that of the tool's rule, which
    is marked. `fonts` are tried for characters that the shipped fonts lack. ValueError if the review names no tool.
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
    return _drawings(table, review, style, name=name, most=tallest_mm * MM, fonts=fonts)


def _drawings(
    table: JudgedTable, review: Review, style: Style, *, name: str, most: float, fonts: tuple[Path, ...]
) -> tuple[Drawing, ...]:
    lettering = Lettering(fallback=fonts or review.font_paths)
    pages = risk_of_bias_pages(table, lettering, style.figures, most)
    found: list[Drawing] = []
    for number, (part, page) in enumerate(pages, 1):
        own = part_name(name, number)
        alt = _alt(part, style) if len(pages) == 1 else f"Part {number} of {len(pages)}. {_alt(part, style)}"
        nodes: tuple[Number | Datum, ...] = tuple(part.data())
        found.append(as_drawing(page, lettering, name=own, alt=alt, data=data_table(part, own), numbers=nodes))
    return tuple(found)


def _alt(table: JudgedTable, style: Style) -> str:
    """Return how often each level was given overall, or over all domains where there is no overall judgement."""
    names = dict.fromkeys(row.row.study for row in table.rows)
    studies = counted(len(names), "count", "risk_of_bias/studies", (), style)
    overall = table.overall()
    parts: list[str] = []
    for level in table.levels():
        found = [verdict for verdict in overall or table.verdicts() if verdict.level == level]
        if not found and table.tool.grade(level) in {"unknown", "none"}:
            continue
        origins = tuple(origin for verdict in found for origin in verdict.inputs)
        number = counted(len(found), "count", f"risk_of_bias/{level.id}", origins, style)
        parts.append(f"{level.label.lower()} {number.text}")
    title = shortened(table.tool.title, 80)
    what = "overall judgements" if overall else "judgements"
    return f"Risk of bias, {title}, studies judged: {studies.text}; {what}: {', '.join(parts)}."
