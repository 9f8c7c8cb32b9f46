"""Numbers of single studies that plots of points show: standard errors, and what diagnostics say of each."""

from __future__ import annotations

import math

from reportgen.document import Number
from reportgen.effects import EffectRow
from reportgen.pooling import Pooled
from reportgen.quantities.nodes import StudyQuantities
from reportgen.quantities.pooled_studies import basis_of
from reportgen.quantities.study import subject_of
from reportgen.wording import numbers

__all__ = ["arm_risk", "error_decimals", "point_number", "standard_error"]


def point_number(
    pooled: Pooled, row: EffectRow, statistic: str, value: float, how: str, *, decimals: int = 2, unit: str = ""
) -> Number:
    """Return a number of a study that depends on all studies of a result, `unit` (``%``) behind it."""
    inputs, provenance, how = basis_of(pooled, how)
    return Number(
        text=numbers.fixed(value, decimals) + unit,
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


def arm_risk(study: StudyQuantities, side: str) -> Number:
    """Return the share of participants with the event on one side of a study's comparison, printed in percent.

    It has one decimal, and as many more as a rare event needs for two digits.

    Raises:
        ValueError: the row does not give events and participants of this side.
    """
    arm = study.row.experimental if side == "experimental" else study.row.comparator
    if arm is None or not {"events", "n"} <= set(arm.values):
        raise ValueError(f"{study.row.study} gives no events of the {side} side")
    risk = arm.values["events"] / arm.values["n"]
    return Number(
        text=numbers.percent(100 * risk, _risk_decimals(100 * risk)),
        value=risk,
        statistic="risk",
        subject=f"{study.name.subject}/risk/{side}",
        inputs=tuple(dict.fromkeys((*arm.inputs.get("events", ()), *arm.inputs.get("n", ())))),
        provenance=study.row.provenance,
        how="events over participants",
    )


def _risk_decimals(percent: float) -> int:
    return 1 if percent >= 1 or percent <= 0 else min(8, 1 - math.floor(math.log10(percent)))
