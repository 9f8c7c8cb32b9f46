"""What must not change a meta-analysis, or must change it in a known way, for every entry of the registries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportgen.effects import MEASURES, effect_sizes
from reportgen.pooling import ESTIMATORS, INTERVALS, METHODS, PREDICTIONS, meta_regression, pool
from reportgen.pooling.pooled import MetaAnalysis

FEW = settings(max_examples=25)

SETTINGS = [
    pytest.param({"method": "inverse-variance", "model": "common"}, id="common"),
    *(pytest.param({"tau2": tau2, "interval": "wald", "prediction": "normal"}, id=tau2) for tau2 in ESTIMATORS),
    *(
        pytest.param({"tau2": "REML", "interval": interval, "prediction": "none"}, id=interval)
        for interval in INTERVALS
    ),
    *(pytest.param({"tau2": "DL", "prediction": kind, "interval": "hksj"}, id=f"pi {kind}") for kind in PREDICTIONS),
]
EVERY_SETTING = pytest.mark.parametrize("plan", SETTINGS)

COUNTED = [
    pytest.param(method, measure, id=f"{method}-{measure}")
    for method, entry in METHODS.items()
    for measure in sorted(entry.measures or ("OR", "RR", "RD"))
]
TWO_ARMS = [name for name, measure in MEASURES.items() if measure.sides == 2 and name != "GLASS"]
"""All but Glass' delta, which is in units of the second arm's standard deviation."""
EVERY_METHOD = pytest.mark.parametrize(("method", "measure"), COUNTED)


@dataclass(frozen=True)
class Studies:
    """Effects and variances."""

    y: np.ndarray
    v: np.ndarray


@st.composite
def studies(draw) -> Studies:
    k = draw(st.integers(2, 8))
    y = draw(st.lists(st.integers(-300, 300), min_size=k, max_size=k))
    v = draw(st.lists(st.integers(1, 200), min_size=k, max_size=k))
    return Studies(np.array(y) / 100, np.array(v) / 100)


@st.composite
def tables(draw) -> dict[str, np.ndarray]:
    """Events and totals (or person-time) of two to six studies, some cells empty."""
    k = draw(st.integers(2, 6))
    n = draw(st.lists(st.integers(5, 60), min_size=2 * k, max_size=2 * k))
    share = draw(st.lists(st.integers(0, 10), min_size=2 * k, max_size=2 * k))
    events = [size * tenths // 10 for size, tenths in zip(n, share, strict=True)]
    found = {"events_1": events[:k], "n_1": n[:k], "events_2": events[k:], "n_2": n[k:]}
    return {name: np.array(values, dtype=np.float64) for name, values in found.items()}


def numbers(result: MetaAnalysis) -> dict[str, float]:
    """Return the numbers of a result that order does not touch."""
    found = {}
    if result.summary is not None:
        for name in ("estimate", "se", "statistic", "p", "ci_low", "ci_high"):
            found[name] = getattr(result.summary, name)
    if result.heterogeneity is not None:
        for name in ("q", "p", "i2", "tau2", "se_tau2", "tau2_low", "tau2_high"):
            found[f"heterogeneity {name}"] = getattr(result.heterogeneity, name)
    if result.prediction is not None:
        found["prediction low"], found["prediction high"] = result.prediction
    return found


def same(found: dict[str, float], expected: dict[str, float]) -> None:
    """Hold numbers against others, those near 0 on the scale of the standard error."""
    assert found.keys() == expected.keys()
    size = max([abs(expected.get("se", 1.0)), 1.0])
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, rel=1e-6, abs=1e-8 * size, nan_ok=True), name


def changed(expected: dict[str, float], move) -> dict[str, float]:
    """Return the numbers with those in units of the effect moved; `move` may turn lower limits into upper ones."""
    names = ("estimate", "ci_low", "ci_high", "prediction low", "prediction high")
    moved = {name: move(value) if name in names else value for name, value in expected.items()}
    for low, high in (("ci_low", "ci_high"), ("prediction low", "prediction high")):
        if low in moved and moved[low] > moved[high]:
            moved[low], moved[high] = moved[high], moved[low]
    return moved


@EVERY_SETTING
@FEW
@given(given_studies=studies(), shift=st.integers(1, 7))
def test_the_order_of_studies_does_not_matter(plan, given_studies, shift):
    order = np.roll(np.arange(len(given_studies.y)), shift)[::-1]
    one, other = (
        pool(y, v, **plan)
        for y, v in ((given_studies.y, given_studies.v), (given_studies.y[order], given_studies.v[order]))
    )
    same(numbers(other), numbers(one))
    assert other.weights == pytest.approx(np.array(one.weights)[order], rel=1e-6)


@EVERY_SETTING
@FEW
@given(given_studies=studies())
def test_effects_the_other_way_round_give_the_summary_the_other_way_round(plan, given_studies):
    one, other = (pool(y, given_studies.v, **plan) for y in (given_studies.y, -given_studies.y))
    expected = changed(numbers(one), lambda value: -value)
    if "statistic" in expected:
        expected["statistic"] *= -1
    same(numbers(other), expected)


@EVERY_SETTING
@FEW
@given(given_studies=studies(), by=st.sampled_from([-40.0, 0.5, 1000.0]))
def test_effects_that_are_moved_move_the_summary_and_leave_heterogeneity(plan, given_studies, by):
    one, other = (pool(y, given_studies.v, **plan) for y in (given_studies.y, given_studies.y + by))
    expected, found = changed(numbers(one), lambda value: value + by), numbers(other)
    for of_the_test in ("statistic", "p"):
        expected.pop(of_the_test, None), found.pop(of_the_test, None)
    same(found, expected)


@EVERY_SETTING
@FEW
@given(given_studies=studies(), by=st.sampled_from([1e-3, 0.1, 7.0, 1e4]))
def test_another_unit_changes_effects_by_its_size_and_variances_by_its_square(plan, given_studies, by):
    one, other = (
        pool(y, v, **plan)
        for y, v in ((given_studies.y, given_studies.v), (by * given_studies.y, by * by * given_studies.v))
    )
    expected, found = changed(numbers(one), lambda value: by * value), numbers(other)
    for name in expected:
        if "tau2" in name:
            expected[name], found[name] = expected[name], found[name] / by**2
        elif name in ("estimate", "ci_low", "ci_high", "prediction low", "prediction high"):
            expected[name], found[name] = expected[name] / by, found[name] / by
        elif name == "se":
            found[name] /= by
    same(found, expected)


@FEW
@given(given_studies=studies(), level=st.integers(0, 5))
def test_a_subgroup_given_twice_halves_its_variance_and_changes_no_estimate(given_studies, level):
    k = len(given_studies.y)
    groups = np.array(["a", "b"])[(np.arange(k) + level) % 2]
    one = pool(given_studies.y, given_studies.v, subgroup=groups, model="common")
    twice = pool(np.tile(given_studies.y, 2), np.tile(given_studies.v, 2), subgroup=np.tile(groups, 2), model="common")
    for (name, once), (same_name, doubled) in zip(one.subgroups, twice.subgroups, strict=True):
        assert name == same_name
        assert doubled.summary.estimate == pytest.approx(once.summary.estimate, rel=1e-9, abs=1e-12)
        assert doubled.summary.se**2 == pytest.approx(once.summary.se**2 / 2, rel=1e-9)
    assert twice.subgroup_test.q == pytest.approx(2 * one.subgroup_test.q, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("tau2", ESTIMATORS)
@FEW
@given(given_studies=studies())
def test_a_level_under_two_names_is_two_levels_with_the_same_summary(tau2, given_studies):
    y, v = given_studies.y, given_studies.v
    copies = np.repeat(["a", "b"], len(y))
    result = pool(np.tile(y, 2), np.tile(v, 2), subgroup=copies, tau2=tau2, interval="wald")
    alone = pool(y, v, tau2=tau2, interval="wald")
    for _, group in result.subgroups:
        same(numbers(group), numbers(alone))
    assert result.subgroup_test.q == pytest.approx(0, abs=1e-9)
    assert result.subgroup_test.p == pytest.approx(1, abs=1e-4)


@EVERY_METHOD
@FEW
@given(table=tables(), shift=st.integers(1, 5))
def test_the_order_of_tables_does_not_matter(method, measure, table, shift):
    order = np.roll(np.arange(len(table["n_1"])), shift)
    one, other = (
        pooled_tables(method, measure, {name: column[which] for name, column in table.items()})
        for which in (np.arange(len(order)), order)
    )
    same(numbers(other), numbers(one))


@pytest.mark.parametrize(
    ("method", "measure"),
    [one for one in COUNTED if one.values[0] != "cochran"],  # whose weights rest on the second arm alone
)
@FEW
@given(table=tables())
def test_arms_that_are_swapped_turn_the_summary_round(method, measure, table):
    one, other = (numbers(pooled_tables(method, measure, columns)) for columns in (table, swapped(table)))
    expected = changed(one, lambda value: -value)
    if "statistic" in expected:
        expected["statistic"] *= -1
    same(other, expected)


@EVERY_METHOD
@FEW
@given(table=tables())
def test_tables_given_twice_change_no_estimate_and_halve_its_variance(method, measure, table):
    doubled = {name: np.tile(column, 2) for name, column in table.items()}
    one, twice = (pooled_tables(method, measure, columns).summary for columns in (table, doubled))
    assert (one is None) == (twice is None)
    if one is not None:
        assert twice.estimate == pytest.approx(one.estimate, rel=1e-9, abs=1e-12)
        assert twice.se**2 == pytest.approx(one.se**2 / 2, rel=1e-9)


@pytest.mark.parametrize("measure", ["OR", "RD", "AS", "PETO"])
@FEW
@given(table=tables())
def test_non_events_have_the_opposite_effect_of_events(measure, table):
    others = {
        **table,
        "events_1": table["n_1"] - table["events_1"],
        "events_2": table["n_2"] - table["events_2"],
    }
    one, other = (effect_sizes(measure, columns) for columns in (table, others))
    assert other.y == pytest.approx(-one.y, rel=1e-9, abs=1e-12, nan_ok=True)
    assert other.v == pytest.approx(one.v, rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("measure", TWO_ARMS)
@FEW
@given(numbers_of_arms=st.lists(st.integers(1, 40), min_size=6, max_size=6))
def test_swapped_arms_turn_an_effect_round(measure, numbers_of_arms):
    columns = arms(measure, numbers_of_arms)
    one, other = (effect_sizes(measure, columns), effect_sizes(measure, swapped(columns)))
    assert other.y == pytest.approx(-one.y, rel=1e-9, abs=1e-12, nan_ok=True)
    assert other.v == pytest.approx(one.v, rel=1e-9, nan_ok=True)


def test_a_risk_ratio_of_events_is_not_the_inverse_of_that_of_non_events():
    events, others = (
        effect_sizes("RR", events_1=[a], n_1=[40], events_2=[c], n_2=[45]).y[0] for a, c in ((12, 20), (28, 25))
    )
    assert abs(events + others) > 0.1


@pytest.mark.parametrize("tau2", ESTIMATORS)
@FEW
@given(given_studies=studies(), by=st.sampled_from([-3.0, 0.01, 50.0]), shift=st.sampled_from([0.0, 1980.0]))
def test_a_covariate_in_another_unit_has_a_coefficient_in_that_unit(tau2, given_studies, by, shift):
    y, v = given_studies.y, given_studies.v
    x = np.arange(len(y)) ** 1.5
    assume(len(y) > 2)
    one, other = (
        meta_regression(y, v, covariates={"x": values}, tau2=tau2, interval="wald") for values in (x, by * x + shift)
    )
    assert other.tau2 == pytest.approx(one.tau2, rel=1e-6, abs=1e-9)
    assert other.q == pytest.approx(one.q, rel=1e-8, abs=1e-9)
    assert by * other.coefficients[1].estimate == pytest.approx(one.coefficients[1].estimate, rel=1e-6, abs=1e-8)
    assert other.moderators.statistic == pytest.approx(one.moderators.statistic, rel=1e-6, abs=1e-8)


def arms(measure: str, values: list[int]) -> dict[str, list[float]]:
    """Return the columns of a measure of two arms, for one study, from positive numbers."""
    columns = {name: [float(value)] for name, value in zip(MEASURES[measure].columns, values, strict=False)}
    for side in (1, 2):
        if f"n_{side}" in columns:
            columns[f"n_{side}"][0] += 1 + sum(columns.get(f"events_{side}", [0.0]))
    return columns


def swapped(columns: dict[str, list[float]]) -> dict[str, list[float]]:
    """Return the columns with the arms in each other's place."""
    return {name.translate(str.maketrans("12", "21")): column for name, column in columns.items()}


def pooled_tables(method: str, measure: str, table: dict[str, np.ndarray]) -> MetaAnalysis:
    """Return the common-effect result of tables, whose totals are person-time for rates."""
    if measure.startswith("IR"):
        table = {name.replace("n_", "time_"): column for name, column in table.items()}
    return pool(effect_sizes(measure, table), model="common", method=method)
