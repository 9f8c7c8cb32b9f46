"""Study-level results (results.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.errors import Origin
from reportgen.model.cell import Attribution, Cell

__all__ = ["Result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One row of results.csv: the data of one arm, or of one effect when `versus` names the other arm.

    `subgroup` divides an outcome by rows: a study may then have several effects on it, one a subgroup.

    `data` maps the columns that the row fills in (``events``, ``n``, ``mean``, ``sd``, ``estimate``, ``se``,
    ``ci_low``, ``ci_high`` …) to their cells; an empty cell is left out of it.
    """

    study: str
    outcome: str
    time_point: str
    analysis_set: str
    arm: str
    versus: str
    data: Mapping[str, Cell[float]]
    origin: Origin = field(compare=False)
    subgroup: str = ""
    attribution: Attribution = Attribution()
