"""The risk ratio of two arms."""

from __future__ import annotations

import math

from reportgen.effects.effects import ArmData
from reportgen.effects.measure import Measure, StudyEffect
from reportgen.effects.zero_cells import ZERO_CELLS, two_by_two
from reportgen.model import Plan

__all__ = ["RISK_RATIO"]


def _log_risk_ratio(experimental: ArmData, comparator: ArmData, plan: Plan) -> StudyEffect:
    """Return the log risk ratio with its large-sample variance 1/a - 1/n1 + 1/c - 1/n2.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.4.1; Katz,
    Baptista, Azen and Pike, Biometrics 1978;34:469.
    """
    table = ZERO_CELLS[plan.zero_cells](two_by_two(experimental, comparator))
    if isinstance(table, str):
        return StudyEffect(y=math.nan, v=math.nan, reason=table)
    y = math.log(table.events_1 / table.n_1) - math.log(table.events_2 / table.n_2)
    # 1/a - 1/n written as b / (a n), which loses no digits when nearly all have the event
    v = table.others_1 / (table.events_1 * table.n_1) + table.others_2 / (table.events_2 * table.n_2)
    return StudyEffect(y=y, v=v)


RISK_RATIO = Measure(
    id="RR",
    title="Risk ratio",
    scale="log",
    null=1.0,
    kind="dichotomous",
    arm_columns=("events", "n"),
    arm_effect=_log_risk_ratio,
)
