"""The rank correlation test of Begg and Mazumdar, with exact P values where there can be some."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from reportgen.pooling.design import Array, others
from reportgen.pooling.distributions import normal_two_sided
from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.kendall import exact_two_sided, ranks, score, score_variance, tau_b
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest
from reportgen.pooling.small_study.reading import effects, offset, variances
from reportgen.pooling.small_study.weighted_line import refuse_alike

__all__ = ["BEGG", "correlated", "rank_finding"]

_TITLE = "Begg and Mazumdar's test"
_EXACT_UP_TO = 150
_NOISE = 16 * np.finfo(np.float64).eps


def correlated(sample: Sample) -> tuple[Array, Array]:
    """Return the ranks of (y - μ)/√(v - 1/Σw) and of v; values that differ by rounding alone are tied.

    The first are the effects around the common one μ over the standard errors of these differences.
    """
    y, v = effects(sample), variances(sample)
    w = 1 / v
    total = w.sum()
    # the weight of the other studies: the difference would vanish beside one overwhelming study, and the sum would part
    # studies that are alike
    rest = np.where(w > total / 2, others(w), total - w)
    se = np.sqrt(v * rest / total)
    size = np.abs(y) + np.abs(y + offset(sample)).max()
    return ranks((y - (w * y).sum() / total) / se, _NOISE * size / se), ranks(v, _NOISE * v)


def rank_finding(sample: Sample, title: str) -> tuple[Finding, bool]:
    """Return the normal test of Kendall's score, without continuity correction, and whether there are ties.

    Raises:
        DataError: the same variance in all studies.
    """
    refuse_alike(variances(sample), "variance", title)
    x, y = correlated(sample)
    s, variance = score(x, y), score_variance(x, y)
    z = s / math.sqrt(variance) if variance > 0 else math.nan
    finding = Finding(
        k=len(y),
        bias=float(s),
        se_bias=math.sqrt(max(variance, 0.0)),
        statistic=z,
        df=None,
        p=float(normal_two_sided(z)),
        tau=tau_b(x, y),
        distribution="normal",
    )
    return finding, min(x.max(), y.max()) < len(x) - 1


def _run(sample: Sample, _options: Options) -> Finding:
    """Return Kendall's rank correlation of (y - μ)/√(v - 1/Σw) with v, μ being the common effect by inverse variance.

    P is exact up to 150 studies without ties, else normal without continuity correction.

    Reference: Begg and Mazumdar, Biometrics 1994;50:1088, doi 10.2307/2533446.
    """
    finding, ties = rank_finding(sample, _TITLE)
    if ties or finding.k > _EXACT_UP_TO:
        return finding
    return replace(finding, p=exact_two_sided(int(finding.bias), finding.k), distribution="exact")


BEGG = SmallStudyTest(
    id="begg",
    title=_TITLE,
    label="Begg",
    measures=None,
    columns=(),
    run=_run,
)
