"""The correlation coefficient, pooled as it is."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure

__all__ = ["CORRELATION"]


def _correlation(columns: Mapping[str, Array], _options: EffectOptions) -> Computed:
    """Return r with its large-sample variance (1 - r²)²/(n - 1).

    Reference: Olkin and Pratt, Annals of Mathematical Statistics 1958;29:201, doi 10.1214/aoms/1177706717.
    """
    r, n = columns["r"], columns["n"]
    v = ((1 - r) * (1 + r)) ** 2 / (n - 1)
    return Computed(r, v, {"fewer than two participants": n < 2})


CORRELATION = Measure(
    id="COR",
    title="Correlation coefficient",
    scale="identity",
    null=0.0,
    kind="correlation",
    arm_columns=("r", "n"),
    sides=1,
    formula=_correlation,
)
