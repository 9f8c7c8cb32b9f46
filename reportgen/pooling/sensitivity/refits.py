"""The results of pooling again and again: one entry for each study left out, or for each that joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reportgen.model import Plan
from reportgen.pooling.fit import Fits
from reportgen.pooling.parts import Array, Words
from reportgen.pooling.plain import plain

__all__ = ["Refits", "i2_of", "refits_of"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Refits:
    """Meta-analyses of subsets of the studies, arrays with one entry each, on the scale of analysis.

    `study` names the study that was left out, or the one that joined, and `place` says where it stands among those
    given, from 0; `order` has the values that the studies were sorted by, if any. `k` studies were pooled. estimate,
    se, df (infinite: normal), statistic, p, ci_low, ci_high and interval are those of the summary; tau2, q, q_p, i2 (in
    percent, from Q or tau2 as the plan says) and h2 those of heterogeneity; prediction_low and prediction_high the
    limits for a new study. Numbers that do not exist are NaN: I2 of one study, everything of none.
    """

    study: tuple[str, ...]
    place: tuple[int, ...]
    order: tuple[float | str, ...]
    measure: str
    plan: Plan
    k: NDArray[np.int64]
    estimate: Array
    se: Array
    df: Array
    statistic: Array
    p: Array
    ci_low: Array
    ci_high: Array
    interval: Words
    tau2: Array
    q: Array
    q_p: Array
    i2: Array
    h2: Array
    prediction_low: Array
    prediction_high: Array

    def __len__(self) -> int:
        return len(self.study)

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain dictionaries, lists, numbers and texts; None where there is no number."""
        return dict(plain(self))


def refits_of(
    fits: Fits,
    plan: Plan,
    *,
    study: tuple[str, ...],
    place: tuple[int, ...],
    measure: str,
    order: tuple[float | str, ...] = (),
) -> Refits:
    """Return the results of subsets under the names of the studies that they differ by."""
    return Refits(
        study=study,
        place=place,
        order=order,
        measure=measure,
        plan=plan,
        k=fits.k,
        estimate=fits.estimate,
        se=fits.se,
        df=fits.df,
        statistic=fits.statistic,
        p=fits.p,
        ci_low=fits.ci_low,
        ci_high=fits.ci_high,
        interval=fits.interval,
        tau2=fits.tau2,
        q=fits.q,
        q_p=fits.q_p,
        i2=i2_of(fits, plan),
        h2=fits.h2_tau2 if _from_tau2(plan) else fits.h2_q,
        prediction_low=fits.prediction_low,
        prediction_high=fits.prediction_high,
    )


def i2_of(fits: Fits, plan: Plan) -> Array:
    """Return I2 in percent as the plan wants it, from tau2 or from Q; NaN below two studies."""
    return fits.i2_tau2 if _from_tau2(plan) else fits.i2_q


def _from_tau2(plan: Plan) -> bool:
    return plan.i2 == "tau2" and plan.model == "random"
