"""Influence diagnostics and Baujat's plot: their definitions by refits one at a time, and metafor's numbers."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects import effect_sizes
from reportgen.errors import DataError
from reportgen.pooling import pool
from reportgen.pooling.sensitivity import baujat, influence

Y = np.array([0.1, 0.9, 0.4, -0.3, 0.6])
V = np.array([0.04, 0.09, 0.05, 0.12, 0.02])
BCG = {
    "tpos": [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
    "n1": [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913],
    "cpos": [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
    "n2": [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854],
}
NAMES = {"events_1": "tpos", "n_1": "n1", "events_2": "cpos", "n_2": "n2"}
DIAGNOSTICS = ("rstudent", "dffits", "cook_d", "cov_r", "tau2_deleted", "q_deleted", "hat", "dfbetas")

MODELS = [{"model": "common"}, {"tau2": "DL"}, {"tau2": "REML"}, {"tau2": "PM", "interval": "hksj"}]
samples = st.lists(st.tuples(st.floats(-5, 5, allow_subnormal=False), st.floats(1e-2, 10)), min_size=3, max_size=7)

# R 4.2.2, metafor 3.8-1: influence(rma(yi = y, vi = v, method = "DL")) of Y and V above
METAFOR_INFLUENCE = {
    "rstudent": [-0.8583531885570924, 1.4112602900090352, 0.0954032310750293, -1.7697704695486483, 0.7421035074878775],
    "dffits": [-0.4608234739934794, 0.5942247766891788, 0.0831440195631254, -0.6732810084106592, 0.4468849325256741],
    "cook_d": [0.21459078640159385, 0.33306039189620273, 0.00943115771532527, 0.36844107377600005, 0.25107268846848546],
    "cov_r": [1.302859671378103, 1.099495975052974, 1.722191102475144, 0.805284610489116, 1.613096444368769],
    "tau2_deleted": [
        0.0875660377358490,
        0.0762352941176471,
        0.1358677685950413,
        0.0476277372262774,
        0.1135646687697161,
    ],
    "q_deleted": [7.80434782608696, 8.22580645161290, 11.05882352941176, 6.41623036649215, 8.17241379310345],
    "hat": [0.225060535723326, 0.161209551942525, 0.208540984771385, 0.137759627169725, 0.267429300393039],
}
# the same fit: baujat(…)
METAFOR_BAUJAT = {
    "contribution": [0.57807871162587754, 1.59301294026147189, 0.00654420774602169, 2.17751655347326967, 0.49732521609895258],
    "influence": [0.16470752078357756, 0.30292097420379893, 0.00547625504612743, 0.45752901393733975, 0.15564642110826438],
}  # fmt: skip
# the first three BCG trials: baujat(rma(…, method = "EE")), baujat(rma.mh(measure = "RR", …)), baujat(rma.peto(…))
METAFOR_BAUJAT_BCG = [
    ("RR", {"model": "common", "method": "inverse-variance"},
     [0.64715873602566243, 6.85710962717268480, 2.02792428639418665], [0.0032765992389969727, 0.0582907849917505688, 0.0080393380264576209]),
    ("RR", {"model": "common", "method": "mantel-haenszel-exact"},
     [0.58279405828917774, 6.58181774626941518, 1.92572902785283073], [0.0034913842980647571, 0.1031585517235043131, 0.0116431558283241563]),
    ("PETO", {"model": "common", "method": "peto"},
     [0.52662072805186677, 7.11623869471473647, 1.92795201766716517], [0.003096164076642492, 0.098524219346223921, 0.010887685096038118]),
]  # fmt: skip
# influence(rma(yi, vi, data = …)) of the BCG trials: which are influential; metafor 5.1-12
BCG_INFLUENTIAL = {"common": [3, 5, 7], "REML": []}


def split(sample):
    return np.array([y for y, _ in sample]), np.array([v for _, v in sample])


def bcg(measure="RR"):
    return effect_sizes(measure, **{ours: BCG[name] for ours, name in NAMES.items()})


# ---- definitions


@pytest.mark.parametrize("settings", MODELS, ids=str)
def test_diagnostics_follow_their_definitions(settings):
    wald = {**settings, "interval": "wald"}
    whole, found = pool(Y, V, **wald), influence(Y, V, **settings)
    for i in range(len(Y)):
        rest = pool(np.delete(Y, i), np.delete(V, i), **wald)
        tau2, se2 = rest.heterogeneity.tau2, rest.summary.se**2
        shift = whole.summary.estimate - rest.summary.estimate
        hat = whole.weights[i] / 100
        expected = {
            "rstudent": (Y[i] - rest.summary.estimate) / math.sqrt(V[i] + tau2 + se2),
            "dffits": shift / math.sqrt(hat * (V[i] + tau2)),
            "cook_d": shift**2 / whole.summary.se**2,
            "cov_r": se2 / whole.summary.se**2,
            "tau2_deleted": tau2,
            "q_deleted": rest.heterogeneity.q,
            "hat": hat,
            "dfbetas": shift * math.sqrt((1 / (V + tau2)).sum()),
        }
        for name, value in expected.items():
            assert getattr(found, name)[i] == pytest.approx(value, rel=1e-9, abs=1e-12), name
    assert found.weights == pytest.approx(np.array(whole.weights))


@pytest.mark.parametrize("settings", MODELS, ids=str)
def test_the_points_of_baujats_plot_follow_their_definitions(settings):
    wald = {**settings, "interval": "wald"}
    whole, found = pool(Y, V, **wald), baujat(Y, V, **settings)
    tau2, centre = whole.heterogeneity.tau2, whole.summary.estimate
    assert found.contribution == pytest.approx((Y - centre) ** 2 / (V + tau2))
    for i in range(len(Y)):
        rest = pool(np.delete(Y, i), np.delete(V, i), **wald).summary
        assert found.influence[i] == pytest.approx(((centre - rest.estimate) / rest.se) ** 2, rel=1e-9)


@pytest.mark.parametrize("measure", ["RR", "OR", "RD"])
@pytest.mark.parametrize("diagnose", [influence, baujat])
def test_of_sums_of_counts_the_shift_is_that_of_refits(measure, diagnose):
    settings = {"preset": "revman5", "model": "common"}
    whole, found = pool(bcg(measure), **settings).summary, diagnose(bcg(measure), **settings)
    assert found.plan.method == "mantel-haenszel"
    for i in (0, 6, 12):
        table = {ours: np.delete(BCG[name], i) for ours, name in NAMES.items()}
        rest = pool(effect_sizes(measure, table), **settings).summary
        shift = whole.estimate - rest.estimate
        if diagnose is baujat:
            assert found.influence[i] == pytest.approx((shift / rest.se) ** 2, rel=1e-9)
        else:
            assert found.dfbetas[i] == found.dffits[i] == pytest.approx(shift / whole.se, rel=1e-9)
            assert found.cov_r[i] == pytest.approx((rest.se / whole.se) ** 2, rel=1e-9)


def test_in_a_common_effect_model_contributions_add_up_to_q():
    assert baujat(Y, V, model="common").contribution.sum() == pytest.approx(pool(Y, V).heterogeneity.q)


# ---- other software


@pytest.mark.parametrize("name", METAFOR_INFLUENCE)
def test_diagnostics_are_those_of_metafor(name):
    assert getattr(influence(Y, V, tau2="DL"), name) == pytest.approx(np.array(METAFOR_INFLUENCE[name]), rel=1e-12)


@pytest.mark.parametrize("name", METAFOR_BAUJAT)
def test_the_points_of_baujats_plot_are_those_of_metafor(name):
    assert getattr(baujat(Y, V, tau2="DL"), name) == pytest.approx(np.array(METAFOR_BAUJAT[name]), rel=1e-12)


@pytest.mark.parametrize(("measure", "settings", "contribution", "moved"), METAFOR_BAUJAT_BCG)
def test_the_points_of_baujats_plot_are_those_of_metafor_for_each_method(measure, settings, contribution, moved):
    found = baujat(bcg(measure), **settings)
    assert found.contribution[:3] == pytest.approx(np.array(contribution), rel=1e-9)
    assert found.influence[:3] == pytest.approx(np.array(moved), rel=1e-9)


@pytest.mark.parametrize(("settings", "places"), [({"model": "common"}, "common"), ({"tau2": "REML"}, "REML")])
def test_influential_studies_are_those_of_metafor(settings, places):
    found = influence(bcg(), method="inverse-variance", **settings)
    assert np.flatnonzero(found.influential).tolist() == BCG_INFLUENTIAL[places]


# ---- what a flag means


@pytest.mark.parametrize(
    ("y", "v", "flagged"),
    [
        ([0.5] * 4, [0.1] * 4, []),
        ([0.5] * 4, [0.01, 1, 1, 1], [0]),  # hat above 3/k, nothing else
        ([0.0, 0.1, -0.1, 0.05, 1.2, 0.0, 0.0, 0.0, 0.1], [0.1] * 9, [4]),  # dfbetas above 1
        ([0.0, 0.1, -0.1, 0.05, 0.8, 0.0, 0.0, 0.0, 0.1], [0.1] * 9, [4]),  # Cook's distance alone
        ([0.0, 0.1, -0.1, 0.05, 0.6, 0.0, 0.0, 0.0, 0.1], [0.1] * 9, []),
    ],
)
def test_a_study_is_flagged_for_its_leverage_or_for_what_it_does(y, v, flagged):
    assert np.flatnonzero(influence(y, v, model="common").influential).tolist() == flagged


# ---- few studies


def test_the_only_study_cannot_be_left_out():
    found = influence([0.7], [0.09])
    for name in DIAGNOSTICS:
        assert np.isnan(getattr(found, name)).all() == (name != "hat"), name
    assert (found.hat.tolist(), found.weights.tolist(), found.influential.tolist()) == ([1.0], [100.0], [False])
    points = baujat([0.7], [0.09])
    assert points.contribution.tolist() == [0.0]
    assert np.isnan(points.influence).all()


@pytest.mark.parametrize("diagnose", [influence, baujat])
@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_few_studies_give_plain_values_in_json(diagnose, k):
    plain = json.loads(json.dumps(diagnose(Y[:k], V[:k]).as_dict(), allow_nan=False))
    assert plain["study"] == list("123"[:k])


def test_two_studies_move_the_estimate_to_each_other():
    found = influence([0.0, 1.0], [1.0, 1.0], model="common")
    assert found.rstudent == pytest.approx([-(0.5**0.5), 0.5**0.5])
    assert found.cook_d == pytest.approx([0.5, 0.5])
    assert found.cov_r == pytest.approx([2.0, 2.0])
    points = baujat([0.0, 1.0], [1.0, 1.0], model="common")
    assert (points.contribution.tolist(), points.influence.tolist()) == ([0.25, 0.25], [0.25, 0.25])


def test_of_identical_effects_none_has_influence():
    found = influence([0.5] * 4, [0.1, 0.2, 0.05, 0.4])
    for name in ("rstudent", "dffits", "cook_d", "dfbetas"):
        assert getattr(found, name) == pytest.approx(np.zeros(4), abs=1e-12), name


def test_a_study_of_next_to_no_weight_keeps_its_digits():
    found = influence([0.2, 0.7, 0.1], [0.5, 1e6, 1e-6], model="common")
    weights = 1 / np.array([0.5, 1e6, 1e-6])
    rest = (0.2 * weights[0] + 0.1 * weights[2]) / (weights[0] + weights[2])
    expected = weights[1] / weights.sum() * (0.7 - rest) * math.sqrt(weights.sum())
    assert found.dfbetas[1] == pytest.approx(expected, rel=1e-13)


@pytest.mark.parametrize("diagnose", [influence, baujat])
def test_counts_that_are_not_there_are_asked_for(diagnose):
    with pytest.raises(DataError, match="found effects without the counts"):
        diagnose(Y, V, method="peto")


# ---- what does not change the result


@given(samples, st.sampled_from(MODELS), st.floats(0.1, 50))
def test_diagnostics_have_no_unit(sample, settings, factor):
    y, v = split(sample)
    one, two = influence(y, v, **settings), influence(factor * y, factor * factor * v, **settings)
    for name in ("rstudent", "dffits", "cook_d", "cov_r", "hat", "dfbetas"):
        assert getattr(two, name) == pytest.approx(getattr(one, name), rel=1e-5, abs=1e-5), name


@given(samples, st.sampled_from(MODELS), st.floats(-10, 10, allow_subnormal=False))
def test_diagnostics_do_not_follow_a_shift(sample, settings, shift):
    y, v = split(sample)
    one, two = baujat(y, v, **settings), baujat(y + shift, v, **settings)
    assert two.influence == pytest.approx(one.influence, rel=1e-4, abs=1e-6)
    assert two.contribution == pytest.approx(one.contribution, rel=1e-4, abs=1e-6)


@given(samples, st.sampled_from(MODELS))
def test_reversed_effects_have_reversed_diagnostics(sample, settings):
    y, v = split(sample)
    one, two = influence(y, v, **settings), influence(-y, v, **settings)
    assert two.rstudent == pytest.approx(-one.rstudent, rel=1e-9, abs=1e-9)
    assert two.influential.tolist() == one.influential.tolist()
