"""The standardised mean difference of two arms: Hedges' g."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.pooled_sd import pooled_variance, small_sample_correction, unbiased_part

__all__ = ["STANDARDIZED_MEAN_DIFFERENCE"]

_FEWEST = 4
"""RevMan's standard error has N - 3.94 below the line, so that it needs four participants."""


def _hedges_g(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return Hedges' g = J (mean₁ - mean₂)/s, in pooled standard deviations s, with its variance.

    With `smd` ``revman`` J = 1 - 3/(4N - 9) and v = N/(n₁n₂) + g²/(2(N - 3.94)); with ``exact`` J comes from the gamma
    function and v = 1/n₁ + 1/n₂ + g²/(2N). With `smd_variance` ``UB`` v = 1/n₁ + 1/n₂ + (1 - (N - 4)/((N - 2)J²)) g².

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010); Hedges, Journal of Educational
    Statistics 1981;6:107, doi 10.3102/10769986006002107.
    """
    n_1, n_2 = columns["n_1"], columns["n_2"]
    n = n_1 + n_2
    d = (columns["mean_1"] - columns["mean_2"]) / np.sqrt(pooled_variance(columns))
    g = small_sample_correction(n, options) * d
    if options.smd_variance == "UB":
        spread = unbiased_part(n - 2, g)
    else:
        spread = g * g / (2 * (n if options.smd == "exact" else n - 3.94))
    return Computed(g, 1 / n_1 + 1 / n_2 + spread, {"fewer than four participants": n < _FEWEST})


STANDARDIZED_MEAN_DIFFERENCE = Measure(
    id="SMD",
    title="Standardised mean difference",
    scale="identity",
    null=0.0,
    kind="continuous",
    arm_columns=("mean", "sd", "n"),
    sides=2,
    formula=_hedges_g,
)
