"""Results as printed in articles, met to every printed digit by our pooling."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.effects import study_effects
from reportgen.model import PRESETS
from reportgen.pooling import Pooled, pool_effects
from tests.reviews import REVMAN, make_outcome, make_review

CASES = Path(__file__).parent / "cases"
PSYCHOTHERAPY = json.loads((CASES / "parent_infant_psychotherapy.json").read_text(encoding="utf-8"))["outcomes"]
BCG = json.loads((CASES / "bcg_vaccine.json").read_text(encoding="utf-8"))["studies"]

INVERSE_VARIANCE = replace(PRESETS["revman5"], method="inverse-variance")


def pooled(tables, plan) -> Pooled:
    studies = {f"Study {i}": {"y": ((a, n1), (c, n2))} for i, (a, n1, c, n2) in enumerate(tables)}
    review = make_review(studies, outcomes=[make_outcome("y", "RR", plan=plan)])
    return pool_effects(study_effects(review, review.outcomes[0]), plan)


def ratios(result: Pooled) -> list[float]:
    summary = result.summary
    return [math.exp(summary.estimate), math.exp(summary.ci_low), math.exp(summary.ci_high)]


def as_printed(value: float, text: str) -> str:
    return f"{value:.{len(text.partition('.')[2])}f}"


@pytest.mark.parametrize("name", PSYCHOTHERAPY)
def test_the_eight_attachment_outcomes_are_met_to_every_digit(name):
    case = PSYCHOTHERAPY[name]
    ours = ratios(pooled(case["tables"], REVMAN))
    assert [as_printed(value, text) for value, text in zip(ours, case["printed"], strict=True)] == case["printed"]
    assert ours == pytest.approx(case["unrounded"], abs=5.1e-5)


@pytest.mark.parametrize("name", [name for name, case in PSYCHOTHERAPY.items() if "statistics" in case])
def test_heterogeneity_and_p_are_met_to_every_digit(name):
    case = PSYCHOTHERAPY[name]
    result = pooled(case["tables"], REVMAN)
    spread = result.heterogeneity
    ours = {"q": spread.q, "p_het": spread.p, "i2": spread.i2, "p": result.summary.p, "tau2": spread.tau2}
    assert {key: as_printed(ours[key], text) for key, text in case["statistics"].items()} == case["statistics"]


def test_study_ratios_and_weights_of_secure_attachment_are_met():
    case = PSYCHOTHERAPY["secure"]
    result = pooled(case["tables"], REVMAN)
    assert [f"{math.exp(study.estimate):.2f}" for study in result.studies] == case["studies"]
    assert [f"{weight:.1f}" for weight in result.weights] == case["weights"]


@pytest.mark.parametrize(
    ("name", "inverse_variance"),
    [
        ("secure", ["8.88", "1.28", "61.82"]),
        ("stable secure", ["2.27", "0.41", "12.48"]),
        ("stable insecure", ["0.56", "0.26", "1.21"]),
    ],
)
def test_inverse_variance_gives_other_digits_than_mantel_haenszel(name, inverse_variance):
    assert [
        f"{value:.2f}" for value in ratios(pooled(PSYCHOTHERAPY[name]["tables"], INVERSE_VARIANCE))
    ] == inverse_variance


def test_bcg_vaccine_is_as_metafor_prints_it():
    result = pooled([(*one, *two) for _, one, two, _ in BCG], INVERSE_VARIANCE)
    assert ratios(result) == pytest.approx([0.489624, 0.344919, 0.695038], abs=5.1e-7)
    assert result.summary.statistic == pytest.approx(-3.995, abs=5.1e-4)
    assert result.summary.p == pytest.approx(6.46e-5, abs=5.1e-8)
    spread = result.heterogeneity
    assert (spread.tau2, spread.q, spread.i2) == (
        pytest.approx(0.308760, abs=5.1e-7),
        pytest.approx(152.233, abs=5.1e-4),
        pytest.approx(92.117, abs=5.1e-4),
    )
    weights = [5.036, 6.347, 4.412, 9.718, 8.875, 10.121, 6.008, 10.216, 8.748, 8.368, 9.948, 3.798, 8.404]
    assert list(result.weights) == pytest.approx(weights, abs=5.1e-4)
