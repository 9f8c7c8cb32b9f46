"""Subgroups: separate or common tau2, and the test between them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.pooling import ESTIMATORS, meta_regression, pool

Y = [0.0, 2.0, 1.0, 1.1, 0.4]
V = [0.1, 0.1, 0.1, 0.1, 0.3]
GROUPS = ["a", "a", "b", "b", "b"]


def test_subgroups_come_in_the_order_in_which_they_appear():
    assert [name for name, _ in pool(Y, V, subgroup=["z", "z", "b", "b", "b"]).subgroups] == ["z", "b"]


@pytest.mark.parametrize("tau2", ESTIMATORS)
def test_separate_subgroups_are_meta_analyses_of_their_own(tau2):
    found = dict(pool(Y, V, subgroup=GROUPS, tau2=tau2).subgroups)
    alone = pool(Y[2:], V[2:], tau2=tau2)
    assert found["b"].summary.estimate == pytest.approx(alone.summary.estimate, rel=1e-12)
    assert found["b"].heterogeneity.tau2 == pytest.approx(alone.heterogeneity.tau2, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("tau2", ESTIMATORS)
def test_common_subgroups_share_the_tau2_of_the_regression_on_them(tau2):
    result = pool(Y, V, subgroup=GROUPS, tau2=tau2, subgroup_tau2="common", interval="wald")
    regression = meta_regression(Y, V, covariates={"group": GROUPS}, intercept=False, tau2=tau2, interval="wald")
    for (_, group), coefficient in zip(result.subgroups, regression.coefficients, strict=True):
        assert group.heterogeneity.tau2 == pytest.approx(regression.tau2, rel=1e-9, abs=1e-15)
        assert group.summary.estimate == pytest.approx(coefficient.estimate, rel=1e-9)
        assert group.summary.se == pytest.approx(coefficient.se, rel=1e-9)
    between = meta_regression(Y, V, covariates={"group": GROUPS}, tau2=tau2, interval="wald").moderators
    assert result.subgroup_test.q == pytest.approx(between.statistic, rel=1e-8)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(0.01, 2), st.sampled_from("abc")), min_size=2, max_size=9))
def test_the_common_q_is_the_sum_within_and_between(studies):
    y, v, groups = zip(*studies, strict=True)
    result = pool(list(y), list(v), subgroup=groups, model="common")
    within = sum(group.heterogeneity.q for _, group in result.subgroups if group.heterogeneity)
    between = result.subgroup_test.q if result.subgroup_test else 0
    whole = result.heterogeneity.q
    assert whole == pytest.approx(within + between, rel=1e-9, abs=1e-9)


def test_a_subgroup_whose_studies_all_agree_leaves_no_test_under_hartung_and_knapp():
    result = pool([0.5, 0.5, 1, 2], [0.1] * 4, subgroup=["a", "a", "b", "b"], interval="hksj")
    assert result.subgroup_test is None
