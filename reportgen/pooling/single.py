"""One meta-analysis out of many: arrays of length B become plain typed values."""

from __future__ import annotations

import math

import numpy as np

from reportgen.model import Plan
from reportgen.pooling.design import MeanOnly
from reportgen.pooling.fit import Fits, fit
from reportgen.pooling.generalised_q import q_profile
from reportgen.pooling.heterogeneity import i2_from_tau2, i2_test_based, typical_variance
from reportgen.pooling.notes import notes_of
from reportgen.pooling.parts import Array, Sample
from reportgen.pooling.pooled import Estimate, Heterogeneity, MetaAnalysis

__all__ = ["estimate_at", "pool_sample"]


def pool_sample(sample: Sample, plan: Plan, tau2: Array | None = None) -> MetaAnalysis:
    """Return the result of a sample with B = 1; `tau2` may be given, (1,)."""
    k = int(sample.k[0])
    if k == 0:
        return MetaAnalysis(
            k=0,
            study=(),
            measure=sample.measure,
            plan=plan,
            summary=None,
            prediction=None,
            heterogeneity=None,
            weights=(),
            notes=(),
        )
    fits = fit(sample, plan, tau2)
    low, high = float(fits.prediction_low[0]), float(fits.prediction_high[0])
    known = math.isfinite(float(fits.estimate[0])) and math.isfinite(float(fits.se[0]))
    return MetaAnalysis(
        k=k,
        study=sample.study,
        measure=sample.measure,
        plan=plan,
        summary=estimate_at(fits, 0) if known else None,
        prediction=None if math.isnan(low) else (low, high),
        heterogeneity=_heterogeneity(sample, fits, plan) if k > 1 and known else None,
        weights=tuple(fits.weights[:, 0].tolist()),
        notes=notes_of(fits, 0, plan, sample.v[:, 0]),
    )


def estimate_at(fits: Fits, index: int) -> Estimate:
    """Return the summary of the meta-analysis with this number."""
    df = float(fits.df[index])
    return Estimate(
        estimate=float(fits.estimate[index]),
        se=float(fits.se[index]),
        ci_low=float(fits.ci_low[index]),
        ci_high=float(fits.ci_high[index]),
        statistic=float(fits.statistic[index]),
        df=df if math.isfinite(df) else None,
        p=float(fits.p[index]),
        interval=str(fits.interval[index]),
    )


def _heterogeneity(sample: Sample, fits: Fits, plan: Plan) -> Heterogeneity:
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = q_profile(sample, MeanOnly(), plan.level)
        typical = typical_variance(sample, MeanOnly())
        i2_limits = [float(i2_from_tau2(limit, typical)[0]) for limit in limits]
    q, df = float(fits.q[0]), int(fits.q_df[0])
    from_tau2 = plan.i2 == "tau2" and plan.model == "random"
    i2_low, i2_high = i2_limits if from_tau2 else i2_test_based(q, df, plan.level)
    return Heterogeneity(
        q=q,
        df=df,
        p=float(fits.q_p[0]),
        i2=float((fits.i2_tau2 if from_tau2 else fits.i2_q)[0]),
        i2_from="tau2" if from_tau2 else "Q",
        i2_q=float(fits.i2_q[0]),
        i2_tau2=float(fits.i2_tau2[0]),
        h2_q=float(fits.h2_q[0]),
        h2_tau2=float(fits.h2_tau2[0]),
        tau2=float(fits.tau2[0]),
        se_tau2=float(fits.se_tau2[0]),
        tau2_low=float(limits[0][0]),
        tau2_high=float(limits[1][0]),
        i2_low=i2_low,
        i2_high=i2_high,
        hksj_q=float(fits.hksj_q[0]),
    )
