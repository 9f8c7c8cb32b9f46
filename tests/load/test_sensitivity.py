"""What review.yaml says of sensitivity analyses, and the mistakes that can be made in it."""

import re
from pathlib import Path

import pytest

from reportgen.errors import DataError
from reportgen.figures import figure_plans
from reportgen.load import load, schema
from reportgen.model import SENSITIVITY_ANALYSES, HighRisk
from tests.load.folders import FILES, fill


def with_settings(folder, text, tool="rob1"):
    yaml = (
        FILES["review.yaml"].replace("rob1", tool)
        if tool
        else FILES["review.yaml"].replace("methods:\n  risk_of_bias_tool: rob1\n", "")
    )
    files = {"review.yaml": f"{yaml}sensitivity: {text}\n"}
    return fill(folder, files if tool else files | {"risk_of_bias.csv": None})


def asked(folder, text):
    return load(with_settings(folder, text)).sensitivity


def issues(folder, text, tool="rob1"):
    with pytest.raises(DataError) as caught:
        load(with_settings(folder, text, tool))
    return [(issue.code, f"{issue.origin.line}:{issue.origin.column}", issue.hint) for issue in caught.value.issues]


@pytest.mark.parametrize(
    ("text", "analyses"),
    [
        ("{}", ("model",)),
        ("{outcomes: [pain]}", ("model", "tau2", "leave-one-out")),
        ("{high_risk: {domains: [blinding-assessment]}}", ("model", "high-risk")),
        ("{outcomes: [pain], high_risk: {domains: [blinding-assessment]}}", SENSITIVITY_ANALYSES),
        ("{outcomes: [pain], analyses: [model]}", ("model",)),
        ("{analyses: [leave-one-out, model]}", ("model", "leave-one-out")),
    ],
)
def test_analyses_that_are_left_open_follow_from_the_rest(tmp_path, text, analyses):
    assert asked(tmp_path, text).analyses == analyses


def test_a_key_without_a_value_asks_for_nothing(tmp_path):
    assert asked(tmp_path, "") is None


def test_domains_and_levels_go_by_key_or_name(tmp_path):
    text = "{high_risk: {domains: [Allocation concealment, sequence_generation], levels: [High risk, unclear]}}"
    assert asked(tmp_path, text).high_risk == HighRisk(
        domains=("allocation-concealment", "sequence-generation"), levels=("high", "unclear")
    )


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        ("{outcomes: [pian]}", "outcome-is-known", "26:26", "pain"),
        ("{outcomes: [Pain]}", "yaml-value-is-valid", "26:26", ""),
        ("{analyses: [tau]}", "yaml-value-is-valid", "26:26", "tau2"),
        ("{analyses: []}", "yaml-value-is-valid", "26:25", ""),
        ("{analyses: [high-risk]}", "sensitivity-fits", "26:14", ""),
        ("{high_risk: {domains: [sequence-generaton]}}", "domain-is-known", "26:37", "sequence-generation"),
        ("{high_risk: {domains: [blinding-assessment], levels: [hihg]}}", "judgement-is-known", "26:68", "high"),
        ("{high_risk: {levels: [high]}}", "yaml-key-is-present", "26:15", ""),
        ("{high_risk: {domains: []}}", "yaml-value-is-valid", "26:36", ""),
        ("{hihg_risk: {domains: [x]}}", "yaml-key-is-known", "26:15", "high_risk"),
    ],
)
def test_a_mistake_is_found_at_its_place(tmp_path, text, code, place, hint):
    ((found, where, told),) = issues(tmp_path, text)
    assert (found, where) == (code, place)
    assert hint in told


def test_high_risk_needs_a_tool(tmp_path):
    assert [code for code, _, _ in issues(tmp_path, "{high_risk: {domains: [x]}}", tool="")] == ["tool-is-known"]


@pytest.mark.parametrize("setting", ["totals: none", "synthesis: none\n    reason: too different"])
def test_an_outcome_without_a_total_cannot_be_named(tmp_path, setting):
    yaml = FILES["review.yaml"].replace("better: lower", f"better: lower\n    {setting}")
    folder = fill(tmp_path, {"review.yaml": f"{yaml}sensitivity: {{outcomes: [pain]}}\n"})
    with pytest.raises(DataError) as caught:
        load(folder)
    assert [issue.code for issue in caught.value.issues] == ["sensitivity-fits"]


def test_the_schema_offers_the_analyses():
    part = schema()["$defs"]["SensitivityPart"]["properties"]["analyses"]
    offered = next(way for way in part["anyOf"] if way.get("type") == "array")
    assert tuple(offered["items"]["enum"]) == SENSITIVITY_ANALYSES


# ---- the how-to, followed to the letter

HOW_TO = Path(__file__).parents[2] / "docs/how-to/sensitivity.md"
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_how_to_says_what_loads(tmp_path, block):
    tool = "rob2" if "overall" in block else "rob1"
    files = {path: text.replace("cured", "recovery") for path, text in FILES.items() if "cured" in text}
    files["review.yaml"] = files["review.yaml"].replace("rob1", tool) + block
    if tool == "rob2":
        files["risk_of_bias.csv"] = FILES["risk_of_bias.csv"].replace("Allocation concealment", "d1")
    review = load(fill(tmp_path, files))
    figure_plans(review)
    assert review.sensitivity is not None or {plan.kind for plan in review.figures} == {"leave-one-out", "cumulative"}
