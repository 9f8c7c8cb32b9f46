"""The rank correlation test of Begg and Mazumdar, with exact P values where there can be some."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from reportgen.pooling.design import Array, others
from reportgen.pooling.distributions import normal_two_sided
from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.kendall import exact_two_sided, score, score_variance, tau_b
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest
from reportgen.pooling.small_study.reading import effects, variances
from reportgen.pooling.small_study.weighted_line import refuse_alike

__all__ = ["BEGG", "rank_finding", "standardised"]

_TITLE = "Begg and Mazumdar's test"
_EXACT_UP_TO = 150


def standardised(y: Array, v: Array) -> Array:
    """Return (y - μ)/√(v - 1/Σw), the effects around the common one over the standard errors of these differences."""
    w = 1 / v
    total = w.sum()
    # the weight of the other studies: the difference would vanish beside one overwhelming study, and the sum would part
    # studies that are alike
    rest = np.where(w > total / 2, others(w), total - w)
    return np.asarray((y - (w * y).sum() / total) / np.sqrt(v * rest / total))


def rank_finding(sample: Sample, title: str) -> tuple[Finding, Array, Array]:
    """Return the normal test of Kendall's score, without continuity correction, and what was correlated.

    Raises:
        DataError: the same variance in all studies.
    """
    y, v = effects(sample), variances(sample)
    refuse_alike(v, "variance", title)
    deviates = standardised(y, v)
    s, variance = score(deviates, v), score_variance(deviates, v)
    z = s / math.sqrt(variance) if variance > 0 else math.nan
    finding = Finding(
        k=len(y),
        bias=float(s),
        se_bias=math.sqrt(max(variance, 0.0)),
        statistic=z,
        df=None,
        p=float(normal_two_sided(z)),
        tau=tau_b(deviates, v),
        distribution="normal",
    )
    return finding, deviates, v


def _run(sample: Sample, _options: Options) -> Finding:
    """Return Kendall's rank correlation of (y - μ)/√(v - 1/Σw) with v, μ being the common effect by inverse variance.

    P is exact up to 150 studies without ties, else normal without continuity correction.

    Reference: Begg and Mazumdar, Biometrics 1994;50:1088, doi 10.2307/2533446.
    """
    finding, *correlated = rank_finding(sample, _TITLE)
    if finding.k > _EXACT_UP_TO or any(len(np.unique(values)) < finding.k for values in correlated):
        return finding
    return replace(finding, p=exact_two_sided(int(finding.bias), finding.k), distribution="exact")


BEGG = SmallStudyTest(
    id="begg",
    title=_TITLE,
    label="Begg",
    measures=None,
    columns=(),
    reads_n=False,
    run=_run,
)
