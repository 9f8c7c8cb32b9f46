"""The risk ratio of two arms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, corrected_cells, without_contrast

__all__ = ["RISK_RATIO"]

_FULL = "events in all participants of both groups"


def _log_risk_ratio(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return the log risk ratio log((a/n₁)/(c/n₂)) with its large-sample variance 1/a - 1/n₁ + 1/c - 1/n₂.

    Cells and totals are those that the zero-cell rule leaves. Where it adds to the events alone, and all participants
    of both arms have the event, the variance is that of Hartung and Knapp, 1/a before and 1/n after the addition.

    Reference: Katz, Baptista, Azen and Pike, Biometrics 1978;34:469, doi 10.2307/2530610; Hartung and Knapp, Statistics
    in Medicine 2001;20:3875, doi 10.1002/sim.1009; Cochrane Handbook, version 6.5, section 10.4.1.
    """
    rule = ZERO_CELLS[options.zero_cells]
    events_1, n_1, events_2, n_2 = (columns[name] for name in ("events_1", "n_1", "events_2", "n_2"))
    others_1, others_2 = n_1 - events_1, n_2 - events_2
    a, b, c, d, _ = corrected_cells(events_1, n_1, events_2, n_2, rule.id, padded=False)
    unusable = without_contrast(rule, events_1, others_1, events_2, others_2)
    if "full-risk-ratio" in rule.keeps:
        unusable.pop(_FULL, None)
    if rule.risk_ratio_by_events:
        b, d = others_1, others_2
    # 1/a - 1/n written as b / (a n), which loses no digits when nearly all have the event
    v = b / (a * (a + b)) + d / (c * (c + d))
    if rule.risk_ratio_by_events:
        full = (others_1 == 0) & (others_2 == 0)
        v = np.where(full, (a - n_1) / (n_1 * a) + (c - n_2) / (n_2 * c), v)
    unusable["no events in one group, and nothing is added"] = (a == 0) | (c == 0)
    return Computed(np.log(a / (a + b)) - np.log(c / (c + d)), v, unusable)


RISK_RATIO = Measure(
    id="RR",
    title="Risk ratio",
    scale="log",
    null=1.0,
    kind="dichotomous",
    arm_columns=("events", "n"),
    sides=2,
    formula=_log_risk_ratio,
)
