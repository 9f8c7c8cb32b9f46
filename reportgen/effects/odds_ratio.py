"""The odds ratio of two arms."""

from __future__ import annotations

import math

from reportgen.effects.effects import ArmData
from reportgen.effects.measure import Measure, StudyEffect
from reportgen.effects.zero_cells import ZERO_CELLS, two_by_two
from reportgen.model import Plan

__all__ = ["ODDS_RATIO"]


def _log_odds_ratio(experimental: ArmData, comparator: ArmData, plan: Plan) -> StudyEffect:
    """Return the log odds ratio with Woolf's variance 1/a + 1/b + 1/c + 1/d.

    Reference: Woolf, Annals of Human Genetics 1955;19:251; Cochrane Handbook, version 6.5, section 10.4.1.
    """
    table = ZERO_CELLS[plan.zero_cells](two_by_two(experimental, comparator))
    if isinstance(table, str):
        return StudyEffect(y=math.nan, v=math.nan, reason=table)
    y = math.log(table.events_1 / table.others_1) - math.log(table.events_2 / table.others_2)
    return StudyEffect(y=y, v=math.fsum(1 / cell for cell in table))


ODDS_RATIO = Measure(
    id="OR",
    title="Odds ratio",
    scale="log",
    null=1.0,
    kind="dichotomous",
    arm_columns=("events", "n"),
    arm_effect=_log_odds_ratio,
)
