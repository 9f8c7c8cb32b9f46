"""The estimates of Mantel and Haenszel from two-by-two tables and from rates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from reportgen.pooling.parts import Array, Centre, Sample

__all__ = ["HAENSZEL_MEASURES", "Tables", "pool_tables"]


class Tables(NamedTuple):
    """Events and totals (participants or person-time) of both arms, (K, B); zeros where there is no study."""

    events_1: Array
    total_1: Array
    events_2: Array
    total_2: Array

    @classmethod
    def of_counts(cls, counts: Mapping[str, Array]) -> Tables:
        """Return the tables of events and participants as entered."""
        return cls(counts["events_1"], counts["n_1"], counts["events_2"], counts["n_2"])

    @classmethod
    def of_rates(cls, counts: Mapping[str, Array]) -> Tables:
        """Return the tables of events and person-time as entered."""
        return cls(counts["events_1"], counts["time_1"], counts["events_2"], counts["time_2"])


def pool_tables(sample: Sample, tables: Tables, *, sato: bool = False) -> Centre:
    """Return the estimate of the sample's measure, less its offset; nan where no table says anything.

    `sato` asks for the variance of a risk difference by Sato, Greenland and Robins in place of Greenland and Robins.
    """
    measure = "RDS" if sato and sample.measure == "RD" else sample.measure
    n = tables.total_1 + tables.total_2
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate, variance, weights = _BY_MEASURE[measure](tables, np.where(n > 0, n, 1.0))
    known = np.isfinite(estimate) & (variance > 0) & np.isfinite(variance)
    return Centre(
        estimate=np.where(known, estimate - sample.offset, np.nan),
        se=np.sqrt(np.where(known, variance, np.nan)),
        weights=weights,
    )


def _risk_ratio(t: Tables, n: Array) -> tuple[Array, Array, Array]:
    """Return the log risk ratio; variance of Greenland and Robins, Biometrics 1985;41:55, doi 10.2307/2530643."""
    above, below = t.events_1 * t.total_2 / n, t.events_2 * t.total_1 / n
    r, s = above.sum(axis=0), below.sum(axis=0)
    events = t.events_1 + t.events_2
    spread = ((events * (t.total_1 / n) * (t.total_2 / n)) - t.events_1 * t.events_2 / n).sum(axis=0)
    return np.log(r / s), spread / (r * s), below


def _odds_ratio(t: Tables, n: Array) -> tuple[Array, Array, Array]:
    """Return the log odds ratio; variance of Robins, Breslow and Greenland 1986, doi 10.2307/2531052."""
    a, b, c, d = t.events_1, t.total_1 - t.events_1, t.events_2, t.total_2 - t.events_2
    above, below = a * d / n, b * c / n
    p, q = (a + d) / n, (b + c) / n
    r, s = above.sum(axis=0), below.sum(axis=0)
    variance = (
        (p * above).sum(axis=0) / (2 * r * r)
        + (p * below + q * above).sum(axis=0) / (2 * r * s)
        + (q * below).sum(axis=0) / (2 * s * s)
    )
    return np.log(r / s), variance, below


def _difference(t: Tables, n: Array) -> tuple[Array, Array, Array]:
    """Return the risk difference with the variance of Greenland and Robins 1985."""
    share_1, share_2 = _share(t.events_1, t.total_1), _share(t.events_2, t.total_2)
    weights = t.total_1 * (t.total_2 / n)
    total = weights.sum(axis=0)
    estimate = (weights * (share_1 - share_2)).sum(axis=0) / total
    binomial = [_share(e * (m - e), m * m * m) for e, m in ((t.events_1, t.total_1), (t.events_2, t.total_2))]
    variance = (weights * weights * (binomial[0] + binomial[1])).sum(axis=0) / (total * total)
    return estimate, variance, weights


def _difference_sato(t: Tables, n: Array) -> tuple[Array, Array, Array]:
    """Return the risk difference with the variance of Sato, Greenland and Robins, Biometrics 1989;45:1323.

    (estimate ΣP + ΣQ) / (Σw)² with P = (n₁²c - n₂²a + n₁n₂(n₂ - n₁)/2)/n² and Q = (a(n₂ - c) + c(n₁ - a))/(2n).
    """
    estimate, _, weights = _difference(t, n)
    one, two = t.total_1 / n, t.total_2 / n
    p = one * one * t.events_2 - two * two * t.events_1 + one * two * (t.total_2 - t.total_1) / 2
    q = (t.events_1 * (t.total_2 - t.events_2) + t.events_2 * (t.total_1 - t.events_1)) / (2 * n)
    total = weights.sum(axis=0)
    return estimate, (estimate * p.sum(axis=0) + q.sum(axis=0)) / (total * total), weights


def _rate_ratio(t: Tables, n: Array) -> tuple[Array, Array, Array]:
    """Return the log rate ratio; variance of Greenland and Robins 1985 for person-time."""
    above, below = t.events_1 * t.total_2 / n, t.events_2 * t.total_1 / n
    r, s = above.sum(axis=0), below.sum(axis=0)
    spread = ((t.total_1 / n) * (t.total_2 / n) * (t.events_1 + t.events_2)).sum(axis=0)
    return np.log(r / s), spread / (r * s), below


def _rate_difference(t: Tables, n: Array) -> tuple[Array, Array, Array]:
    """Return the rate difference; variance of Greenland and Robins 1985 for person-time."""
    weights = t.total_1 * (t.total_2 / n)
    total = weights.sum(axis=0)
    estimate = (weights * (_share(t.events_1, t.total_1) - _share(t.events_2, t.total_2))).sum(axis=0) / total
    one, two = t.total_1 / n, t.total_2 / n
    variance = (two * two * t.events_1 + one * one * t.events_2).sum(axis=0) / (total * total)
    return estimate, variance, weights


def _share(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


_BY_MEASURE: Mapping[str, Callable[[Tables, Array], tuple[Array, Array, Array]]] = {
    "RR": _risk_ratio,
    "OR": _odds_ratio,
    "RD": _difference,
    "RDS": _difference_sato,
    "IRR": _rate_ratio,
    "IRD": _rate_difference,
}

HAENSZEL_MEASURES = frozenset(_BY_MEASURE) - {"RDS"}
"""The measures that can be pooled this way."""
