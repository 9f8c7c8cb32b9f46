"""Leave-one-out and cumulative meta-analysis: every entry is what pooling those studies alone gives."""

from __future__ import annotations

import datetime as dt
import json
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects import effect_sizes
from reportgen.errors import DataError
from reportgen.model import PRESETS
from reportgen.pooling import ESTIMATORS, INTERVALS, pool
from reportgen.pooling.sensitivity import cumulative, leave_one_out

Y = [0.1, 0.9, 0.4, -0.3, 0.6]
V = [0.04, 0.09, 0.05, 0.12, 0.02]
COUNTS = {
    "study": ["Adams", "Baker", "Cole", "Drew", "Evans", "Fox"],
    "ai": [4, 6, 0, 62, 0, 33],
    "n1i": [123, 306, 231, 1398, 40, 506],
    "ci": [11, 29, 11, 248, 0, 47],
    "n2i": [139, 303, 220, 1286, 42, 562],
}
RATES = {
    "events_1": [10, 8, 3, 0],
    "time_1": [100, 80.5, 50, 30],
    "events_2": [5, 9, 6, 2],
    "time_2": [100, 90, 60, 31],
}

SETTINGS = [
    *({"preset": preset} for preset in PRESETS),
    *({"tau2": tau2, "interval": "wald"} for tau2 in ESTIMATORS),
    *({"interval": interval, "prediction": "hksj-k-1"} for interval in INTERVALS),
    {"model": "common"},
    {"i2": "Q", "level": 0.9, "prediction": "t-k-2"},
]
COUNTED = [
    ("RR", COUNTS, {"preset": "revman5"}),
    ("RR", COUNTS, {"preset": "revman5", "model": "common"}),
    ("OR", COUNTS, {"preset": "revman5", "model": "common"}),
    ("RD", COUNTS, {"preset": "revman5", "model": "common"}),
    ("RD", COUNTS, {"method": "mantel-haenszel-exact", "model": "common"}),
    ("OR", COUNTS, {"method": "mantel-haenszel", "model": "common", "zero_cells": "all"}),
    ("PETO", COUNTS, {"preset": "revman5", "model": "common"}),
    ("IRR", RATES, {"method": "mantel-haenszel", "model": "common"}),
    ("IRR", RATES, {"method": "cochran", "model": "common"}),
]
samples = st.lists(st.tuples(st.floats(-5, 5, allow_subnormal=False), st.floats(1e-2, 10)), min_size=2, max_size=8)
settings_of = st.sampled_from([{"tau2": "DL"}, {"model": "common"}, {"tau2": "PM", "interval": "hksj"}, {}])


def split(sample):
    return np.array([y for y, _ in sample]), np.array([v for _, v in sample])


def without(values, place):
    return [value for i, value in enumerate(values) if i != place]


def assert_is(found, turn, expected):
    """Entry `turn` has the numbers of a meta-analysis."""
    assert found.k[turn] == expected.k
    summary, spread = expected.summary, expected.heterogeneity
    close = lambda value: pytest.approx(value, rel=1e-9, abs=1e-9)  # noqa: E731
    assert (found.estimate[turn], found.se[turn]) == close((summary.estimate, summary.se))
    assert (found.ci_low[turn], found.ci_high[turn]) == close((summary.ci_low, summary.ci_high))
    assert (found.statistic[turn], found.p[turn]) == close((summary.statistic, summary.p))
    assert found.interval[turn] == summary.interval
    assert found.df[turn] == close(np.inf if summary.df is None else summary.df)
    limits = (found.prediction_low[turn], found.prediction_high[turn])
    assert np.isnan(limits).all() if expected.prediction is None else limits == close(expected.prediction)
    if spread is None:
        assert np.isnan([found.i2[turn], found.h2[turn]]).all()
        assert (found.tau2[turn], found.q[turn], found.q_p[turn]) == (0, 0, 1)
    else:
        heterogeneity = (found.tau2[turn], found.q[turn], found.q_p[turn], found.i2[turn])
        assert heterogeneity == close((spread.tau2, spread.q, spread.p, spread.i2))
        assert found.h2[turn] == close(spread.h2_tau2 if spread.i2_from == "tau2" else spread.h2_q)


# ---- each entry is a refit


@pytest.mark.parametrize("k", [2, 3, 5])
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_leaving_a_study_out_is_pooling_the_others(settings, k):
    found = leave_one_out(Y[:k], V[:k], **settings)
    assert found.study == tuple("12345"[:k])
    for place in range(k):
        assert_is(found, place, pool(without(Y[:k], place), without(V[:k], place), **settings))


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_entry_n_pools_the_first_n_studies(settings):
    found = cumulative(Y, V, **settings)
    for n in range(len(Y)):
        assert_is(found, n, pool(Y[: n + 1], V[: n + 1], **settings))


@pytest.mark.parametrize(("measure", "table", "settings"), COUNTED)
def test_methods_that_read_counts_are_refitted_with_the_counts_of_the_others(measure, table, settings):
    effects = effect_sizes(measure, table, zero_cells=settings.get("zero_cells", "revman"))
    found = leave_one_out(effects, **settings)
    assert found.place == tuple(place for place, reason in enumerate(effects.reasons) if not reason)
    for turn, place in enumerate(found.place):
        assert effects.study[place] == found.study[turn]
        rest = {name: without(column, place) for name, column in table.items()}
        expected = pool(effect_sizes(measure, rest, zero_cells=settings.get("zero_cells", "revman")), **settings)
        assert_is(found, turn, expected)
        assert found.plan == expected.plan


@pytest.mark.parametrize(("measure", "table", "settings"), COUNTED)
def test_the_last_entry_is_the_whole_for_methods_that_read_counts(measure, table, settings):
    effects = effect_sizes(measure, table, zero_cells=settings.get("zero_cells", "revman"))
    assert_is(cumulative(effects, **settings), -1, pool(effects, **settings))


# ---- the order of joining


def test_studies_join_by_the_values_given_and_ties_as_they_stand():
    found = cumulative(Y, V, order=[1990, 1985, 1990, 1985, 1970], study=list("abcde"))
    assert "".join(found.study) == "ebdac"
    assert found.place == (4, 1, 3, 0, 2)
    assert found.order == (1970, 1985, 1985, 1990, 1990)
    assert_is(found, 2, pool([Y[i] for i in (4, 1, 3)], [V[i] for i in (4, 1, 3)]))


@pytest.mark.parametrize(
    "order",
    [
        [3, 1, 2, 5, 4],
        (3.0, 1.0, 2.0, 5.0, 4.0),
        np.array([3, 1, 2, 5, 4]),
        ["c", "a", "b", "e", "d"],
        [dt.date(2000 + n, 1, 1) for n in (3, 1, 2, 5, 4)],
    ],
    ids=["list", "tuple", "array", "texts", "dates"],
)
def test_values_to_sort_by_may_be_of_any_kind(order):
    found = cumulative(Y, V, order=order)
    assert found.place == (1, 2, 0, 4, 3)
    assert json.dumps(found.as_dict(), allow_nan=False)


def test_values_are_needed_only_for_studies_that_have_an_effect():
    effects = effect_sizes("RR", COUNTS)
    found = cumulative(effects, order=[5, 4, 3, 2, None, 1])
    assert found.study == ("Fox", "Drew", "Cole", "Baker", "Adams")
    assert found.place == (5, 3, 2, 1, 0)


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ([1, 2, 3, 4], "found 4 values to sort by for 5 studies"),
        ([1, 2, None, 4, 5], "found no value to sort '3' by"),
        ([1, 2, np.nan, 4, 5], "found no value to sort '3' by"),
        (["a", "", "c", "d", "e"], "found no value to sort '2' by"),
        ([1, "b", 3, 4, 5], "cannot be compared"),
    ],
)
def test_values_that_studies_cannot_be_sorted_by_are_refused(order, told):
    with pytest.raises(DataError, match=told):
        cumulative(Y, V, order=order)


# ---- few studies, and none


def test_without_the_only_study_there_is_nothing():
    found = leave_one_out([0.7], [0.09])
    assert found.k.tolist() == [0]
    for name in ("estimate", "se", "p", "ci_low", "tau2", "q", "q_p", "i2", "h2", "prediction_low"):
        assert np.isnan(getattr(found, name)).all(), name
    assert cumulative([0.7], [0.09]).estimate == pytest.approx([0.7])


@pytest.mark.parametrize("refit", [leave_one_out, cumulative])
@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_no_study_gives_no_entry(refit, settings):
    found = refit([], [], **settings)
    assert len(found) == len(found.estimate) == 0


def test_of_identical_effects_no_study_matters():
    found = leave_one_out([0.5] * 4, [0.1, 0.2, 0.05, 0.4])
    assert found.estimate == pytest.approx([0.5] * 4, rel=1e-14)
    assert found.tau2.tolist() == found.q.tolist() == [0.0] * 4


@pytest.mark.parametrize("refit", [leave_one_out, cumulative])
def test_results_are_plain_values_in_json(refit):
    plain = json.loads(json.dumps(refit(Y[:2], V[:2], study=["A", "B"]).as_dict(), allow_nan=False))
    assert plain["study"] == ["A", "B"]
    assert plain["plan"]["tau2"] == "REML"
    assert plain["i2"][0] is None


@pytest.mark.parametrize("refit", [leave_one_out, cumulative])
def test_what_pool_refuses_is_refused(refit):
    for y, v, settings in [
        ([1.0, np.nan], [1, 1], {}),
        ([1.0, 2.0], [1, 0], {}),
        ([1.0, 2.0], None, {}),
        ([1.0, 2.0], [1, 1], {"tau2": "DLL"}),
        ([1.0, 2.0], [1, 1], {"method": "mantel-haenszel"}),
        ([1.0, 2.0], [1, 1], {"study": ["only one"]}),
    ]:
        with pytest.raises(DataError):
            refit(y, v, **settings)


# ---- what does not change the result


@given(samples, settings_of, st.randoms(use_true_random=False))
def test_leaving_out_follows_the_order_of_the_studies(sample, settings, random):
    turns = random.sample(range(len(sample)), len(sample))
    one, two = (leave_one_out(*split(rows), **settings) for rows in (sample, [sample[turn] for turn in turns]))
    assert two.estimate == pytest.approx(one.estimate[turns], rel=1e-7, abs=1e-7)
    assert two.q == pytest.approx(one.q[turns], rel=1e-7, abs=1e-7)


@given(samples, settings_of, st.floats(-10, 10, allow_subnormal=False))
def test_shifted_effects_give_shifted_estimates_and_the_same_heterogeneity(sample, settings, shift):
    y, v = split(sample)
    one, two = leave_one_out(y, v, **settings), leave_one_out(y + shift, v, **settings)
    assert two.estimate == pytest.approx(one.estimate + shift, rel=1e-6, abs=1e-6)
    assert two.se == pytest.approx(one.se, rel=1e-6)


@given(samples, settings_of)
def test_the_last_to_join_completes_the_whole(sample, settings):
    y, v = split(sample)
    found = cumulative(y, v, **settings)
    assert found.estimate[0] == pytest.approx(y[0], rel=1e-12, abs=1e-12)
    assert_is(found, -1, pool(y, v, **settings))


# ---- size


def test_a_thousand_studies_take_no_more_memory_than_a_few_arrays_of_a_batch():
    generator = np.random.default_rng(5)
    y, v = generator.normal(0, 0.5, 1000), generator.uniform(0.02, 0.3, 1000)
    leave_one_out(y[:3], v[:3])
    tracemalloc.start()
    found = leave_one_out(y, v)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * 2**20
    for place in (0, 131, 999):
        assert_is(found, place, pool(np.delete(y, place), np.delete(v, place)))
