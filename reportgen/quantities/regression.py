"""What is printed of a meta-regression on one number of each study."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reportgen.document import Number
from reportgen.effects import MEASURES, EffectSizes
from reportgen.errors import Origin
from reportgen.model import Plan
from reportgen.pooling import MetaRegression, Pooled, meta_regression
from reportgen.pooling.distributions import t_quantile
from reportgen.quantities.pooled_studies import basis_of, inverse_variance_settings, sizes_of
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["RegressionQuantities", "fitted", "regression_quantities"]

_RATIOS = frozenset({"log", "logit"})
"""Scales on which a difference is the logarithm of a ratio (of ratios, or of odds)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegressionQuantities:
    """What is printed of the regression of effects on a covariate, and the fit behind it.

    `slope` with its limits is per unit of the covariate: a ratio where the scale of analysis is logarithmic (`ratio`),
    else a difference on that scale. `r2` is None where there is nothing to explain, `tau2` (the residual one) in a
    common-effect model.
    """

    fit: MetaRegression
    ratio: bool
    slope: Number
    ci_low: Number
    ci_high: Number
    p: Number
    r2: Number | None
    tau2: Number | None


def regression_quantities(
    pooled: Pooled, values: Sequence[float | None], cells: tuple[Origin, ...], column: str, style: Style
) -> RegressionQuantities:
    """Return the meta-regression of the rows used on a value of each, by the plan of the result; None leaves a row out.

    `cells` are those that the values stand in.

    Raises:
        DataError: as `meta_regression`.
    """
    known = np.array([value is not None for value in values], dtype=np.bool_)
    sizes = _chosen(sizes_of(pooled), known)
    given = [value for value in values if value is not None]
    fit = meta_regression(sizes, covariates={column: given}, **inverse_variance_settings(pooled.plan))
    slope = fit.coefficients[1]
    ratio = MEASURES[pooled.effects.measure].scale in _RATIOS
    inputs, provenance, how = basis_of(pooled, f"meta-regression on {column}, {_model(pooled.plan)}")

    def number(statistic: str, value: float, text: str) -> Number:
        return Number(
            text=text,
            value=value,
            statistic=f"regression_{statistic}",
            subject=f"outcome/{pooled.effects.outcome.id}/moderator/{column}",
            inputs=tuple(dict.fromkeys((*inputs, *cells))),
            provenance=provenance,
            how=how,
        )

    ends = tuple(_back(value, ratio=ratio) for value in (slope.estimate, slope.ci_low, slope.ci_high))
    texts = numbers.effect(ends[0], ends[1], ends[2], 1.0 if ratio else 0.0, style.numbers)
    tau2 = fit.tau2 if pooled.plan.model == "random" else None
    return RegressionQuantities(
        fit=fit,
        ratio=ratio,
        slope=number("slope", ends[0], texts[0]),
        ci_low=number("slope_ci_low", ends[1], texts[1]),
        ci_high=number("slope_ci_high", ends[2], texts[2]),
        p=number("p", slope.p, numbers.p_value(slope.p, style.numbers)),
        r2=None if fit.r2 is None else number("r2", fit.r2, numbers.percent(fit.r2)),
        tau2=None if tau2 is None else number("tau2", tau2, numbers.tau2(tau2, style.numbers)),
    )


def fitted(fit: MetaRegression, x: float, *, predicted: bool = False) -> tuple[float, float, float]:
    """Return the fitted mean effect at a value of the covariate with its limits, on the scale of analysis.

    With `predicted` the limits are those of the effect in a new study: t on k - 2 degrees of freedom (normal where the
    plan's prediction interval is) times √(x'Vx + τ²).

    Reference: Higgins, Thompson and Spiegelhalter, Journal of the Royal Statistical Society A 2009;172:137, doi
    10.1111/j.1467-985X.2008.00552.x; Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section
    10.11.4.
    """
    intercept, slope = fit.coefficients
    (a, ab), (_, b) = fit.covariance
    variance = a + 2 * x * ab + x * x * b
    df = slope.df or math.inf
    if predicted:
        variance += fit.tau2
        df = math.inf if fit.plan.prediction == "normal" else float(fit.k - 2)
    half = float(t_quantile(df, (1 + fit.plan.level) / 2)) * math.sqrt(max(variance, 0.0))
    mean = intercept.estimate + slope.estimate * x
    return mean, mean - half, mean + half


def _chosen(sizes: EffectSizes, known: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> EffectSizes:
    return EffectSizes(
        measure=sizes.measure,
        study=tuple(name for name, kept in zip(sizes.study, known.tolist(), strict=True) if kept),
        y=sizes.y[known],
        v=sizes.v[known],
        reasons=("",) * int(known.sum()),
        columns={},
        options=sizes.options,
    )


def _back(value: float, *, ratio: bool) -> float:
    return math.exp(min(value, 700.0)) if ratio else value


def _model(plan: Plan) -> str:
    return f"random effects, {plan.tau2}, {plan.interval}" if plan.model == "random" else "common effect"
