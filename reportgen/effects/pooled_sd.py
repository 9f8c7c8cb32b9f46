"""What two arms with one variance have in common, and the corrections of standardised mean differences."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import EffectOptions

__all__ = ["exact_correction", "pooled_variance", "small_sample_correction", "unbiased_part"]

_LARGE = 600.0


def pooled_variance(columns: Mapping[str, Array]) -> Array:
    """Return ((n₁ - 1)sd₁² + (n₂ - 1)sd₂²)/(N - 2) from the columns of two arms."""
    n_1, n_2 = columns["n_1"], columns["n_2"]
    squares = (n_1 - 1) * columns["sd_1"] ** 2 + (n_2 - 1) * columns["sd_2"] ** 2
    return np.asarray(squares / (n_1 + n_2 - 2))


def small_sample_correction(n: Array, options: EffectOptions) -> Array:
    """Return J for N participants in two arms: 1 - 3/(4N - 9), or exact as the options ask."""
    return exact_correction(n - 2) if options.smd == "exact" else np.asarray(1 - 3 / (4 * n - 9))


def exact_correction(m: Array) -> Array:
    """Return J = Γ(m/2)/(√(m/2) Γ((m - 1)/2)) for m degrees of freedom; NaN below two.

    The logarithms of the gamma function lose digits as m grows, so that from 600 on the ratio is developed in powers of
    1/m: J = 1 - 3/(4m) - 7/(32m²) - 9/(128m³) + 59/(2048m⁴), good to a part in 10¹⁵.

    Reference: Hedges, Journal of Educational Statistics 1981;6:107, doi 10.3102/10769986006002107.
    """
    from scipy.special import gammaln

    x = np.where(m < 2, np.nan, m)
    small = np.where(x < _LARGE, x, 2.0)
    exact = np.exp(gammaln(small / 2) - gammaln((small - 1) / 2) - np.log(small / 2) / 2)
    series = 1 + (-3 / 4 + (-7 / 32 + (-9 / 128 + 59 / 2048 / x) / x) / x) / x
    return np.asarray(np.where(x < _LARGE, exact, series))


def unbiased_part(m: Array, g: Array) -> Array:
    """Return (1 - (m - 2)/(m J²)) g², the part of an unbiased variance of g that grows with it.

    Reference: Hedges, Psychological Bulletin 1983;93:388, doi 10.1037/0033-2909.93.2.388.
    """
    j = exact_correction(m)
    return np.asarray((1 - (m - 2) / (m * j * j)) * g * g)
