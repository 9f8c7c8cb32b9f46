"""The number of each study that a bubble plot has on its axis, read from studies.csv."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from reportgen.errors import DataError, Issue, Origin, did_you_mean
from reportgen.figures.asked import Asked
from reportgen.model import CHARACTERISTICS, Cell, Review

__all__ = ["Moderator", "moderator_of"]

_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
"""Numbers that some read as thousands and others as parts of one."""

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderator:
    """A column of studies.csv: what it is called in print, the value of each row used, and the cells read.

    A value that is not known is None.
    """

    name: str
    label: str
    values: tuple[float | None, ...]
    cells: tuple[Cell[str] | None, ...]

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Return the cells that hold a value."""
        return tuple(
            cell.origin for cell, value in zip(self.cells, self.values, strict=True) if cell and value is not None
        )


def moderator_of(asked: Asked) -> Moderator:
    """Return the values of the plan's moderator.

    Raises:
        DataError: a column that studies.csv does not have, or an issue for each of its cells that holds no number.
    """
    name, review = asked.plan.moderator, asked.analysis.review
    known = tuple(dict.fromkeys(column for study in review.studies for column in study.characteristics))
    if name not in (*known, *(extra.name for extra in review.columns)):
        message = f"found moderator {name!r} in figure {asked.plan.id!r}, expected a column of studies.csv with numbers"
        raise DataError([Issue("column-is-present", asked.plan.origin, message, did_you_mean(name, known))])
    studies = asked.analysis.studies
    cells = tuple(studies[row.study].characteristics.get(name) for row in asked.rows)
    values = tuple(_value(cell) for cell in cells)
    issues = {
        cell.origin: Issue(
            "cell-is-a-number",
            cell.origin,
            f"found {cell.text.strip()!r} under {name!r} of {row.study!r}, expected a number, which figure "
            f"{asked.plan.id!r} has on its axis",
            hint="leave the cell empty where it is not known",
        )
        for row, cell, value in zip(asked.rows, cells, values, strict=True)
        if cell is not None and cell.text.strip() and value is None
    }
    if issues:
        raise DataError(list(issues.values()))
    return Moderator(name=name, label=_label(name, review), values=values, cells=cells)


def _value(cell: Cell[str] | None) -> float | None:
    if cell is None:
        return None
    text = cell.text.strip().replace("\N{MINUS SIGN}", "-")
    if _GROUPED.fullmatch(text):
        return None
    text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) and abs(value) < 1e100 else None


def _label(name: str, review: Review) -> str:
    labels = {extra.name: extra.label for extra in review.columns}
    return labels.get(name) or CHARACTERISTICS.get(name) or name
