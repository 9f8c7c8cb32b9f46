"""Tests on two-by-two tables: of no association, and of an odds ratio that all tables share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from reportgen.pooling.design import Array
from reportgen.pooling.distributions import chi2_tail
from reportgen.pooling.plain import plain

__all__ = ["TableTests", "table_tests"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTests:
    """Tests of Cochran, Mantel and Haenszel (one degree of freedom), Breslow and Day, and Tarone (k - 1 degrees).

    `k` counts the tables that say something: with events and non-events. Each comes with its P value; NaN where
    no odds ratio can be worked out.
    """

    k: int
    cmh: float
    cmh_p: float
    breslow_day: float
    breslow_day_p: float
    tarone: float
    tarone_p: float

    def as_dict(self) -> dict[str, Any]:
        """Return the tests as plain numbers."""
        return dict(plain(self))


def table_tests(
    events_1: ArrayLike, n_1: ArrayLike, events_2: ArrayLike, n_2: ArrayLike, *, correct: bool = True
) -> TableTests:
    """Return the tests for k tables of events and participants of two arms, each array of length k.

    CMH = (|Σ(a - E)| - 1/2)²/ΣV with E = n₁m/N, V = n₁n₂m(N - m)/(N²(N - 1)); `correct` leaves the 1/2 away when false.
    Breslow-Day = Σ(a - A)²/var A with A the first cell that has the Mantel-Haenszel odds ratio and the margins of its
    table, var A = 1/(1/A + 1/B + 1/C + 1/D); Tarone's takes off (Σ(a - A))²/Σ var A.

    Reference: Mantel and Haenszel, Journal of the National Cancer Institute 1959;22:719; Breslow and Day, Statistical
    Methods in Cancer Research, volume 1 (1980), section 4.4; Tarone, Biometrika 1985;72:91, doi
    10.1093/biomet/72.1.91.
    """
    a, one, c, two = (np.asarray(values, dtype=np.float64) for values in (events_1, n_1, events_2, n_2))
    events, n = a + c, one + two
    told = (events > 0) & (events < n) & (one > 0) & (two > 0)
    a, one, c, two, events, n = (values[told] for values in (a, one, c, two, events, n))
    k = int(told.sum())
    surplus = abs(float((a - one * events / n).sum()))
    variance = float((one / n * (two / n) * events * ((n - events) / (n - 1))).sum())
    cmh = max(surplus - (0.5 if correct else 0.0), 0.0) ** 2 / variance if variance > 0 else math.nan
    r, s = float((a * (two - c) / n).sum()), float(((one - a) * c / n).sum())
    breslow_day, tarone = _homogeneity(a, one, two, events, r / s) if r > 0 and s > 0 else (math.nan, math.nan)
    return TableTests(
        k=k,
        cmh=cmh,
        cmh_p=float(chi2_tail(cmh, 1)),
        breslow_day=breslow_day,
        breslow_day_p=float(chi2_tail(breslow_day, k - 1)),
        tarone=tarone,
        tarone_p=float(chi2_tail(tarone, k - 1)),
    )


def _homogeneity(a: Array, one: Array, two: Array, events: Array, odds_ratio: float) -> tuple[float, float]:
    expected = _expected(one, two, events, odds_ratio)
    cells = np.stack([expected, one - expected, events - expected, two - events + expected])
    spread = 1 / (1 / cells).sum(axis=0)
    distance = a - expected
    breslow_day = float((distance * distance / spread).sum())
    return breslow_day, breslow_day - float(distance.sum()) ** 2 / float(spread.sum())


def _expected(one: Array, two: Array, events: Array, odds_ratio: float) -> Array:
    """Return the first cell A with A(two - events + A) = OR (one - A)(events - A), within what the margins allow."""
    if odds_ratio == 1:
        return np.asarray(one * events / (one + two))
    square = 1 - odds_ratio
    linear = two - events + odds_ratio * (one + events)
    constant = -odds_ratio * one * events
    # the root that the margins allow, in the form without cancellation
    return np.asarray(-2 * constant / (linear + np.sqrt(linear * linear - 4 * square * constant)))
