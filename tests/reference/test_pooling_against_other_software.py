"""Results of R's meta and metafor, typed into cases/*.json, met by our pooling."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.effects import study_effects
from reportgen.model import PRESETS
from reportgen.pooling import Pooled, pool_effects
from tests.reviews import make_outcome, make_review, make_study

CASES = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(Path(__file__).parent.glob("cases/*.json"))
}
RESULTS = [
    pytest.param(case, result, id=f"{name}-{result['measure']}-{result['method']}")
    for name, case in CASES.items()
    if "studies" in case
    for result in case["results"]
]
MODELS = ("common", "random")

REL = 1e-9


def pooled(case: dict, result: dict, model: str) -> Pooled:
    plan = replace(PRESETS["revman5"], model=model, method=result["method"])
    outcome = make_outcome("y", result["measure"], plan=plan, subgroups="group" if "subgroups" in result else "")
    review = make_review({study[0]: {"y": (study[1], study[2])} for study in case["studies"]}, outcomes=[outcome])
    groups = [make_study(s[0], group=s[3] if len(s) > 3 else "") for s in case["studies"]]
    return pool_effects(study_effects(replace(review, studies=tuple(groups)), outcome), plan)


def close(expected: float, scale: float = 1.0) -> object:
    return pytest.approx(expected, rel=REL, abs=1e-10 * scale)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("case", "result"), RESULTS)
def test_the_summary_is_the_one_of_other_software(case, result, model):
    ours = pooled(case, result, model)
    assert ours.k == result["k"]
    if result["k"] == 0:
        assert ours.summary is None
        return
    for name, value in result[model].items():
        assert getattr(ours.summary, name) == close(value, result[model]["se"] if name != "p" else 1e-30), name


@pytest.mark.parametrize(("case", "result"), [r for r in RESULTS if "heterogeneity" in r.values[1]])
def test_heterogeneity_is_the_one_of_other_software(case, result):
    ours = pooled(case, result, "random").heterogeneity
    for name, value in result["heterogeneity"].items():
        assert getattr(ours, name) == close(value), name


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("case", "result"), RESULTS)
def test_weights_are_those_of_other_software(case, result, model):
    assert pooled(case, result, model).weights == close(tuple(result[f"weights_{model}"]))


@pytest.mark.parametrize(("case", "result"), [r for r in RESULTS if "y" in r.values[1]])
def test_study_effects_are_those_of_other_software(case, result):
    ours = pooled(case, result, "random").studies
    assert [study is None for study in ours] == [y is None for y in result["y"]]
    assert [study.estimate for study in ours if study] == close([y for y in result["y"] if y is not None])
    assert [study.se for study in ours if study] == close([se for se in result["se"] if se is not None])


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(("case", "result"), [r for r in RESULTS if "subgroups" in r.values[1]])
def test_subgroups_and_the_test_between_them_are_those_of_other_software(case, result, model):
    ours, expected = pooled(case, result, model), result["subgroups"]
    assert [name for name, _ in ours.subgroups] == expected["names"]
    assert [group.summary.estimate for _, group in ours.subgroups] == close(expected[model])
    assert [group.summary.se for _, group in ours.subgroups] == close(expected[f"{model}_se"])
    assert ours.subgroup_test.q == close(expected[f"between_{model}"])
    assert ours.subgroup_test.df == expected["df"]
    if model == "random":
        assert ours.subgroup_test.p == close(expected["p_random"])


def test_there_are_enough_cases():
    assert len(RESULTS) >= 60
