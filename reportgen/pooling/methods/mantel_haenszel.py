"""Pooling by Mantel and Haenszel, for risk ratios and odds ratios."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from reportgen.effects import ZERO_CELLS, EffectRow, two_by_two
from reportgen.model import Plan
from reportgen.pooling.parts import Array, Centre, Method, Sample

__all__ = ["MANTEL_HAENSZEL"]


def _tables(rows: tuple[EffectRow, ...], plan: Plan) -> Array:
    """Return the cells of each study as columns a, b, c, d, after the zero-cell rule, as RevMan puts them in."""
    rule = ZERO_CELLS[plan.zero_cells]
    tables = []
    for row in rows:
        if row.experimental is None or row.comparator is None:
            raise ValueError(f"{row.study} has no counts")  # `fit_to_method` has left such rows out
        table = rule(two_by_two(row.experimental, row.comparator))
        if isinstance(table, str):
            raise TypeError(f"{row.study} has {table}")  # not estimable, so never among the rows used
        tables.append(table)
    return np.array(tables, dtype=np.float64).T


def _risk_ratio(cells: Array) -> Centre:
    """Return the log risk ratio with the variance of Greenland and Robins.

    Reference: Greenland and Robins, Biometrics 1985;41:55.
    """
    a, b, c, d = cells
    n_1, n_2 = a + b, c + d
    n = n_1 + n_2
    above, below = a * n_2 / n, c * n_1 / n
    spread = ((a + c) * n_1 * n_2 - a * c * n) / (n * n)
    r, s = float(above.sum()), float(below.sum())
    return Centre(
        estimate=math.log(r) - math.log(s),
        se=math.sqrt(float(spread.sum()) / (r * s)),
        weights=below,
    )


def _odds_ratio(cells: Array) -> Centre:
    """Return the log odds ratio with the variance of Robins, Breslow and Greenland.

    Reference: Robins, Breslow and Greenland, Biometrics 1986;42:311.
    """
    a, b, c, d = cells
    n = a + b + c + d
    above, below = a * d / n, b * c / n
    p, q = (a + d) / n, (b + c) / n
    r, s = float(above.sum()), float(below.sum())
    variance = (
        float((p * above).sum()) / (2 * r * r)
        + float((p * below + q * above).sum()) / (2 * r * s)
        + float((q * below).sum()) / (2 * s * s)
    )
    return Centre(estimate=math.log(r) - math.log(s), se=math.sqrt(variance), weights=below)


_BY_MEASURE: Mapping[str, Callable[[Array], Centre]] = {
    "RR": _risk_ratio,
    "OR": _odds_ratio,
}


def _centre(sample: Sample, plan: Plan) -> Centre:
    """Return the Mantel-Haenszel estimate of the sample's measure.

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010).
    """
    return _BY_MEASURE[sample.measure](_tables(sample.rows, plan))


MANTEL_HAENSZEL = Method(
    id="mantel-haenszel",
    title="Mantel-Haenszel",
    label="M-H",
    kinds=("dichotomous",),
    centre=_centre,
)
