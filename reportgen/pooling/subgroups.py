"""Studies pooled subgroup by subgroup, and the test between the subgroups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reportgen.pooling.distributions import chi2_tail
from reportgen.pooling.heterogeneity import cochran_q, i2_from_q
from reportgen.pooling.methods.inverse_variance import weighted_mean
from reportgen.pooling.pooled import Estimate, SubgroupTest

__all__ = ["between_subgroups"]


def between_subgroups(summaries: Sequence[Estimate]) -> SubgroupTest | None:
    """Return the test between subgroups from their summaries, each with its own tau2; None below two of them.

    Q is the heterogeneity of the summaries, pooled by inverse variance as if each were a study.

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010); Borenstein and Higgins,
    Prevention Science 2013;14:134.
    """
    df = len(summaries) - 1
    if df < 1:
        return None
    y = np.array([summary.estimate for summary in summaries])
    v = np.array([summary.se for summary in summaries]) ** 2
    q = cochran_q(y, v, weighted_mean(y, 1 / v)[0])
    return SubgroupTest(q=q, df=df, p=chi2_tail(q, df), i2=i2_from_q(q, df))
