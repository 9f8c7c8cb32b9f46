"""Studies and their arms (studies.csv, arms.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.errors import Origin
from reportgen.model.cell import Attribution, Cell

__all__ = ["CHARACTERISTICS", "Arm", "ExtraColumn", "Role", "Status", "Study"]

Status = Literal["included", "excluded", "ongoing", "awaiting"]
Role = Literal["experimental", "comparator"]

CHARACTERISTICS: Mapping[str, str] = {
    "year": "Year",
    "methods": "Methods",
    "country": "Country",
    "setting": "Setting",
    "design": "Design",
    "allocation_unit": "Unit of allocation",
    "participants": "Participants",
    "age": "Age",
    "intervention": "Intervention",
    "duration": "Duration",
    "frequency": "Frequency",
    "sessions": "Sessions",
    "deliverer": "Delivered by",
    "comparator": "Comparator",
    "outcome_measures": "Outcome measures",
    "time_points": "Time points",
    "recruitment": "Recruitment",
    "funding": "Funding",
    "notes": "Notes",
}
"""Columns of studies.csv that describe a study, with the heading each gets; reviewers declare more of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraColumn:
    """A column that the reviewer adds to studies.csv; `kind` is ``text``, ``number`` or ``integer``."""

    name: str
    label: str
    kind: Literal["text", "number", "integer"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One study, as a row of studies.csv.

    `id` is both key and name ("Cooper 2003"). `reason` says why an excluded study was excluded. `reports` are
    citation keys. `results_none` is the reason why an included study has no results, or empty.
    `characteristics` maps column names (standard and extra) to cells, in the order of the file.
    """

    id: str
    status: Status
    origin: Origin = field(compare=False)
    reason: str = ""
    reports: tuple[str, ...] = ()
    results_none: str = ""
    n_randomised: Cell[int]
    characteristics: Mapping[str, Cell[str]]
    attribution: Attribution = Attribution()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One arm of a study. `roles` maps the id of each comparison it takes part in to the role it plays there.

    An arm that was not randomised, or has no role in a comparison, stays out of that comparison's pooling.
    """

    study: str
    id: str
    label: str
    n: Cell[int]
    randomised: bool
    roles: Mapping[str, Role]
    origin: Origin = field(compare=False)
    attribution: Attribution = Attribution()
