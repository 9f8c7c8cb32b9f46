"""Studies pooled subgroup by subgroup, and the test between the subgroups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from reportgen.model import Plan
from reportgen.pooling.around import tau2_around
from reportgen.pooling.design import Array, covariates
from reportgen.pooling.distributions import chi2_tail
from reportgen.pooling.heterogeneity import cochran_q, i2_from_q
from reportgen.pooling.methods.inverse_variance import weighted_mean
from reportgen.pooling.parts import Sample
from reportgen.pooling.pooled import Estimate, MetaAnalysis, SubgroupTest
from reportgen.pooling.sample import columns_of, rows_of
from reportgen.pooling.single import pool_sample

__all__ = ["between_subgroups", "common_tau2", "pool_by_subgroup"]


def pool_by_subgroup(sample: Sample, plan: Plan, groups: Sequence[str]) -> MetaAnalysis:
    """Return the result of a sample with B = 1 and, where `groups` names more than nothing, those of its subgroups.

    `groups` holds the name of the subgroup of each study. Subgroups come in the order in which they first appear. With
    `subgroup_tau2` ``separate`` each has a tau2 of its own, with ``common`` all share one.
    """
    whole = pool_sample(sample, plan)
    names = tuple(dict.fromkeys(groups))
    if names in {(), ("",)}:
        return whole
    shared = common_tau2(sample, plan, groups) if plan.subgroup_tau2 == "common" and plan.model == "random" else None
    labels = np.asarray(groups)
    results = tuple((name, pool_sample(rows_of(sample, labels == name), plan, shared)) for name in names)
    summaries = [result.summary for _, result in results if result.summary is not None]
    return replace(whole, subgroups=results, subgroup_test=between_subgroups(summaries))


def common_tau2(sample: Sample, plan: Plan, groups: Sequence[str]) -> Array:
    """Return the tau2 that all subgroups share, (1,): that of a meta-regression on the subgroups.

    Reference: Borenstein and Higgins, Prevention Science 2013;14:134, doi 10.1007/s11121-013-0377-7.
    """
    names = tuple(dict.fromkeys(groups))
    labels = np.asarray(groups)
    design = covariates(np.stack([labels == name for name in names], axis=1).astype(np.float64))
    return tau2_around(sample, design, plan.tau2)


def between_subgroups(summaries: Sequence[Estimate]) -> SubgroupTest | None:
    """Return the test between subgroups from their summaries; None below two of them.

    Q is the heterogeneity of the summaries, pooled by inverse variance as if each were a study.

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010); Borenstein and Higgins,
    Prevention Science 2013;14:134, doi 10.1007/s11121-013-0377-7.
    """
    df = len(summaries) - 1
    if df < 1:
        return None
    y = np.array([[summary.estimate] for summary in summaries])
    v = np.array([[summary.se] for summary in summaries]) ** 2
    if not (v > 0).all():
        return None
    between = columns_of(y, v)
    q = cochran_q(between, weighted_mean(between.y, 1 / v)[0])
    return SubgroupTest(q=float(q[0]), df=df, p=float(chi2_tail(q[0], df)), i2=float(i2_from_q(q, np.array([df]))[0]))
