"""Trim and fill finds the studies that a lopsided funnel lacks, and pools with them."""

import dataclasses
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects import effect_sizes
from reportgen.errors import DataError
from reportgen.pooling import pool
from reportgen.pooling.trim_and_fill import TRIM_AND_FILL_NOTES, trim_and_fill

BCG = {
    "study": ["Aronson", "Ferguson", "Rosenthal 1960", "Hart", "Frimodt-Moller", "Stein", "Vandiviere", "TPT", "Coetzee",
              "Rosenthal 1961", "Comstock 1974", "Comstock 1969", "Comstock 1976"],
    "ai": [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
    "n1i": [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913],
    "ci": [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
    "n2i": [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854],
}  # fmt: skip
"""Trials of BCG vaccine, Colditz and others, JAMA 1994;271:698."""

HOMOGENEOUS = ([0.3, 0.35, 0.28, 0.33, 0.31, 0.36], [0.04, 0.09, 0.02, 0.06, 0.03, 0.05])


@pytest.mark.parametrize(
    ("estimator", "k0", "se_k0", "p_k0", "estimate", "se", "filled"),
    [
        ("L0", 3, 1.581241911819506, None, 0.29384615384615376, 0.07003307898835061,
         [0.2576923076923075, 0.23769230769230754, 0.22769230769230753]),
        ("R0", 2, 2.449489742783178, 0.125, 0.2986666666666667, 0.07308383057011439,
         [0.24733333333333352, 0.2373333333333335]),
    ],
)  # fmt: skip
def test_made_up_effects_lack_what_metafor_5_1_says(estimator, k0, se_k0, p_k0, estimate, se, filled):
    found = trim_and_fill(*HOMOGENEOUS, estimator=estimator, model="common")
    assert (found.k, found.k0, found.side, found.p_k0) == (6, k0, "left", p_k0)
    assert found.se_k0 == pytest.approx(se_k0, rel=1e-12)
    assert found.filled.summary.estimate == pytest.approx(estimate, rel=1e-12)
    assert found.filled.summary.se == pytest.approx(se, rel=1e-12)
    assert found.filled_y == pytest.approx(filled, rel=1e-12)


@pytest.mark.parametrize(
    ("trim_model", "k0", "estimate", "tolerance", "software"),
    [
        ("random", 1, -0.6570827834877669, 1e-9, "metafor 5.1"),
        ("common", 4, -0.34224368476427114, 1e-6, "meta 8.4, whose REML stops earlier"),
    ],
)
def test_the_trials_of_bcg_lack_studies_on_the_right(trim_model, k0, estimate, tolerance, software):
    found = trim_and_fill(effect_sizes("RR", BCG), trim_model=trim_model, tau2="REML")
    assert (found.k0, found.side, found.measure, found.trim_model) == (k0, "right", "RR", trim_model), software
    assert found.filled.summary.estimate == pytest.approx(estimate, rel=tolerance), software
    assert found.filled.k == 13 + k0
    assert found.filled.measure == "RR"
    assert all(name.startswith("Filled: ") for name in found.filled_study)
    assert found.filled.study == (*BCG["study"], *found.filled_study)


def test_a_symmetric_funnel_lacks_nothing():
    y, v = [0.0, -0.1, 0.1, -0.3, 0.3], [0.01, 0.04, 0.04, 0.2, 0.2]
    for estimator in ("L0", "R0"):
        found = trim_and_fill(y, v, estimator=estimator)
        assert (found.k0, found.filled_y, found.side) == (0, (), "left")
        assert found.filled == dataclasses.replace(pool(y, v), measure="")


def test_a_filled_study_mirrors_the_one_it_is_named_after():
    names = list("abcdef")
    found = trim_and_fill(*HOMOGENEOUS, model="common", study=names)
    assert found.filled_study == ("Filled: d", "Filled: b", "Filled: f")
    mirrored = [HOMOGENEOUS[0][names.index(name[-1])] for name in found.filled_study]
    centre = (np.array(found.filled_y) + mirrored) / 2
    assert centre == pytest.approx(centre[0])
    assert found.filled_v == tuple(HOMOGENEOUS[1][names.index(name[-1])] for name in found.filled_study)


@pytest.mark.parametrize("estimator", ["L0", "R0"])
@pytest.mark.parametrize("model", ["common", "random"])
@pytest.mark.parametrize("effect", [0.0, 0.5, 0.1 + 0.2, -1e6])
def test_identical_effects_lack_nothing_however_they_are_rounded(estimator, model, effect):
    found = trim_and_fill([effect] * 4, [0.1, 0.2, 0.05, 0.4], estimator=estimator, model=model)
    assert (found.k0, found.side) == (0, "left")
    assert found.filled.summary.estimate == pytest.approx(effect)


def test_what_is_trimmed_of_equal_effects_is_told():
    y, v = [0.0, 0.1, 0.4, 0.4, 0.4, 0.4], [0.01, 0.02, 0.3, 0.1, 0.2, 0.15]
    found = trim_and_fill(y, v, model="common", study=list("abcdef"))
    assert 0 < found.k0 < 4
    assert found.filled_study[-1] == "Filled: f"
    assert found.notes == ("equal-effects-at-the-cut",)
    assert set(found.notes) <= set(TRIM_AND_FILL_NOTES)
    assert trim_and_fill(*HOMOGENEOUS).notes == ()


def test_three_studies_are_enough_and_may_leave_one():
    found = trim_and_fill([0.1, 0.5, 0.6], [0.001, 0.1, 0.2], model="common")
    assert (found.k, found.k0) == (3, 2)
    assert found.filled.k == 5


@pytest.mark.parametrize(
    ("y", "v", "options", "words"),
    [
        ([0.7], [0.09], {}, "found 1 studies, expected 3 or more"),
        ([0.1, 0.9], [0.04, 0.09], {}, "found 2 studies, expected 3 or more"),
        ([0, 1, 2], [0.25, 0.25, 0.25], {}, "the same standard error in all studies"),
        ([0, 1, 2], [0.2, 0.25, 0.3], {"estimator": "Q0"}, "found 'Q0' for estimator"),
        ([0, 1, 2], [0.2, 0.25, 0.3], {"estimator": None}, "found None for estimator"),
        ([0, 1, 2], [0.2, 0.25, 0.3], {"side": "top"}, "found 'top' for side"),
        ([0, 1, 2], [0.2, 0.25, 0.3], {"trim_model": "fixed"}, "found 'fixed' for trim_model"),
        ([0, 1, 2], [0.2, 0.25, 0.3], {"tau2": "XX"}, "found 'XX' for tau2"),
        ([0, 1, 2], [0.2, 0.25, 0.3], {"method": "mantel-haenszel"}, "without the counts that mantel-haenszel needs"),
        ([0, 1, math.nan], [0.2, 0.25, 0.3], {}, "found the effect nan of study 3"),
    ],
)
def test_what_cannot_be_trimmed_is_refused_with_the_reason(y, v, options, words):
    with pytest.raises(DataError, match=words):
        trim_and_fill(y, v, **options)


def test_the_same_standard_errors_will_do_where_the_side_is_named():
    assert trim_and_fill([0, 1, 2], [0.25, 0.25, 0.25], side="right").side == "right"


def test_a_number_that_goes_round_is_refused_rather_than_sought_for_ever(monkeypatch):
    home = trim_and_fill.__globals__
    monkeypatch.setitem(home, "_l0", lambda distance, doubt: 2.0 if distance[0] < -0.045 else 1.0)
    centres = iter([0.35, 0.3, 0.35, 0.3])
    monkeypatch.setitem(home, "fit", lambda sample, plan: _Fits(np.array([next(centres)])))
    with pytest.raises(DataError, match="never settles, but goes round: "):
        trim_and_fill(*HOMOGENEOUS, model="common")


@dataclasses.dataclass
class _Fits:
    estimate: np.ndarray


def test_the_result_is_plain_for_json():
    told = trim_and_fill(effect_sizes("RR", BCG), estimator="R0").as_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["filled"]["plan"]["preset"] == "cochrane"


# ---- what must not matter

DISTINCT = st.lists(
    st.tuples(st.integers(-300, 300), st.integers(1, 400)), min_size=3, max_size=12, unique_by=lambda pair: pair[0]
).filter(lambda pairs: len({variance for _, variance in pairs}) > 1)
CHOICES = st.fixed_dictionaries(
    {"estimator": st.sampled_from(["L0", "R0"]), "model": st.sampled_from(["common", "random"]), "tau2": st.just("DL")}
)


def outcome(y, v, **choices):
    """Return what was found, or that it never settles."""
    try:
        return trim_and_fill(y, v, **choices)
    except DataError as error:
        if "never settles" not in error.issues[0].message:
            raise
        return None


@given(DISTINCT, CHOICES, st.randoms(use_true_random=False))
def test_the_order_of_studies_does_not_matter(pairs, choices, chance):
    shuffled = chance.sample(pairs, len(pairs))
    one, other = (
        outcome(np.array([p[0] for p in rows]) / 100, np.array([p[1] for p in rows]) / 400, side="left", **choices)
        for rows in (pairs, shuffled)
    )
    assert (one is None) == (other is None)
    if one is not None:
        assert (one.k0, one.se_k0) == (other.k0, other.se_k0)
        assert one.filled_y == pytest.approx(other.filled_y, abs=1e-12)


@given(DISTINCT, CHOICES)
def test_effects_turned_round_lack_the_same_studies_on_the_other_side(pairs, choices):
    y, v = np.array([p[0] for p in pairs]) / 100, np.array([p[1] for p in pairs]) / 400
    one, other = outcome(y, v, side="left", **choices), outcome(-y, v, side="right", **choices)
    assert (one is None) == (other is None)
    if one is not None:
        assert (one.k0, one.filled_v) == (other.k0, other.filled_v)
        assert one.filled_y == pytest.approx([-value for value in other.filled_y], abs=1e-12)


@given(DISTINCT, CHOICES, st.sampled_from([0.25, 8.0, 1024.0]))
def test_the_unit_of_the_effects_does_not_matter(pairs, choices, unit):
    y, v = np.array([p[0] for p in pairs]) / 128, np.array([p[1] for p in pairs]) / 512
    one, other = outcome(y, v, **choices), outcome(unit * y, unit**2 * v, **choices)
    assert (one is None) == (other is None)
    if one is not None:
        assert (one.k0, one.side, one.se_k0) == (other.k0, other.side, other.se_k0)
        assert other.filled_y == pytest.approx([unit * value for value in one.filled_y], abs=1e-9 * unit)


@given(DISTINCT, CHOICES)
def test_the_studies_that_are_filled_in_make_the_summary_no_larger(pairs, choices):
    y, v = np.array([p[0] for p in pairs]) / 100, np.array([p[1] for p in pairs]) / 400
    found = outcome(y, v, side="left", **(choices | {"model": "common"}))
    if found is not None:
        assert 0 <= found.k0 < found.k
        assert found.filled.summary.estimate <= pool(y, v, model="common").summary.estimate + 1e-12
