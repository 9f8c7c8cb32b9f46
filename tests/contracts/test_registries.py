"""What every measure, method, model, estimator, interval and check must be, however many there will be."""

from __future__ import annotations

import inspect
from pathlib import Path

import numpy as np
import pytest

import reportgen
from reportgen.audit import CHECKS
from reportgen.effects import MEASURES, SCALES, ZERO_CELLS
from reportgen.issue_codes import CODES
from reportgen.model import Plan, Review
from reportgen.pooling import ESTIMATORS, INTERVALS, METHODS, MODELS, PREDICTIONS, pool_effects, sample_of
from reportgen.pooling.choice import half_width
from reportgen.pooling.design import MeanOnly
from reportgen.pooling.models.random import random_fit
from reportgen.pooling.moments import generalised_q
from reportgen.pooling.parts import Centre
from tests.pooling.given import effects_of

PACKAGE = Path(reportgen.__file__).parent

FOLDERS = {
    "pooling/methods": (METHODS, "centre"),
    "pooling/models": (MODELS, "fit"),
    "pooling/tau2": (ESTIMATORS, "estimate"),
    "pooling/intervals": (INTERVALS, "spread"),
    "pooling/predictions": (PREDICTIONS, "half_width"),
}
ENTRIES = [
    pytest.param(key, entry, getattr(entry, verb), id=f"{folder}:{key}")
    for folder, (registry, verb) in FOLDERS.items()
    for key, entry in registry.items()
] + [pytest.param(key, measure, measure.formula, id=f"effects:{key}") for key, measure in MEASURES.items()]

PLANS = [
    pytest.param(
        Plan(model=model, method="inverse-variance", tau2=tau2, interval=interval, prediction=prediction),
        id=f"{model}-{tau2}-{interval}-{prediction}",
    )
    for model in MODELS
    for tau2, interval, prediction in [
        *((tau2, "wald", "none") for tau2 in ESTIMATORS),
        *(("REML", interval, "t-k-1") for interval in INTERVALS),
        *(("DL", "hksj", prediction) for prediction in PREDICTIONS),
    ]
]

Y, V = np.array([0.2, -0.4, 1.1, 0.6]), np.array([0.04, 0.3, 0.1, 0.02])


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_of_a_folder_is_registered(folder):
    registry, verb = FOLDERS[folder]
    registered = {Path(inspect.getfile(getattr(entry, verb))).name for entry in registry.values()}
    assert {path.name for path in (PACKAGE / folder).glob("*.py")} - {"__init__.py"} == registered


def test_every_file_of_measures_makes_one_that_is_registered():
    files = [Path(inspect.getfile(measure.formula)).name for measure in MEASURES.values()]
    assert len(set(files)) == len(files)
    assert {path.name for path in (PACKAGE / "effects/measures").glob("*.py")} - {"__init__.py"} == set(files)


@pytest.mark.parametrize(("key", "entry", "verb"), ENTRIES)
def test_an_entry_has_its_own_name_a_title_and_a_reference(key, entry, verb):
    assert entry.id == key
    assert entry.title[0].isupper()
    assert "Reference: " in inspect.getdoc(verb)


@pytest.mark.parametrize(
    ("key", "entry"),
    [*ZERO_CELLS.items(), *SCALES.items()],
    ids=[*(f"zero cells:{key}" for key in ZERO_CELLS), *SCALES],
)
def test_a_rule_for_empty_cells_and_a_scale_have_their_own_name_and_a_title(key, entry):
    assert entry.id == key
    assert entry.title


@pytest.mark.parametrize("estimator", ESTIMATORS.values(), ids=ESTIMATORS)
def test_an_estimator_is_zero_without_spread_and_scales_with_the_square(estimator):
    def tau2(y, v) -> float:
        sample = sample_of(y, v)
        return float(estimator.estimate(sample, MeanOnly(), generalised_q(sample, MeanOnly(), 1 / sample.v))[0])

    assert tau2(np.zeros(4), V) == 0
    assert tau2(Y, V) > 0
    assert tau2(3 * Y, 9 * V) == pytest.approx(9 * tau2(Y, V), rel=1e-9)


@pytest.mark.parametrize("estimator", ESTIMATORS.values(), ids=ESTIMATORS)
def test_an_estimator_says_how_sure_it_is_in_units_of_the_variances(estimator):
    one, two = (
        float(estimator.standard_error(sample, MeanOnly(), np.array([tau2]))[0])
        for sample, tau2 in ((sample_of(Y, V), 0.1), (sample_of(2 * Y, 4 * V), 0.4))
    )
    assert one > 0
    assert two == pytest.approx(4 * one, rel=1e-9)


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_a_model_without_tau2_and_with_equal_variances_gives_the_mean(model):
    sample = sample_of(Y, np.full(4, 0.25))
    centre = Centre(estimate=np.zeros(1), se=np.array([0.25]), weights=1 / sample.v)
    fit = model.fit(sample, centre, lambda: np.zeros(1))
    assert (fit.estimate[0], fit.se[0], fit.tau2[0]) == pytest.approx((0.0, 0.25, 0.0))


@pytest.mark.parametrize("interval", INTERVALS.values(), ids=INTERVALS)
@pytest.mark.parametrize("tau2", [0.0, 0.1, 2.0])
def test_an_interval_grows_with_the_level_and_says_what_was_applied(interval, tau2):
    sample = sample_of(Y, V)
    fit = random_fit(sample, np.array([tau2]))
    widths = [float(half_width(interval.spread(sample, fit, level), level)[0]) for level in (0.8, 0.9, 0.95)]
    assert 0 < widths[0] < widths[1] < widths[2]
    assert str(interval.spread(sample, fit, 0.95).applied[0]) in INTERVALS


@pytest.mark.parametrize("prediction", PREDICTIONS.values(), ids=PREDICTIONS)
def test_a_prediction_interval_grows_with_the_level_and_is_no_narrower_than_tau_says(prediction):
    sample = sample_of(Y, V)
    fit = random_fit(sample, np.array([0.3]))
    widths = [float(prediction.half_width(sample, fit, level)[0]) for level in (0.8, 0.9, 0.95)]
    if prediction.id == "none":
        assert np.isnan(widths).all()
    else:
        assert widths[2] > 1.95 * 0.3**0.5
        assert widths[0] < widths[1] < widths[2]


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_every_plan_works_for_few_studies(plan, k):
    result = pool_effects(effects_of(list(Y[:k]), list(V[:k])), plan)
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
