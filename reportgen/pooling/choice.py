"""One spread here, another there: what intervals that are rules are made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reportgen.pooling.distributions import t_quantile
from reportgen.pooling.parts import Array, Spread

__all__ = ["either", "half_width", "prediction_half_width"]


def either(where: NDArray[np.bool_], one: Spread, other: Spread) -> Spread:
    """Return `one` where the condition holds and `other` elsewhere."""
    return Spread(
        se=np.where(where, one.se, other.se),
        df=np.where(where, one.df, other.df),
        applied=np.where(where, one.applied, other.applied),
    )


def half_width(spread: Spread, level: float) -> Array:
    """Return half the width of the interval, the quantile of t times the standard error."""
    return np.asarray(t_quantile(spread.df, (1 + level) / 2) * spread.se)


def prediction_half_width(tau2: Array, se: Array, df: Array, level: float) -> Array:
    """Return t √(τ² + SE²), half an interval for the effect in a new study; NaN without degrees of freedom."""
    width = t_quantile(np.where(df > 0, df, np.nan), (1 + level) / 2) * np.sqrt(tau2 + se * se)
    return np.asarray(width)
