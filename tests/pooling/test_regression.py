"""Meta-regression: closed forms, what does not change it, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen import effect_sizes
from reportgen.errors import DataError
from reportgen.pooling import ESTIMATORS, meta_regression, pool

Y = [-0.889, -1.585, -1.348, -1.442, -0.218, -0.786, -1.621, 0.012]
V = [0.326, 0.195, 0.415, 0.020, 0.051, 0.007, 0.223, 0.004]
LATITUDE = [44, 55, 42, 52, 13, 44, 19, 13]
KIND = ["random", "random", "random", "random", "alternate", "alternate", "random", "random"]


def test_effects_on_a_line_give_that_line_and_no_residual_heterogeneity():
    found = meta_regression([1.5, 2.0, 3.5, 4.0], [0.1, 0.2, 0.1, 0.3], covariates={"dose": [1, 2, 5, 6]})
    assert [c.name for c in found.coefficients] == ["intercept", "dose"]
    assert [c.estimate for c in found.coefficients] == pytest.approx([1.0, 0.5], rel=1e-12)
    assert (found.tau2, found.q, found.r2) == (0, pytest.approx(0, abs=1e-20), pytest.approx(100))


@pytest.mark.parametrize("tau2", ESTIMATORS)
def test_one_category_and_no_intercept_is_the_meta_analysis(tau2):
    found = meta_regression(
        Y, V, covariates={"all": ["a"] * 8}, intercept=False, preset="metafor", tau2=tau2, interval="hksj"
    )
    whole = pool(Y, V, preset="metafor", tau2=tau2, interval="hksj")
    assert found.coefficients[0].estimate == pytest.approx(whole.summary.estimate, rel=1e-10)
    assert found.coefficients[0].se == pytest.approx(whole.summary.se, rel=1e-10)
    assert found.tau2 == pytest.approx(whole.heterogeneity.tau2, rel=1e-8)


def test_categories_are_told_against_the_first_that_appears():
    found = meta_regression(Y, V, covariates={"kind": KIND}, model="common")
    groups = dict(pool(Y, V, subgroup=KIND, model="common").subgroups)
    one, two = (groups[name].summary.estimate for name in ("random", "alternate"))
    assert [c.name for c in found.coefficients] == ["intercept", "kind=alternate"]
    assert [c.estimate for c in found.coefficients] == pytest.approx([one, two - one], rel=1e-10)


def test_a_year_keeps_its_digits():
    shifted, plain = (
        meta_regression(Y, V, covariates={"year": [start + x for x in LATITUDE]}) for start in (1_000_000, 0)
    )
    assert shifted.coefficients[1].estimate == pytest.approx(plain.coefficients[1].estimate, rel=1e-9)
    assert shifted.coefficients[1].se == pytest.approx(plain.coefficients[1].se, rel=1e-9)
    assert shifted.tau2 == pytest.approx(plain.tau2, rel=1e-9)


@settings(max_examples=25)
@given(st.permutations(range(8)), st.sampled_from(list(ESTIMATORS)))
def test_the_order_of_studies_does_not_matter(order, tau2):
    one = meta_regression(Y, V, covariates={"x": LATITUDE}, tau2=tau2)
    two = meta_regression(
        [Y[i] for i in order], [V[i] for i in order], covariates={"x": [LATITUDE[i] for i in order]}, tau2=tau2
    )
    assert two.tau2 == pytest.approx(one.tau2, rel=1e-7, abs=1e-12)
    assert two.coefficients[1].estimate == pytest.approx(one.coefficients[1].estimate, rel=1e-8)


def test_several_covariates_are_tested_together():
    found = meta_regression(Y, V, covariates={"x": LATITUDE, "kind": KIND}, preset="metafor")
    assert (found.moderators.df1, found.moderators.df2) == (2, None)
    adjusted = meta_regression(Y, V, covariates={"x": LATITUDE, "kind": KIND}, preset="metafor", interval="hksj")
    assert (adjusted.moderators.df1, adjusted.moderators.df2) == (2, 5.0)
    assert adjusted.moderators.statistic == pytest.approx(found.moderators.statistic / 2 / found.hksj_q, rel=1e-10)


def test_studies_without_a_covariate_or_an_effect_are_left_out():
    holes = [*LATITUDE[:-1], None]
    found = meta_regression(Y, V, covariates={"x": holes}, study=list("ABCDEFGH"))
    assert (found.k, found.study) == (7, tuple("ABCDEFG"))
    effects = effect_sizes("RR", {"events_1": [4, 0, 3, 9], "n_1": [50] * 4, "events_2": [9, 0, 8, 9], "n_2": [50] * 4})
    assert meta_regression(effects, covariates={"x": [1, 2, 3, 5]}).k == 3


def test_nothing_to_explain_has_no_r2():
    found = meta_regression([0.1, 0.11, 0.12], [1, 1, 1], covariates={"x": [1, 2, 4]})
    assert (found.tau2_without, found.r2) == (0, None)


@pytest.mark.parametrize(
    ("covariates", "said"),
    [
        ({}, "no covariate"),
        ({"x": [1, 2]}, "2 values of x for 8 studies"),
        ({"x": [1, "a", *LATITUDE[2:]]}, "numbers and texts under x"),
        ({"x": [3] * 8}, "follow from one another"),
        ({"x": LATITUDE, "twice": [2 * x for x in LATITUDE]}, "follow from one another"),
        ({f"x{i}": np.eye(8)[i] for i in range(8)}, "8 studies for 9 coefficients"),
    ],
)
def test_covariates_that_do_not_fit_are_refused(covariates, said):
    with pytest.raises(DataError, match=said):
        meta_regression(Y, V, covariates=covariates)


def test_as_many_coefficients_as_studies_leave_no_residual():
    found = meta_regression([1.0, 2.0], [0.1, 0.1], covariates={"x": [0, 1]})
    assert (found.q_df, found.tau2, found.q_p) == (0, 0, 1)


@pytest.mark.parametrize("tau2", ESTIMATORS)
def test_a_category_of_one_study_is_told_by_that_study_alone(tau2):
    kinds = ["a", "a", "a", "b"]
    found = meta_regression(Y[:4], V[:4], covariates={"kind": kinds}, intercept=False, tau2=tau2, interval="wald")
    alone = pool(Y[:3], V[:3], tau2=tau2)
    assert found.tau2 == pytest.approx(alone.heterogeneity.tau2, rel=1e-6, abs=1e-9) or tau2 in {"SJ", "ML", "HS"}
    assert found.coefficients[1].estimate == pytest.approx(Y[3], rel=1e-9)


def test_beside_one_overwhelming_study_the_residual_variance_keeps_its_digits():
    # the values are those of 60-digit arithmetic
    y, v = [0.2, -0.2, 2.0, 0.1], [0.065, 0.875, 0.6657142857142857, 1.6666666666666665e-07]
    found = meta_regression(y, v, covariates={"se": np.sqrt(v)}, tau2="DL")
    assert found.tau2 == pytest.approx(0.1023500918542037, rel=1e-9)


def test_variances_beyond_the_digits_of_a_number_are_refused_without_a_traceback():
    with pytest.raises(DataError, match="too far apart"):
        meta_regression([0.1, 0.2, 0.3, 0.7], [1e149, 1e-149, 2.0, 3.0], covariates={"x": [1, 2, 4, 3]})
