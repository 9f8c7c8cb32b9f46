"""The figures and tables of a manuscript, by the names that templates call them with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.document import Figure, Table
from reportgen.errors import DataError, Issue
from reportgen.figures import FIGURES, figure_plans
from reportgen.model import Review
from reportgen.quantities import Analysis
from reportgen.tables import TABLES

__all__ = ["ExhibitNames", "Exhibits", "exhibit_names", "make_exhibits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibits:
    """Figures and tables by the names that templates call them with, in the order they stand in the manuscript."""

    figures: Mapping[str, Figure]
    tables: Mapping[str, Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitNames:
    """All names that a review's templates can call, whether or not the review has data for each."""

    figures: tuple[str, ...]
    tables: tuple[str, ...]


def exhibit_names(review: Review) -> ExhibitNames:
    """Return the names of all figures and tables that this review can have."""
    more = (f"summary-of-findings/{number}" for number in range(2, len(review.comparisons) + 1))
    return ExhibitNames(figures=tuple(plan.id for plan in figure_plans(review)), tables=(*TABLES, *more))


def make_exhibits(analysis: Analysis) -> Exhibits:
    """Return all figures and tables that the review has data for.

    A figure too tall for a page is parted: its parts follow it under its name with a number behind it ("mood/2"). So do
    further tables of one kind, such as the summaries of findings of further comparisons.
    DataError where `review.yaml` asks for figures that cannot be, with the issues of all of them.
    """
    figures: dict[str, Figure] = {}
    issues: list[Issue] = []
    for plan in figure_plans(analysis.review):
        try:
            made = FIGURES[plan.kind].make(analysis, plan)
        except DataError as error:
            issues += error.issues
            continue
        for number, figure in enumerate(made, 1):
            figures[plan.id if number == 1 else f"{plan.id}/{number}"] = figure
    if issues:
        raise DataError(issues)
    tables: dict[str, Table] = {}
    for name, kind in TABLES.items():
        for number, table in enumerate(kind.tables(analysis), 1):
            tables[name if number == 1 else f"{name}/{number}"] = table
    return Exhibits(figures=figures, tables=tables)
