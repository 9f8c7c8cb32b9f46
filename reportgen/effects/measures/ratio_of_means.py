"""The ratio of means of two arms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["RATIO_OF_MEANS"]


def _log_ratio_of_means(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return log(mean₁/mean₂) with variance c₁ + c₂, where c = sd²/(n mean²).

    With `rom` ``corrected`` (c₁ - c₂)/2 is added to the effect, which takes away its bias to the second order.

    Reference: Hedges, Gurevitch and Curtis, Ecology 1999;80:1150, doi
    10.1890/0012-9658(1999)080[1150:TMAORR]2.0.CO;2; Lajeunesse, Ecology 2015;96:2056, doi 10.1890/14-2402.1.
    """
    mean_1, mean_2 = columns["mean_1"], columns["mean_2"]
    c_1 = (columns["sd_1"] / mean_1) ** 2 / columns["n_1"]
    c_2 = (columns["sd_2"] / mean_2) ** 2 / columns["n_2"]
    bias = (c_2 - c_1) / 2 if options.rom == "corrected" else 0.0
    one_sign = ((mean_1 > 0) & (mean_2 > 0)) | ((mean_1 < 0) & (mean_2 < 0))
    return Computed(np.log(mean_1 / mean_2) - bias, c_1 + c_2, {"means that are zero or of different sign": ~one_sign})


RATIO_OF_MEANS = Measure(
    id="ROM",
    title="Ratio of means",
    scale="log",
    null=1.0,
    kind="continuous",
    arm_columns=("mean", "sd", "n"),
    sides=2,
    formula=_log_ratio_of_means,
)
