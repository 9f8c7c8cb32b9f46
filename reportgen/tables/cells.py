"""Small makers of cells and rows that all tables share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from reportgen.document import Datum, Inline, LineBreak, Row, TableCell, Text
from reportgen.model import Comparison
from reportgen.quantities import EffectQuantities
from reportgen.style import Style
from reportgen.wording.phrases import Phrase, capitalised, weave
from reportgen.wording.relations import interval

Align = Literal["left", "centre", "right", "decimal"]

__all__ = [
    "DASH",
    "NOT_REPORTED",
    "cell",
    "comparison_head",
    "estimate_with_interval",
    "group_row",
    "head",
    "lines_of",
    "row_head",
]

DASH = Text("–")
"""What a cell prints for which there is nothing: a heterogeneity of one study, the weight of a study left out."""

NOT_REPORTED = Text("not reported")
"""What an empty cell of a data file prints: not known, which is never zero."""


def cell(*children: Inline | None, align: Align = "left") -> TableCell:
    """Return a data cell; None among the children stands for what is not known."""
    return TableCell(children=tuple(NOT_REPORTED if child is None else child for child in children), align=align)


def lines_of(datum: Datum) -> tuple[Inline, ...]:
    """Return a text of the data line by line, as it was entered; what holds of the text holds of each line."""
    lines = [line for line in datum.text.splitlines() if line.strip()]
    if len(lines) < 2:
        return (datum,)
    parts: list[Inline] = []
    for line in lines:
        parts += [LineBreak()] if parts else []
        parts.append(replace(datum, text=line))
    return tuple(parts)


def row_head(*children: Inline) -> TableCell:
    """Return the cell that heads its row."""
    return TableCell(children=children, scope="row")


def head(titles: Sequence[str], right: Sequence[int] = ()) -> Row:
    """Return a row of column heads; the columns listed in `right` hold numbers and are set flush right."""
    cells = (
        TableCell(children=(Text(title),), scope="col", align="right" if i in right else "left")
        for i, title in enumerate(titles)
    )
    return Row(cells=tuple(cells))


def group_row(title: str | Sequence[Inline], columns: int) -> Row:
    """Return a row that heads a group of rows."""
    children = (Text(title),) if isinstance(title, str) else tuple(title)
    return Row(cells=(TableCell(children=children, scope="row", colspan=columns),), kind="group")


def comparison_head(comparison: Comparison) -> str:
    """Return what heads the rows of a comparison: its title, after its number if it has one."""
    title = capitalised(comparison.title)
    return f"Comparison {comparison.number}: {title}" if comparison.number else title


def estimate_with_interval(effect: EffectQuantities, style: Style) -> Phrase:
    """Return "0.71 (0.56 to 0.90)"."""
    limits = interval(effect.ci_low, effect.ci_high, style.numbers)
    return weave("{estimate} ({limits})", estimate=effect.estimate, limits=limits)
