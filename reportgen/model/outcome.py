"""Comparisons and outcomes: what is compared with what, measured how (review.yaml)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportgen.errors import Origin
from reportgen.model.plan import Plan

__all__ = [
    "Axis",
    "Comparison",
    "ExhaustiveGroup",
    "Outcome",
    "OutcomeSum",
    "Thresholds",
    "Totals",
]


Totals = Literal["all", "subgroups", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two sides of a comparison; `experimental` and `comparator` are the names printed in text and figures.

    `number` is the number it is known under ("2"), empty for none.
    """

    id: str
    title: str
    experimental: str
    comparator: str
    origin: Origin = field(compare=False)
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What stands under a forest plot left and right of no effect, and where its axis ends, on the printed scale.

    What is empty or None is chosen when the plot is drawn.
    """

    left: str = ""
    right: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which size on an effect counts as small, moderate, large; on the scale of the measure as printed."""

    small: float
    moderate: float
    large: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One outcome of one comparison.

    `title` starts in lower case and fits the middle of a sentence ("secure attachment"). `better` says which
    direction is good for the participant. `time_point` and `analysis_set` choose the rows of results.csv that
    are pooled; rows with other values stay in the data and out of the result. `figure` is the id of the forest
    plot it shares with others, or its own id. `subgroups` names a column of studies.csv; it is empty where rows of
    results.csv name subgroups themselves. `totals` says what is shown of the pooled results: ``all``, those of
    ``subgroups`` only, or ``none``; `subgroup_test` whether the test between subgroups is. `pooled` is False for
    `synthesis: none`, and `not_pooled_reason` then says why. `number` is the number it is known under ("1.3").
    `experimental` and `comparator` name the sides where they are called otherwise than in the comparison.
    """

    id: str
    title: str
    comparison: str
    measure: str
    better: Literal["higher", "lower"]
    origin: Origin = field(compare=False)
    plan: Plan
    group: str = ""
    time_point: str = ""
    analysis_set: str = ""
    figure: str = ""
    unit: str = ""
    instrument: str = ""
    range: tuple[float, float] | None = None
    thresholds: Thresholds | None = None
    assumed_risk: float | None = None
    subgroups: str = ""
    totals: Totals = "all"
    subgroup_test: bool = True
    pooled: bool = True
    not_pooled_reason: str = ""
    number: str = ""
    experimental: str = ""
    comparator: str = ""
    axis: Axis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhaustiveGroup:
    """Outcomes that divide the participants without rest: their events add up to n, arm by arm."""

    id: str
    title: str
    outcomes: tuple[str, ...]
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeSum:
    """An outcome whose events equal the sum of the events of others."""

    total: str
    parts: tuple[str, ...]
    origin: Origin = field(compare=False)
