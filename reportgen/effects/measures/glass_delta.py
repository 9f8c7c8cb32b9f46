"""Glass' delta: a mean difference in standard deviations of the comparator."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["GLASS_DELTA"]


def _glass_delta(columns: Mapping[str, Array], _options: EffectOptions) -> Computed:
    """Return Δ = (mean₁ - mean₂)/sd₂ with variance 1/n₁ + 1/n₂ + Δ²/(2(n₂ - 1)).

    Reference: Glass, Educational Researcher 1976;5(10):3, doi 10.3102/0013189X005010003.
    """
    n_1, n_2 = columns["n_1"], columns["n_2"]
    delta = (columns["mean_1"] - columns["mean_2"]) / columns["sd_2"]
    v = 1 / n_1 + 1 / n_2 + delta * delta / (2 * (n_2 - 1))
    return Computed(delta, v, {"fewer than two participants in the comparator group": n_2 < 2})


GLASS_DELTA = Measure(
    id="GLASS",
    title="Glass' delta",
    scale="identity",
    null=0.0,
    kind="continuous",
    arm_columns=("mean", "sd", "n"),
    sides=2,
    formula=_glass_delta,
)
