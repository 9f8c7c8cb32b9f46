"""GOSH: all subsets, or random ones, each pooled as ever."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest

from reportgen.effects import effect_sizes
from reportgen.errors import DataError
from reportgen.pooling import pool
from reportgen.pooling.sensitivity import gosh

Y = np.array([0.1, 0.9, 0.4, -0.3, 0.6, 0.2])
V = np.array([0.04, 0.09, 0.05, 0.12, 0.02, 0.3])
COUNTS = {"ai": [4, 6, 0, 62], "n1i": [123, 306, 231, 1398], "ci": [11, 29, 11, 248], "n2i": [139, 303, 220, 1286]}

SETTINGS = [{}, {"tau2": "DL", "i2": "Q"}, {"model": "common"}, {"tau2": "PM", "interval": "hksj"}]


def subsets_of(found):
    return [tuple(np.flatnonzero(row).tolist()) for row in found.members]


@pytest.mark.parametrize("k", [0, 1, 2, 3, 6])
def test_all_subsets_of_two_or_more_are_there_once(k):
    found = gosh(Y[:k], V[:k])
    expected = {chosen for size in range(2, k + 1) for chosen in combinations(range(k), size)}
    assert found.complete
    assert len(found) == len(expected) == 2**k - k - 1
    assert set(subsets_of(found)) == expected
    assert found.k.tolist() == [len(chosen) for chosen in subsets_of(found)]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_each_subset_is_pooled_as_if_it_were_all(settings):
    found = gosh(Y, V, **settings)
    for place, chosen in enumerate(subsets_of(found)):
        expected = pool(Y[list(chosen)], V[list(chosen)], **settings)
        spread = expected.heterogeneity
        numbers = (found.estimate[place], found.tau2[place], found.i2[place], found.q[place])
        assert numbers == pytest.approx(
            (expected.summary.estimate, spread.tau2, spread.i2, spread.q), rel=1e-9, abs=1e-9
        )


def test_subsets_of_counts_are_pooled_from_their_counts():
    settings = {"preset": "revman5", "model": "common"}
    found = gosh(effect_sizes("OR", COUNTS), **settings)
    for place, chosen in enumerate(subsets_of(found)):
        rows = {name: [column[i] for i in chosen] for name, column in COUNTS.items()}
        expected = pool(effect_sizes("OR", rows), **settings)
        assert found.estimate[place] == pytest.approx(expected.summary.estimate, rel=1e-12)


def test_results_are_those_of_metafor():
    # R 4.2.2, metafor 3.8-1: gosh(rma(yi = y, vi = v, method = "DL")) of the first five studies
    found = gosh(Y[:5], V[:5], tau2="DL")
    at = {chosen: place for place, chosen in enumerate(subsets_of(found))}
    for chosen, q, i2, tau2, estimate in [
        ((0, 1), 4.92307692307692, 79.6875, 0.255, 0.46875),
        ((0, 2), 1.0, 0.0, 0.0, 0.233333333333333),
        ((1, 2), 1.78571428571429, 44.0, 0.055, 0.61),
        ((1, 2, 3, 4), 7.80434782608696, 61.5598885793872, 0.0875660377358490, 0.448222893103268),
        ((0, 1, 2, 3, 4), 11.06796116504854, 63.8596491228070, 0.0862388943731491, 0.370140736314065),
    ]:
        place = at[chosen]
        numbers = (found.q[place], found.i2[place], found.tau2[place], found.estimate[place])
        assert numbers == pytest.approx((q, i2, tau2, estimate), rel=1e-12, abs=1e-12)


# ---- random subsets


def test_too_many_subsets_are_drawn_and_the_same_seed_draws_the_same():
    generator = np.random.default_rng(3)
    y, v = generator.normal(size=30), generator.uniform(0.1, 1, size=30)
    one, two, other = (gosh(y, v, subsets=500, seed=seed, tau2="DL") for seed in (1, 1, 2))
    assert (len(one), one.complete, one.members.shape) == (500, False, (500, 30))
    assert one.packed.tobytes() == two.packed.tobytes()
    assert one.estimate.tobytes() == two.estimate.tobytes()
    assert one.packed.tobytes() != other.packed.tobytes()
    assert one.k.tolist() == one.members.sum(axis=1).tolist()
    for place in (0, 250, 499):
        chosen = one.members[place]
        assert one.estimate[place] == pytest.approx(pool(y[chosen], v[chosen], tau2="DL").summary.estimate, rel=1e-9)


def test_drawn_subsets_have_two_studies_or_more_and_are_equally_likely():
    found = gosh(Y[:4], V[:4], subsets=10, model="common")
    assert not found.complete
    assert found.k.min() >= 2
    many = gosh(np.tile(Y, 3), np.tile(V, 3), subsets=20_000, model="common")
    assert many.members.mean(axis=0) == pytest.approx(np.full(18, 0.5), abs=0.02)


@pytest.mark.parametrize("k", [7, 8, 9, 16, 17])
def test_drawn_subsets_hold_only_studies_that_there_are(k):
    found = gosh(np.arange(k) / 10, np.ones(k), subsets=50, model="common")
    assert found.packed.shape == (50, -(-k // 8))
    assert np.unpackbits(found.packed, axis=1).sum(axis=1).tolist() == found.k.tolist()


def test_eleven_subsets_of_four_studies_are_all_of_them():
    assert gosh(Y[:4], V[:4], subsets=11).complete
    assert not gosh(Y[:4], V[:4], subsets=10).complete


# ---- the form of the result


def test_the_subsets_with_a_study_are_found_by_its_name():
    names = list("abcdefghij")
    found = gosh(np.arange(10) / 10, np.ones(10), study=names, model="common")
    for place, name in enumerate(names):
        assert found.containing(name).tolist() == found.members[:, place].tolist()
    with pytest.raises(ValueError, match="tuple"):
        found.containing("k")


def test_a_result_is_plain_values_in_json():
    plain = json.loads(json.dumps(gosh(Y[:3], V[:3]).as_dict(), allow_nan=False))
    assert plain["packed"] == [[3], [5], [6], [7]]
    assert plain["k"] == [2, 2, 2, 3]


@pytest.mark.parametrize("subsets", [0, -1])
def test_fewer_than_one_subset_cannot_be_asked_for(subsets):
    with pytest.raises(DataError, match="expected 1 or more"):
        gosh(Y, V, subsets=subsets)


def test_identical_effects_have_identical_summaries():
    found = gosh([0.5] * 5, [0.1, 0.2, 0.05, 0.4, 0.3])
    assert found.estimate == pytest.approx(np.full(26, 0.5))
    assert found.tau2.tolist() == found.q.tolist() == found.i2.tolist() == [0.0] * 26
