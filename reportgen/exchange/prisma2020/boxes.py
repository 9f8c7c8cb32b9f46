"""The rows of the PRISMA2020 table, by their key or, in older tables, by what their description begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["BOXES", "Box", "box_of"]

Group = Literal["main", "previous", "other", "total"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A row: the item of flow.csv that it counts, the part of the diagram it belongs to, and the text it has at first.

    `listed` rows hold names with numbers ("Embase, 12; CINAHL, 3"). `named` ones may have another text in the box: it
    is then the name of what was searched. `description` is the beginning of the description, in lower case.
    """

    item: str
    description: str
    group: Group = "main"
    listed: bool = False
    named: str = ""


BOXES: Mapping[str, Box] = {
    "previous_studies": Box(
        item="previous_studies", description="studies included in previous version", group="previous"
    ),
    "previous_reports": Box(
        item="previous_reports", description="reports of studies included in previous version", group="previous"
    ),
    "database_results": Box(item="databases", description="records identified from: databases", named="databases"),
    "database_specific_results": Box(
        item="databases", description="records identified from: specific databases", listed=True
    ),
    "register_results": Box(item="registers", description="records identified from: registers", named="registers"),
    "register_specific_results": Box(
        item="registers", description="records identified from: specific registers", listed=True
    ),
    "website_results": Box(
        item="websites", description="records identified from: websites", group="other", named="websites"
    ),
    "organisation_results": Box(
        item="organisations", description="records identified from: organisations", group="other", named="organisations"
    ),
    "citations_results": Box(
        item="citation_searching",
        description="records identified from: citation searching",
        group="other",
        named="citation searching",
    ),
    "duplicates": Box(item="duplicates", description="duplicate records"),
    "excluded_automatic": Box(item="automation", description="records marked as ineligible by automation"),
    "excluded_other": Box(item="removed_other", description="records removed for other reasons"),
    "records_screened": Box(item="screened", description="records screened"),
    "records_excluded": Box(item="excluded", description="records excluded"),
    "dbr_sought_reports": Box(item="sought", description="reports sought for retrieval (databases"),
    "dbr_notretrieved_reports": Box(item="not_retrieved", description="reports not retrieved (databases"),
    "other_sought_reports": Box(item="other_sought", description="reports sought for retrieval (other", group="other"),
    "other_notretrieved_reports": Box(
        item="other_not_retrieved", description="reports not retrieved (other", group="other"
    ),
    "dbr_assessed": Box(item="assessed", description="reports assessed for eligibility (databases"),
    "dbr_excluded": Box(item="excluded_reports", description="reports excluded (databases", listed=True),
    "other_assessed": Box(item="other_assessed", description="reports assessed for eligibility (other", group="other"),
    "other_excluded": Box(item="other_excluded", description="reports excluded (other", group="other", listed=True),
    "new_studies": Box(item="studies", description="new studies included in review"),
    "new_reports": Box(item="reports", description="reports of new included studies"),
    "total_studies_ma": Box(item="meta_analysis", description="total studies included in meta-analysis", group="total"),
    "total_reports_ma": Box(
        item="meta_analysis_reports",
        description="reports of total included studies in meta-analysis",
        group="total",
    ),
    "total_studies": Box(item="total_studies", description="total studies included in review", group="total"),
    "total_reports": Box(item="total_reports", description="reports of total included studies", group="total"),
}
"""Rows by the key in the column `data`."""


def box_of(key: str, description: str) -> Box | None:
    """Return the row with this key or description; None for headings of the diagram."""
    told = " ".join(description.lower().split())
    by_words = next((box for box in BOXES.values() if told.startswith(box.description)), None)
    return BOXES.get(key.lower(), by_words)
