"""The risk difference of two arms."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, corrected_cells, without_contrast

__all__ = ["RISK_DIFFERENCE"]


def _risk_difference(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return the difference of risks a/n₁ - c/n₂ with variance ab/n₁³ + cd/n₂³.

    The variance is that of the cells which the zero-cell rule leaves; the effect only if the rule says so.

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010); Cochrane Handbook for Systematic
    Reviews of Interventions, version 6.5, section 10.4.1.
    """
    rule = ZERO_CELLS[options.zero_cells]
    events_1, n_1, events_2, n_2 = (columns[name] for name in ("events_1", "n_1", "events_2", "n_2"))
    a, b, c, d, _ = corrected_cells(events_1, n_1, events_2, n_2, rule.id, padded=False)
    risk_1, risk_2 = a / (a + b), c / (c + d)
    v = risk_1 * (b / (a + b)) / (a + b) + risk_2 * (d / (c + d)) / (c + d)
    y = risk_1 - risk_2 if rule.differences else events_1 / n_1 - events_2 / n_2
    return Computed(y, v, without_contrast(rule, events_1, n_1 - events_1, events_2, n_2 - events_2, ratio=False))


RISK_DIFFERENCE = Measure(
    id="RD",
    title="Risk difference",
    scale="identity",
    null=0.0,
    kind="dichotomous",
    arm_columns=("events", "n"),
    sides=2,
    formula=_risk_difference,
)
