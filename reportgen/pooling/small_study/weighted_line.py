"""A straight line through effects by weighted least squares."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reportgen.errors import DataError, Issue
from reportgen.pooling.design import Array
from reportgen.pooling.distributions import t_two_sided
from reportgen.pooling.small_study.parts import Finding

__all__ = ["Line", "finding_of_line", "refuse_alike", "refuse_few", "weighted_line"]

_SAME = 1e-12
_NOISE = 16 * np.finfo(np.float64).eps


class Line(NamedTuple):
    """Slope and intercept with their variances for weights that are inverse variances, and Σwr², on df degrees."""

    slope: float
    var_slope: float
    intercept: float
    var_intercept: float
    residual: float
    df: int


def weighted_line(x: Array, y: Array, w: Array, offset: float) -> Line:
    """Return the line y + offset = a + bx with weights w, all of length k, at least three.

    b = Σw(x - x̄)(y - ȳ)/Σw(x - x̄)² with weighted means, a = ȳ - bx̄; the variances are 1/Σw(x - x̄)² and
    1/Σw + x̄²/Σw(x - x̄)². A slope, or Σwr², that is no more than the rounding of the effects is 0.
    """
    # distances from the heaviest study keep their digits beside it
    start = x[np.argmax(w)]
    total = w.sum()
    step, height = (w * (x - start)).sum() / total, (w * y).sum() / total
    across, up = x - start - step, y - height
    spread = (w * across * across).sum()
    slope = (w * across * up).sum() / spread
    noise = (w * (_NOISE * (np.abs(y + offset) + abs(offset))) ** 2).sum()
    slope = slope if slope * slope * spread > noise else 0.0
    residual = (w * (up - slope * across) ** 2).sum()
    middle = start + step
    return Line(
        slope=float(slope),
        var_slope=float(1 / spread),
        intercept=float(height - slope * middle) + offset,
        var_intercept=float(1 / total + middle * middle / spread),
        residual=float(residual) if residual > noise else 0.0,
        df=len(y) - 2,
    )


def finding_of_line(line: Line) -> Finding:
    """Return the t test of the slope with one unknown factor Σwr²/df to all variances.

    Where the studies lie on the line exactly the statistic is infinite and P is 0; where they do and the slope is 0,
    both are NaN.
    """
    factor = line.residual / line.df
    se_slope = np.sqrt(factor * line.var_slope)
    statistic = float(np.float64(line.slope) / se_slope)
    return Finding(
        k=line.df + 2,
        bias=line.slope,
        se_bias=float(se_slope),
        statistic=statistic,
        df=float(line.df),
        p=float(t_two_sided(line.df, statistic)),
        intercept=line.intercept,
        se_intercept=float(np.sqrt(factor * line.var_intercept)),
    )


def refuse_few(k: int, title: str) -> None:
    """Raise a `DataError` where fewer than three studies say anything to a test."""
    if k < 3:
        message = f"found {k} usable {'study' if k == 1 else 'studies'}, expected three or more for {title}"
        raise DataError([Issue("method-fits-data", None, message)])


def refuse_alike(x: Array, what: str, title: str) -> None:
    """Raise a `DataError` where a predictor has the same value in all studies, to rounding."""
    if np.ptp(x) <= _SAME * np.abs(x).max():
        message = f"found the same {what} in all studies, expected differing ones for {title}"
        raise DataError([Issue("method-fits-data", None, message)])
