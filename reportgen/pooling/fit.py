"""The one way from a sample to pooled results: many meta-analyses at once, one of them the same way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportgen.model import Plan
from reportgen.pooling.choice import half_width
from reportgen.pooling.design import Array, MeanOnly
from reportgen.pooling.distributions import chi2_tail, t_two_sided
from reportgen.pooling.heterogeneity import cochran_q, i2_from_q, i2_from_tau2, typical_variance
from reportgen.pooling.parts import Sample, Words
from reportgen.pooling.registry import ESTIMATORS, INTERVALS, METHODS, MODELS, PREDICTIONS

__all__ = ["Fits", "fit"]

_DESIGN = MeanOnly()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """The pooled results of B meta-analyses, arrays of shape (B,), on the scale of analysis; NaN where there is none.

    k studies; estimate with its standard error, degrees of freedom (infinite: normal), statistic, P value and limits;
    `interval` names the interval that was applied. tau2 with its standard error (0 and NaN in a common-effect model).
    q with q_df and q_p around the method's estimate; i2_q, h2_q from Q, i2_tau2, h2_tau2 from tau2. hksj_q: the
    factor Σw(y - estimate)²/ (k - 1). prediction_low, prediction_high. weights: percent, (K, B), adding up to 100.
    """

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
    se_tau2: Array
    q: Array
    q_df: NDArray[np.int64]
    q_p: Array
    i2_q: Array
    h2_q: Array
    i2_tau2: Array
    h2_tau2: Array
    hksj_q: Array
    prediction_low: Array
    prediction_high: Array
    weights: Array


def fit(sample: Sample, plan: Plan, tau2: Array | None = None) -> Fits:
    """Return the pooled results of a sample by the plan; `tau2` may be given, as by subgroups that share one.

    The model, method, estimator and intervals are those the plan names. A common-effect model has a Wald interval,
    whatever the plan says.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return _fit(sample, plan, tau2)


def _fit(sample: Sample, plan: Plan, given: Array | None) -> Fits:
    centre = METHODS[plan.method].centre(sample, plan)
    q = np.where(sample.k > 1, cochran_q(sample, centre.estimate), 0.0)

    def between() -> Array:
        """Return tau2, as given or by the plan's estimator."""
        return ESTIMATORS[plan.tau2].estimate(sample, _DESIGN, q) if given is None else given

    fitted = MODELS[plan.model].fit(sample, centre, between)
    random = plan.model == "random"
    spread = INTERVALS[plan.interval if random else "wald"].spread(sample, fitted, plan.level)
    half = half_width(spread, plan.level)
    estimate = fitted.estimate + sample.offset
    around = PREDICTIONS[plan.prediction if random else "none"].half_width(sample, fitted, plan.level)
    statistic = estimate / spread.se
    return Fits(
        k=sample.k,
        estimate=estimate,
        se=spread.se,
        df=spread.df,
        statistic=statistic,
        p=t_two_sided(spread.df, statistic),
        ci_low=estimate - half,
        ci_high=estimate + half,
        interval=spread.applied,
        q=q,
        q_df=sample.k - 1,
        q_p=chi2_tail(q, sample.k - 1),
        hksj_q=fitted.hksj_q,
        prediction_low=estimate - around,
        prediction_high=estimate + around,
        weights=100 * (fitted.weights / fitted.weights.sum(axis=0)),
        **_between_studies(sample, plan, fitted.tau2, q),
    )


def _between_studies(sample: Sample, plan: Plan, tau2: Array, q: Array) -> dict[str, Array]:
    """Return tau2 with its standard error, and both forms of I2 and H2; NaN below two studies."""
    df = sample.k - 1
    typical = typical_variance(sample, _DESIGN)
    random = plan.model == "random"
    found = {
        "se_tau2": ESTIMATORS[plan.tau2].standard_error(sample, _DESIGN, tau2) if random else np.full_like(q, np.nan),
        "i2_q": i2_from_q(q, df),
        "h2_q": q / df,
        "i2_tau2": i2_from_tau2(tau2, typical),
        "h2_tau2": tau2 / typical + 1,
    }
    return {"tau2": tau2, **{name: np.where(df > 0, values, np.nan) for name, values in found.items()}}
