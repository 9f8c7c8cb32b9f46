"""Meta-regression: what the effects of studies have to do with covariates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import numpy as np
from numpy.typing import ArrayLike

from reportgen.effects import EffectSizes
from reportgen.errors import DataError, Issue
from reportgen.model import Plan
from reportgen.pooling.design import Array, Covariates, MeanOnly
from reportgen.pooling.distributions import chi2_tail, f_tail, t_quantile, t_two_sided
from reportgen.pooling.heterogeneity import i2_from_q, i2_from_tau2, typical_variance
from reportgen.pooling.model_matrix import ModelMatrix, model_matrix
from reportgen.pooling.moments import generalised_q
from reportgen.pooling.parts import Sample
from reportgen.pooling.plain import plain
from reportgen.pooling.pool import as_sample
from reportgen.pooling.registry import ESTIMATORS
from reportgen.pooling.sample import rows_of
from reportgen.pooling.settings import Settings, plan_of

__all__ = ["Coefficient", "MetaRegression", "TestOfModerators", "meta_regression", "regress"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One coefficient, on the scale of analysis per unit of its covariate, with its interval and test.

    `df` are the degrees of freedom of t, None for the normal distribution.
    """

    name: str
    estimate: float
    se: float
    statistic: float
    df: float | None
    p: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TestOfModerators:
    """The test that all coefficients but the intercept are zero.

    `statistic` is chi-squared on `df1` where `df2` is None, else F on df1 and df2 degrees of freedom.
    """

    __test__ = False  # not a test of pytest's

    statistic: float
    df1: int
    df2: float | None
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaRegression:
    """The regression of k effects on covariates.

    `tau2` is the residual variance between studies with its standard error, `tau2_without` that without covariates. q
    is the residual heterogeneity on q_df degrees of freedom; i2 and h2 are of the residual heterogeneity (from tau2,
    or from q in a common-effect model). `r2` is the percentage of tau2 that the covariates account for, None where
    there is none to account for. `covariance` is that of the coefficients.
    """

    k: int
    study: tuple[str, ...]
    plan: Plan
    coefficients: tuple[Coefficient, ...]
    covariance: tuple[tuple[float, ...], ...]
    moderators: TestOfModerators | None
    tau2: float
    se_tau2: float
    tau2_without: float
    r2: float | None
    q: float
    q_df: int
    q_p: float
    i2: float
    h2: float
    hksj_q: float

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain dictionaries, lists, numbers and texts."""
        return dict(plain(self))


def meta_regression(
    y: ArrayLike | EffectSizes,
    v: ArrayLike | None = None,
    *,
    covariates: Mapping[str, Sequence[Any] | ArrayLike],
    intercept: bool = True,
    study: Sequence[str] = (),
    **settings: Unpack[Settings],
) -> MetaRegression:
    """Return the meta-regression of effects y with variances v, or of the value of `effect_sizes`, on covariates.

    `covariates` maps names to one value a study: numbers as they are, texts as categories, each against the first that
    appears (``name=level``). Studies without an effect or without a value of a covariate are left out. Without an
    intercept a lone categorical covariate gives one coefficient a level.

    b = (X'WX)⁻¹X'Wy with weights 1/(v + τ²), τ² by the plan's estimator on the residuals (0 in a common-effect model).
    Coefficients are tested with the normal distribution where the plan's interval is ``wald``, with Knapp and Hartung's
    adjustment (residual factor q = Σwr²/(k - p), t and F on k - p degrees of freedom) for ``hksj``, its ad hoc form
    max(1, q) for ``hksj-ad-hoc``; the default rule takes Knapp and Hartung's where τ² > 0. R² = (τ²₀ - τ²)/τ²₀ in
    percent, not below 0;
    in a common-effect model it is the adjusted R² of the weighted regression.

    Reference: Knapp and Hartung, Statistics in Medicine 2003;22:2693, doi 10.1002/sim.1482; Raudenbush 2009 (R²);
    Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 10.11.4.

    Raises:
        DataError: as `pool`; covariates that are not known for each study, follow from one another, or are too many for
            the number of studies.
    """
    plan = plan_of(settings)
    sample, _ = as_sample(y, v, study=study)
    matrix = model_matrix(_of_used(covariates, y), len(sample.y), intercept=intercept)
    try:
        return regress(rows_of(sample, matrix.complete), matrix, plan)
    except np.linalg.LinAlgError:
        message = "found variances too far apart for a regression, expected ones within the digits of a number"
        raise DataError([Issue("covariates-fit-the-studies", None, message)]) from None


def regress(sample: Sample, matrix: ModelMatrix, plan: Plan) -> MetaRegression:
    """Return the meta-regression of a sample with B = 1 on the complete rows of a model matrix."""
    design = matrix.design()
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        q = generalised_q(sample, design, 1 / sample.v)
        estimator = ESTIMATORS[plan.tau2]
        random = plan.model == "random"
        tau2 = estimator.estimate(sample, design, q) if random else np.zeros(1)
        without = estimator.estimate(sample, MeanOnly(), generalised_q(sample, MeanOnly(), 1 / sample.v))
        se_tau2 = estimator.standard_error(sample, design, tau2) if random else np.array([np.nan])
        typical = typical_variance(sample, design)
    weights = 1 / (sample.v + tau2)
    k, df = int(sample.k[0]), int(sample.k[0]) - design.p
    factor = float(generalised_q(sample, design, weights)[0] / df) if df > 0 else math.nan
    estimates, covariance = _solved(sample, design, weights, intercept=matrix.intercept)
    scale, free = _adjustment(plan, factor, df, heterogeneous=bool(tau2[0] > 0))
    covariance = (covariance + covariance.T) * (scale / 2)
    from_tau2 = float(i2_from_tau2(tau2, typical)[0]), float(tau2[0] / typical[0] + 1)
    from_q = float(i2_from_q(q, np.array([df]))[0]), float(q[0]) / df if df > 0 else math.nan
    i2, h2 = from_tau2 if random else from_q
    return MetaRegression(
        k=k,
        study=sample.study,
        plan=plan,
        coefficients=_coefficients(matrix.names, estimates, covariance, free, plan.level),
        covariance=tuple(map(tuple, covariance.tolist())),
        moderators=_moderators(estimates, covariance, matrix, free),
        tau2=float(tau2[0]),
        se_tau2=float(se_tau2[0]),
        tau2_without=float(without[0]) if random else 0.0,
        r2=_r2(float(tau2[0]), float(without[0])) if random else _adjusted_r2(sample, float(q[0]), df),
        q=float(q[0]),
        q_df=df,
        q_p=float(chi2_tail(q[0], df)),
        i2=i2,
        h2=h2,
        hksj_q=factor,
    )


def _of_used(covariates: Mapping[str, Any], y: ArrayLike | EffectSizes) -> dict[str, list[Any]]:
    """Return the covariates of the studies that have an effect."""
    listed = {name: list(values) for name, values in covariates.items()}
    if not isinstance(y, EffectSizes):
        return listed
    used = [not reason for reason in y.reasons]
    return {
        name: [value for value, kept in zip(values, used, strict=True) if kept] if len(values) == len(used) else values
        for name, values in listed.items()
    }


def _solved(sample: Sample, design: Covariates, weights: Array, *, intercept: bool) -> tuple[Array, Array]:
    """Return coefficients, (P,), and their covariance, (P, P); what was taken off y goes back to the intercept."""
    y = sample.y if intercept else sample.y + sample.offset
    estimates, covariance = design.solve(y[:, 0], weights[:, 0])
    if intercept:
        estimates = estimates.copy()
        estimates[0] += sample.offset[0]
    return estimates, covariance


def _adjustment(plan: Plan, factor: float, df: int, *, heterogeneous: bool) -> tuple[float, float]:
    """Return what the covariance is multiplied by, and the degrees of freedom of the tests (infinite: normal)."""
    interval = plan.interval if plan.model == "random" and df > 0 else "wald"
    if interval == "wald" or (interval == "hksj-or-wald" and not heterogeneous):
        return 1.0, math.inf
    return (max(1.0, factor) if interval == "hksj-ad-hoc" else factor), float(df)


def _coefficients(
    names: Sequence[str], estimates: Array, covariance: Array, df: float, level: float
) -> tuple[Coefficient, ...]:
    se = np.sqrt(np.diagonal(covariance))
    statistic = np.divide(estimates, se, out=np.full_like(se, np.nan), where=se > 0)
    half = t_quantile(df, (1 + level) / 2) * se
    p = t_two_sided(df, statistic)
    return tuple(
        Coefficient(
            name=name,
            estimate=float(estimates[i]),
            se=float(se[i]),
            statistic=float(statistic[i]),
            df=df if math.isfinite(df) else None,
            p=float(p[i]),
            ci_low=float(estimates[i] - half[i]),
            ci_high=float(estimates[i] + half[i]),
        )
        for i, name in enumerate(names)
    )


def _moderators(estimates: Array, covariance: Array, matrix: ModelMatrix, df: float) -> TestOfModerators | None:
    first = 1 if matrix.intercept else 0
    tested, spread = estimates[first:], covariance[first:, first:]
    count = len(tested)
    if not count or not np.diagonal(spread).all():
        return None
    # variances of one make the solution as exact as the covariates allow, whatever their units
    scale = np.sqrt(np.diagonal(spread))
    unit = tested / scale
    statistic = float(unit @ np.linalg.solve(spread / np.outer(scale, scale), unit))
    if math.isinf(df):
        return TestOfModerators(statistic=statistic, df1=count, df2=None, p=float(chi2_tail(statistic, count)))
    f = statistic / count
    return TestOfModerators(statistic=f, df1=count, df2=df, p=float(f_tail(f, count, df)))


def _r2(tau2: float, without: float) -> float | None:
    return max(0.0, 100 * (without - tau2) / without) if without > 0 else None


def _adjusted_r2(sample: Sample, q: float, df: int) -> float | None:
    """Return the adjusted R² of the regression with weights 1/v, in percent, not below 0."""
    total = float(generalised_q(sample, MeanOnly(), 1 / sample.v)[0])
    k = int(sample.k[0])
    if df < 1 or k < 2 or total <= 0:
        return None
    return max(0.0, 100 * (1 - (q / df) / (total / (k - 1))))
