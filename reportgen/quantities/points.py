"""Numbers of single studies that plots of points show: standard errors, and what diagnostics say of each."""

from __future__ import annotations

import math

from reportgen.document import Number
from reportgen.effects import EffectRow
from reportgen.pooling import Pooled
from reportgen.quantities.pooled_studies import basis_of
from reportgen.quantities.study import subject_of
from reportgen.wording import numbers

__all__ = ["error_decimals", "point_number", "standard_error"]


def point_number(
    pooled: Pooled, row: EffectRow, statistic: str, value: float, how: str, *, decimals: int = 2
) -> Number:
    """Return a number of a study that depends on all studies of a result."""
    inputs, provenance, how = basis_of(pooled, how)
    return Number(
        text=numbers.fixed(value, decimals),
        value=value,
        statistic=statistic,
        subject=subject_of(row, pooled.effects.outcome),
        inputs=inputs,
        provenance=provenance,
        how=how,
    )


def error_decimals(se: float) -> int:
    """Return with how many decimals a standard error is printed: three, more where these are not three digits."""
    if se >= 100:
        return 1
    return 3 if se >= 0.1 else min(8, 2 - math.floor(math.log10(se)))


def standard_error(pooled: Pooled, row: EffectRow) -> Number:
    """Return the standard error of a study's effect on the scale of analysis, with three digits or decimals."""
    se = math.sqrt(row.v)
    return Number(
        text=numbers.fixed(se, error_decimals(se)),
        value=se,
        statistic="se",
        subject=subject_of(row, pooled.effects.outcome),
        inputs=row.inputs,
        provenance=row.provenance,
        how=f"standard error on the scale of analysis ({pooled.effects.scale})",
    )
