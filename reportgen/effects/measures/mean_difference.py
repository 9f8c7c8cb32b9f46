"""The mean difference of two arms."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.pooled_sd import pooled_variance

__all__ = ["MEAN_DIFFERENCE"]


def _mean_difference(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return the difference of means, in the unit of the outcome, with variance sd₁²/n₁ + sd₂²/n₂.

    With `md_variance` ``pooled`` both arms share one variance s², pooled over them, and v = s²(1/n₁ + 1/n₂).

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.5.1.
    """
    n_1, n_2 = columns["n_1"], columns["n_2"]
    y = columns["mean_1"] - columns["mean_2"]
    if options.md_variance == "pooled":
        return Computed(
            y, pooled_variance(columns) * (1 / n_1 + 1 / n_2), {"fewer than three participants": n_1 + n_2 < 3}
        )
    return Computed(y, columns["sd_1"] ** 2 / n_1 + columns["sd_2"] ** 2 / n_2)


MEAN_DIFFERENCE = Measure(
    id="MD",
    title="Mean difference",
    scale="identity",
    null=0.0,
    kind="continuous",
    arm_columns=("mean", "sd", "n"),
    sides=2,
    formula=_mean_difference,
)
