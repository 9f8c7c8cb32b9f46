"""What comes of none, one, two, identical, impossible and very many studies: a result, or an error naming the study."""

from __future__ import annotations

import math
from dataclasses import fields

import numpy as np
import pytest

from reportgen.errors import DataError
from reportgen.model import PRESETS
from reportgen.pooling import ESTIMATORS, INTERVALS, pool, pool_many

Z = 1.959963984540054
each_estimator = pytest.mark.parametrize("tau2", ESTIMATORS)
each_preset = pytest.mark.parametrize("preset", PRESETS)


@each_preset
def test_without_studies_there_is_no_summary(preset):
    result = pool([], [], preset=preset)
    assert (result.k, result.summary, result.heterogeneity, result.prediction) == (0, None, None, None)


@each_preset
@each_estimator
def test_one_study_is_its_own_summary_and_has_no_heterogeneity(preset, tau2):
    result = pool([0.7], [0.09], preset=preset, tau2=tau2)
    assert result.summary.estimate == pytest.approx(0.7, rel=1e-15)
    assert result.summary.se == pytest.approx(0.3, rel=1e-15)
    assert result.summary.ci_high == pytest.approx(0.7 + 0.3 * Z, rel=1e-14)
    assert (result.heterogeneity, result.weights) == (None, (100.0,))


@pytest.mark.parametrize("interval", INTERVALS)
def test_one_study_has_a_wald_interval_whatever_is_asked_for(interval):
    assert pool([0.7], [0.09], interval=interval).summary.interval == "wald"


def test_two_heterogeneous_studies_have_a_wald_interval_and_a_note_by_default():
    result = pool([0.1, 0.9], [0.04, 0.09])
    assert result.heterogeneity.tau2 == pytest.approx(0.255, rel=1e-12)
    assert (result.summary.interval, result.notes) == ("wald", ("wald-for-two-studies",))
    assert result.prediction is None


def test_more_studies_that_differ_have_the_interval_of_hartung_and_knapp_by_default():
    result = pool([0.0, 1.0, 2.0], [0.25] * 3)
    assert (result.summary.interval, result.summary.df, result.notes) == ("hksj", 2.0, ())
    assert result.summary.ci_high == pytest.approx(1 + 4.302652729749464 / math.sqrt(3), rel=1e-12)
    assert result.prediction[1] == pytest.approx(1 + 4.3026527297494 * math.sqrt(1 / 3 + 0.75), rel=1e-10)


@each_estimator
def test_identical_effects_have_no_variance_between_them(tau2):
    result = pool([0.5] * 4, [0.1, 0.2, 0.05, 0.4], tau2=tau2)
    spread = result.heterogeneity
    assert (spread.q, spread.tau2, spread.i2, spread.tau2_low, spread.tau2_high) == (0, 0, 0, 0, 0)
    assert (result.summary.interval, result.notes) == ("wald", ("wald-without-heterogeneity",))
    assert result.summary.se == pytest.approx(0.163299316185545, rel=1e-14)


def test_identical_effects_make_hartung_and_knapps_interval_vanish_without_a_warning():
    summary = pool([0.5] * 4, [0.1, 0.2, 0.05, 0.4], interval="hksj").summary
    assert summary.ci_low == summary.ci_high == pytest.approx(0.5)


@pytest.mark.parametrize("value", [0.0, -1.0, math.nan, math.inf, -math.inf, 1e200, 5e-324])
def test_an_impossible_variance_is_refused_by_the_name_of_its_study(value):
    with pytest.raises(DataError, match=r"variance .* of Smith 1999"):
        pool([0.1, 0.2], [0.1, value], study=["Adams 1980", "Smith 1999"])


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 1e200])
def test_an_impossible_effect_is_refused_by_the_name_of_its_study(value):
    with pytest.raises(DataError, match=r"effect .* of study 2"):
        pool([0.1, value], [0.1, 0.1])


def test_all_impossible_studies_are_named_at_once():
    with pytest.raises(DataError) as caught:
        pool([math.nan, 0.0, math.inf], [0.1, -1.0, 0.1])
    assert len(caught.value.issues) == 3


@pytest.mark.parametrize(
    ("y", "v"), [([0.1], [0.1, 0.2]), ([[0.1, 0.2]], [[0.1, 0.2]]), (["a"], [0.1]), ([0.1], [None, "x"])]
)
def test_effects_that_are_no_row_of_numbers_are_refused(y, v):
    with pytest.raises(DataError, match="effects-are-usable"):
        pool(y, v)


@each_estimator
def test_variances_ten_million_times_apart_give_a_result_with_a_note(tau2):
    result = pool([0.1, 0.5, -0.2, 0.3], [1e-9, 0.1, 0.02, 0.3], tau2=tau2)
    assert result.summary.ci_low < result.summary.estimate < result.summary.ci_high
    assert "variances-far-apart" in result.notes


@each_estimator
def test_a_hundred_thousand_studies_are_pooled(tau2):
    random = np.random.default_rng(7)
    v = random.uniform(0.01, 0.2, 100_000)
    y = random.normal(0.3, np.sqrt(0.09 + v))
    result = pool(y, v, tau2=tau2)
    assert result.summary.estimate == pytest.approx(0.3, abs=0.01)
    assert result.heterogeneity.tau2 == pytest.approx(0.09, rel=0.5 if tau2 == "SJ" else 0.05)


def test_very_large_effects_with_a_small_spread_keep_their_digits():
    near = pool([0.01, 0.02, 0.05], [1e-4, 2e-4, 3e-4])
    far = pool([1e6 + 0.01, 1e6 + 0.02, 1e6 + 0.05], [1e-4, 2e-4, 3e-4])
    assert far.heterogeneity.q == pytest.approx(near.heterogeneity.q, rel=1e-6)
    assert far.summary.estimate - 1e6 == pytest.approx(near.summary.estimate, rel=1e-7)


def test_many_meta_analyses_may_be_empty_or_of_different_sizes():
    fits = pool_many([[], [0.7], [0.1, 0.9], [0.0, 1.0, 2.0]], [[], [0.09], [0.04, 0.09], [0.25] * 3])
    assert fits.k.tolist() == [0, 1, 2, 3]
    assert math.isnan(fits.estimate[0])
    assert fits.tau2[1:].tolist() == pytest.approx([0, 0.255, 0.75], rel=1e-12)


def test_a_study_among_many_meta_analyses_is_named_by_both_numbers():
    with pytest.raises(DataError, match=r"study 2\.1"):
        pool_many([[0.1, 0.2], [math.nan]], [[0.1, 0.1], [0.1]])


def test_rows_of_a_table_may_end_early_with_nan():
    table = pool_many(np.array([[0.1, 0.9, np.nan], [0, 1, 2]]), np.array([[0.04, 0.09, np.nan], [0.25] * 3]))
    rows = pool_many([[0.1, 0.9], [0, 1, 2]], [[0.04, 0.09], [0.25] * 3])
    for field in fields(table):
        np.testing.assert_array_equal(getattr(table, field.name), getattr(rows, field.name))


def test_a_gap_in_the_middle_of_a_row_is_refused():
    with pytest.raises(DataError, match=r"study 1\.2"):
        pool_many(np.array([[0.1, np.nan, 0.3]]), np.array([[0.1, np.nan, 0.1]]))
