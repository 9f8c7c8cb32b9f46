"""Egger's regression in a mixed-effects model."""

from __future__ import annotations

import math

import numpy as np

from reportgen.pooling.distributions import normal_two_sided
from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.egger import predictor_of
from reportgen.pooling.small_study.mixed_line import mixed_line
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest

__all__ = ["EGGER_MIXED"]

_TITLE = "Egger's test in a mixed-effects model"


def _run(sample: Sample, options: Options) -> Finding:
    """Return the normal test of the slope of y on √v with weights 1/(v + τ²); τ² = 0 in a common-effect model.

    Reference: Sterne and Egger, in Rothstein, Sutton and Borenstein (editors), Publication Bias in Meta-Analysis
    (2005), chapter 6; Viechtbauer, Journal of Statistical Software 2010;36(3), doi 10.18637/jss.v036.i03.
    """
    line, tau2 = mixed_line(sample, predictor_of(sample, options, _TITLE), options)
    se = math.sqrt(line.var_slope)
    z = float(np.float64(line.slope) / se)
    return Finding(
        k=int(sample.k[0]),
        bias=line.slope,
        se_bias=se,
        statistic=z,
        df=None,
        p=float(normal_two_sided(z)),
        intercept=line.intercept,
        se_intercept=math.sqrt(line.var_intercept),
        tau2=tau2,
        distribution="normal",
    )


EGGER_MIXED = SmallStudyTest(
    id="egger-mixed",
    title=_TITLE,
    label="Egger, mixed effects",
    measures=None,
    columns=(),
    takes_predictor=True,
    run=_run,
)
