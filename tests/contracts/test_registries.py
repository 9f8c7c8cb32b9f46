"""What every measure, method, model, estimator, interval and check must be, however many there will be."""

from __future__ import annotations

import inspect
import math
from pathlib import Path

import numpy as np
import pytest

import reportgen
from reportgen.audit import CHECKS
from reportgen.effects import MEASURES, ZERO_CELLS, ArmData, TwoByTwo
from reportgen.issue_codes import CODES
from reportgen.model import Plan, Review
from reportgen.pooling import ESTIMATORS, INTERVALS, METHODS, MODELS, pool
from reportgen.pooling.parts import Centre, Fit, Sample
from tests.pooling.given import effects_of

PACKAGE = Path(reportgen.__file__).parent

FOLDERS = {
    "pooling/methods": (METHODS, "centre"),
    "pooling/models": (MODELS, "fit"),
    "pooling/tau2": (ESTIMATORS, "estimate"),
    "pooling/intervals": (INTERVALS, "limits"),
}
ENTRIES = [
    pytest.param(key, entry, getattr(entry, verb), id=f"{folder}:{key}")
    for folder, (registry, verb) in FOLDERS.items()
    for key, entry in registry.items()
] + [pytest.param(key, measure, measure.arm_effect, id=f"effects:{key}") for key, measure in MEASURES.items()]

PLANS = [
    pytest.param(
        Plan(model=model, method="inverse-variance", tau2=tau2, interval=interval), id=f"{model}-{tau2}-{interval}"
    )
    for model in MODELS
    for tau2 in ESTIMATORS
    for interval in INTERVALS
]

Y, V = np.array([0.2, -0.4, 1.1, 0.6]), np.array([0.04, 0.3, 0.1, 0.02])


def arm(**values: float) -> ArmData:
    return ArmData(arms=("A",), label="A", values=values, texts={}, inputs={})


ARMS = (
    arm(events=12.0, n=40.0, mean=5.1, sd=2.0),
    arm(events=7.0, n=55.0, mean=4.2, sd=1.4),
)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_of_a_folder_is_registered(folder):
    registry, verb = FOLDERS[folder]
    registered = {Path(inspect.getfile(getattr(entry, verb))).name for entry in registry.values()}
    assert {path.name for path in (PACKAGE / folder).glob("*.py")} - {"__init__.py"} == registered


def test_every_file_that_makes_a_measure_is_registered():
    makers = {
        path.name for path in (PACKAGE / "effects").glob("*.py") if " = Measure(" in path.read_text(encoding="utf-8")
    }
    assert makers == {Path(inspect.getfile(measure.arm_effect)).name for measure in MEASURES.values()}


@pytest.mark.parametrize(("key", "entry", "verb"), ENTRIES)
def test_an_entry_has_its_own_name_a_title_and_a_reference(key, entry, verb):
    assert entry.id == key
    assert entry.title[0].isupper()
    assert "Reference: " in inspect.getdoc(verb)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_reads_only_the_columns_it_declares(measure):
    declared = [arm(**{name: side.values[name] for name in measure.arm_columns}) for side in ARMS]
    effect = measure.arm_effect(*declared, Plan())
    assert math.isfinite(effect.y)
    assert effect.v > 0
    assert effect.reason == ""


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_a_measure_needs_every_column_it_declares(measure):
    for left_out in measure.arm_columns:
        sides = [arm(**{name: side.values[name] for name in measure.arm_columns if name != left_out}) for side in ARMS]
        with pytest.raises(KeyError):
            measure.arm_effect(*sides, Plan())


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_swapping_the_arms_negates_the_effect(measure):
    one, two = measure.arm_effect(*ARMS, Plan()), measure.arm_effect(*reversed(ARMS), Plan())
    assert two.y == pytest.approx(-one.y, rel=1e-12)
    assert two.v == pytest.approx(one.v, rel=1e-12)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_equal_arms_give_the_null(measure):
    effect = measure.arm_effect(ARMS[0], ARMS[0], Plan())
    assert effect.y == 0
    assert measure.null == (1 if measure.scale == "log" else 0)


@pytest.mark.parametrize("rule", ZERO_CELLS.values(), ids=ZERO_CELLS)
def test_a_rule_for_zero_cells_leaves_full_tables_alone_and_is_even_handed(rule):
    assert rule(TwoByTwo(1, 2, 3, 4)) == TwoByTwo(1, 2, 3, 4)
    assert rule(TwoByTwo(0, 2, 3, 4))[:2] == rule(TwoByTwo(3, 4, 0, 2))[2:]


@pytest.mark.parametrize("estimator", ESTIMATORS.values(), ids=ESTIMATORS)
def test_an_estimator_is_zero_without_spread_and_scales_with_the_square(estimator):
    def tau2(y, v) -> float:
        centre = float((y / v).sum() / (1 / v).sum())
        return estimator.estimate(y, v, float(((y - centre) ** 2 / v).sum()))

    assert tau2(np.zeros(4), V) == 0
    assert tau2(Y, V) > 0
    assert tau2(3 * Y, 9 * V) == pytest.approx(9 * tau2(Y, V), rel=1e-6)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_a_model_without_tau2_and_with_equal_variances_gives_the_mean(model):
    v = np.full(4, 0.25)
    sample = Sample(measure="MD", rows=(), y=Y, v=v)
    centre = Centre(estimate=float(Y.mean()), se=0.25, weights=1 / v)
    fit = model.fit(sample, centre, lambda: 0.0)
    assert (fit.estimate, fit.se, fit.tau2) == pytest.approx((Y.mean(), 0.25, 0.0))


@pytest.mark.parametrize("interval", INTERVALS.values(), ids=INTERVALS)
def test_an_interval_holds_the_estimate_and_grows_with_the_level(interval):
    fit = Fit(estimate=0.3, se=0.2, weights=1 / V, tau2=0.1)
    sample = Sample(measure="MD", rows=(), y=Y, v=V)
    (low, high), (wider_low, wider_high) = (interval.limits(sample, fit, level) for level in (0.9, 0.95))
    assert wider_low < low < 0.3 < high < wider_high


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_every_plan_works_for_few_studies(plan, k):
    result = pool(effects_of(list(Y[:k]), list(V[:k])), plan)
    assert (result.summary is None) == (k == 0)
    assert (result.heterogeneity is None) == (k < 2)
    assert result.plan == plan


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_reports_under_a_code_that_exists(code):
    module = inspect.getmodule(CHECKS[code])
    assert code == module.CODE
    assert code in CODES


def test_every_file_with_a_check_of_the_data_is_registered():
    makers = {path.stem for path in (PACKAGE / "audit").glob("*.py") if "\nCODE = " in path.read_text(encoding="utf-8")}
    assert makers == {inspect.getmodule(check).__name__.rpartition(".")[2] for check in CHECKS.values()}


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_check_finds_nothing_in_an_empty_review(check):
    assert list(check(Review(title="Empty"), {})) == []
