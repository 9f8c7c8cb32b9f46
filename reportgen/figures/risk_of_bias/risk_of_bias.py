"""The public verb of risk-of-bias summaries."""

from __future__ import annotations

from pathlib import Path

from reportgen.document import Datum, Drawing, Number
from reportgen.figures.drawing import as_drawing, shortened
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of
from reportgen.figures.risk_of_bias.judged import JudgedTable, judged_table
from reportgen.figures.risk_of_bias.layout import risk_of_bias_page
from reportgen.figures.risk_of_bias.table import data_table
from reportgen.model import Review
from reportgen.quantities import counted
from reportgen.style import Style

__all__ = ["draw_risk_of_bias"]


def draw_risk_of_bias(review: Review, style: Style, *, name: str, fonts: tuple[Path, ...] = ()) -> Drawing:
    """Return the judgements on each domain for each study, in the order of studies.csv; sizes in mm.

    A judgement that is missing stays blank, and no overall judgement is made up. `fonts` are tried for characters
    that the shipped fonts lack. ValueError if the review names no tool.
    """
    if review.risk_of_bias_tool is None:
        raise ValueError("the review names no risk-of-bias tool")
    table = judged_table(review, review.risk_of_bias_tool)
    lettering = Lettering(fallback=fonts or review.font_paths)
    numbers: tuple[Number | Datum, ...] = tuple(table.data())
    return as_drawing(
        risk_of_bias_page(table, lettering, style.figures),
        lettering,
        name=name,
        alt=_alt(table, style),
        data=data_table(table, name),
        numbers=numbers,
    )


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
