"""Cohen's d of two arms: a standardised mean difference without correction for small samples."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.pooled_sd import exact_correction, pooled_variance, unbiased_part

__all__ = ["COHENS_D"]

_FEWEST = 4


def _cohens_d(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return d = (mean₁ - mean₂)/s, in pooled standard deviations s, with variance 1/n₁ + 1/n₂ + d²/(2(N - 2)).

    With `smd` ``exact`` the last term is d²/(2N). With `smd_variance` ``UB`` it is (1 - (N - 4)/((N - 2)J²)) (Jd)² with
    the exact J.

    Reference: Cohen, Statistical Power Analysis for the Behavioral Sciences, second edition (1988); Hedges, Journal of
    Educational Statistics 1981;6:107, doi 10.3102/10769986006002107.
    """
    n_1, n_2 = columns["n_1"], columns["n_2"]
    n = n_1 + n_2
    d = (columns["mean_1"] - columns["mean_2"]) / np.sqrt(pooled_variance(columns))
    if options.smd_variance == "UB":
        spread = unbiased_part(n - 2, exact_correction(n - 2) * d)
    else:
        spread = d * d / (2 * (n if options.smd == "exact" else n - 2))
    return Computed(d, 1 / n_1 + 1 / n_2 + spread, {"fewer than four participants": n < _FEWEST})


COHENS_D = Measure(
    id="D",
    title="Cohen's d",
    scale="identity",
    null=0.0,
    kind="continuous",
    arm_columns=("mean", "sd", "n"),
    sides=2,
    formula=_cohens_d,
)
