"""Studies that were not included: excluded ones with their reasons, ongoing ones, and those that await a decision."""

from __future__ import annotations

from reportgen.document import Table
from reportgen.quantities import Analysis
from reportgen.tables.characteristics import columns_in_use
from reportgen.tables.study_table import characteristic, reason, table_of_studies

__all__ = ["awaiting_table", "excluded_table", "ongoing_table"]


def excluded_table(analysis: Analysis) -> Table | None:
    """Return the excluded studies, each with the reason; None when there are none."""
    studies = tuple(study for study in analysis.review.studies if study.status == "excluded")
    if not studies:
        return None
    return table_of_studies(
        studies,
        [reason("Reason for exclusion")],
        id_="tbl-excluded",
        caption="Characteristics of excluded studies.",
        alt=f"One row for each of the {len(studies)} excluded studies with the reason for its exclusion.",
    )


def awaiting_table(analysis: Analysis) -> Table | None:
    """Return the studies that await a decision, with what is known of them; None when there are none."""
    return _undecided(analysis, "awaiting", "studies awaiting classification")


def ongoing_table(analysis: Analysis) -> Table | None:
    """Return the ongoing studies with what is known of them; None when there are none."""
    return _undecided(analysis, "ongoing", "ongoing studies")


def _undecided(analysis: Analysis, status: str, name: str) -> Table | None:
    review = analysis.review
    studies = tuple(study for study in review.studies if study.status == status)
    if not studies:
        return None
    columns = [characteristic(column, review) for column in columns_in_use(studies, review)]
    if not columns or any(study.reason for study in studies):
        columns.insert(0, reason("Remark"))
    return table_of_studies(
        studies,
        columns,
        id_=f"tbl-{status}",
        caption=f"Characteristics of {name}.",
        alt=f"What is known of each of the {len(studies)} {name}.",
    )
