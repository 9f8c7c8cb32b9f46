"""The odds ratio of two arms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, corrected_cells, without_contrast

__all__ = ["ODDS_RATIO"]


def _log_odds_ratio(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return the log odds ratio log(ad/(bc)) with Woolf's variance 1/a + 1/b + 1/c + 1/d.

    Reference: Woolf, Annals of Human Genetics 1955;19:251, doi 10.1111/j.1469-1809.1955.tb01348.x; Cochrane Handbook
    for Systematic Reviews of Interventions, version 6.5, section 10.4.1.
    """
    rule = ZERO_CELLS[options.zero_cells]
    events_1, n_1, events_2, n_2 = (columns[name] for name in ("events_1", "n_1", "events_2", "n_2"))
    a, b, c, d, _ = corrected_cells(events_1, n_1, events_2, n_2, rule.id, padded=False)
    unusable = without_contrast(rule, events_1, n_1 - events_1, events_2, n_2 - events_2)
    unusable["an empty cell, and nothing is added"] = (a == 0) | (b == 0) | (c == 0) | (d == 0)
    return Computed(np.log(a / b) - np.log(c / d), 1 / a + 1 / b + 1 / c + 1 / d, unusable)


ODDS_RATIO = Measure(
    id="OR",
    title="Odds ratio",
    scale="log",
    null=1.0,
    kind="dichotomous",
    arm_columns=("events", "n"),
    sides=2,
    formula=_log_odds_ratio,
)
