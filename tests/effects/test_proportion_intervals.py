"""Confidence limits of single proportions: known values, symmetry, coverage of the tails, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from reportgen.effects.proportion_intervals import clopper_pearson, wilson

INTERVALS = pytest.mark.parametrize("interval", [clopper_pearson, wilson])
COUNTS = np.array([0, 1, 3, 5, 9, 10, 0, 1, 50, 999, 1000]), np.array([10] * 6 + [1, 1, 100, 1000, 1000])


def test_no_event_in_ten_has_the_limits_that_can_be_written_down():
    low, high = clopper_pearson(0, 10)
    assert (float(low), float(high)) == (0.0, pytest.approx(1 - 0.025**0.1, rel=1e-14))
    low, high = wilson(0, 10)
    z = stats.norm.ppf(0.975)
    assert (float(low), float(high)) == (0.0, pytest.approx(z * z / (10 + z * z), rel=1e-14))


def test_half_of_ten_has_the_limits_that_can_be_written_down():
    z = stats.norm.ppf(0.975)
    half = z / (2 * math.sqrt(10 + z * z))
    assert wilson(5, 10) == pytest.approx((0.5 - half, 0.5 + half), rel=1e-14)


def test_clopper_and_pearson_leave_half_of_alpha_in_each_tail_of_the_binomial():
    events, n = (column[1:5] for column in COUNTS)
    low, high = clopper_pearson(events, n, 0.9)
    assert stats.binom.sf(events - 1, n, low) == pytest.approx(np.full(4, 0.05), rel=1e-10)
    assert stats.binom.cdf(events, n, high) == pytest.approx(np.full(4, 0.05), rel=1e-10)


def test_wilsons_limits_are_where_the_score_test_turns():
    events, n = (column[1:5] for column in COUNTS)
    for limit in wilson(events, n):
        z = (events / n - limit) / np.sqrt(limit * (1 - limit) / n)
        assert np.abs(z) == pytest.approx(np.full(4, stats.norm.ppf(0.975)), rel=1e-10)


@INTERVALS
def test_limits_hold_the_proportion_and_stay_between_0_and_1(interval):
    events, n = COUNTS
    low, high = interval(events, n)
    assert (low >= 0).all()
    assert (low <= events / n).all()
    assert (events / n <= high).all()
    assert (high <= 1).all()


@INTERVALS
def test_non_events_have_the_mirrored_limits(interval):
    events, n = COUNTS
    low, high = interval(events, n)
    other_low, other_high = interval(n - events, n)
    assert other_low == pytest.approx(1 - high, rel=1e-12, abs=1e-15)
    assert other_high == pytest.approx(1 - low, rel=1e-12, abs=1e-15)


@INTERVALS
def test_a_higher_level_gives_wider_limits(interval):
    narrow, wide = interval(3, 20, 0.8), interval(3, 20, 0.99)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


@INTERVALS
def test_rare_events_keep_their_digits(interval):
    low, high = interval(1, 1e12)
    assert 0 < float(low) < 1e-12 < float(high) < 1e-11


@INTERVALS
def test_a_missing_value_has_no_limits(interval):
    low, high = interval([np.nan, 2, 2], [10, np.nan, 10])
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, True, False]


@INTERVALS
@pytest.mark.parametrize(
    ("events", "n", "level"), [(-1, 10, 0.95), (11, 10, 0.95), (0, 0, 0.95), (1, 10, 0), (1, 10, 1), (1, 10, math.nan)]
)
def test_impossible_counts_and_levels_are_refused(interval, events, n, level):
    with pytest.raises(ValueError, match="between 0 and"):
        interval(events, n, level)
