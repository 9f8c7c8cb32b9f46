"""What every shipped risk-of-bias tool must be, however many there will be, and what rules make of judgements."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import resources
from reportgen.errors import DataError
from reportgen.load.findings import Findings
from reportgen.load.registries import tools
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.load.tools import tool_of, tool_text
from reportgen.model import GRADES, OVERALL, OVERALL_RULES, overall_levels

TOOLS = {name: shipped_tool(name) for name in tools()}
EACH = pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
KNOWN = {
    "rob1": 7,
    "rob2": 6,
    "rob2-cluster": 7,
    "rob2-crossover": 7,
    "robins-i": 8,
    "robins-e": 8,
    "quadas-2": 7,
    "quips": 7,
}


def test_the_shipped_tools_have_all_their_domains():
    assert {name: len(tool.domains) for name, tool in TOOLS.items()} == KNOWN


@EACH
def test_ids_names_and_symbols_are_each_their_own(tool):
    for names in (
        [domain.id for domain in tool.domains],
        [domain.name.casefold() for domain in tool.domains],
        [level.id for level in tool.levels],
        [level.label.casefold() for level in tool.levels],
        [level.symbol for level in tool.levels],
    ):
        assert len(set(names)) == len(names)


@EACH
def test_levels_rise_from_no_risk_and_name_their_grade(tool):
    graded = [level for level in tool.levels if level.grade not in {"unknown", "none"}]
    assert [level.rank for level in graded] == list(range(len(graded)))
    assert [GRADES.index(level.grade) for level in graded] == sorted(GRADES.index(level.grade) for level in graded)
    assert tool.ordered()[: len(graded)] == tuple(graded)


@EACH
def test_a_rule_is_known_and_has_its_domain_which_comes_last(tool):
    assert tool.overall in {"", *OVERALL_RULES}
    ids = [domain.id for domain in tool.domains]
    assert OVERALL not in ids[:-1]
    if tool.overall:
        assert ids[-1] == OVERALL


@EACH
def test_a_shipped_tool_is_a_flawless_file_of_a_review_and_comes_back_from_its_text(tool):
    for text in (resources.read_text(f"risk_of_bias/{tool.id}.toml"), tool_text(tool)):
        findings = Findings()
        assert tool_of("own.toml", text, findings) == replace(tool, id="own.toml")
        findings.raise_errors()


RULES = [
    # RoB 2: low if all are low, high if any is, some concerns otherwise; several may be raised to high by reviewers
    ("rob2", "low low low low low", "low"),
    ("rob2", "low low some-concerns low low", "some-concerns"),
    ("rob2", "some-concerns some-concerns low low low", "some-concerns high"),
    ("rob2", "some-concerns some-concerns high low low", "high"),
    ("rob2", "low low low low no-information", ""),
    ("rob2", "low high low low no-information", "high"),
    ("rob2-cluster", "low not-applicable low low low some-concerns", "some-concerns"),
    ("rob2-cluster", "not-applicable not-applicable", ""),
    # ROBINS-I: the worst domain; no information only where none is serious or critical
    ("robins-i", "low low low low low low low", "low"),
    ("robins-i", "low moderate low low moderate low low", "moderate"),
    ("robins-i", "low moderate serious low low low low", "serious"),
    ("robins-i", "serious serious critical low low low low", "critical"),
    ("robins-i", "low moderate no-information low low low low", "no-information"),
    ("robins-i", "low serious no-information low low low low", "serious"),
    ("robins-i", "low critical no-information low low low low", "critical"),
    ("robins-i", "no-information no-information", "no-information"),
    # ROBINS-E: the worst domain, one level more where several are at it
    ("robins-e", "low some-concerns low low low low low", "some-concerns"),
    ("robins-e", "low high high low low low low", "high very-high"),
    ("robins-e", "very-high very-high low low low low low", "very-high"),
    # no rule, no judgement
    ("rob1", "low low low low low low low", ""),
    ("quips", "low low low low low low", ""),
    ("quadas-2", "low low low low low low low", ""),
]


@pytest.mark.parametrize(("name", "judged", "expected"), RULES)
def test_the_rule_of_a_tool_gives_the_overall_judgement(name, judged, expected):
    tool = TOOLS[name]
    found = overall_levels(tool, [tool.level(id_) for id_ in judged.split()])
    assert [level.id for level in found] == expected.split()


@EACH
@given(data=st.data())
def test_an_overall_judgement_never_depends_on_the_order_and_is_never_below_the_worst_domain(tool, data):
    judged = data.draw(st.lists(st.sampled_from(tool.levels), min_size=1, max_size=7))
    found = overall_levels(tool, judged)
    assert overall_levels(tool, data.draw(st.permutations(judged))) == found
    known = [level.rank for level in judged if tool.grade(level) not in {"unknown", "none"}]
    for level in found:
        if tool.grade(level) not in {"unknown", "none"}:
            assert level.rank >= max(known)


RIGHT = tool_text(TOOLS["rob2"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (RIGHT.replace("worst-or-raised", "best"), "the rule 'best' under `overall`"),
        (RIGHT.replace('"overall"\n', '"sum"\n'), "a rule and no domain that it gives"),
        (RIGHT.replace('grade = "low"', 'grade = "green"'), "with 'green' under `grade`"),
        (RIGHT.replace('label = "Overall"', 'label = "Overall"\nabout = "harm"'), "with 'harm' under `about`"),
    ],
)
def test_a_rule_a_grade_or_a_panel_that_nobody_knows_is_a_mistake(text, message):
    findings = Findings()
    assert tool_of("own.toml", text, findings) is None
    with pytest.raises(DataError, match="tool-is-well-formed") as raised:
        findings.raise_errors()
    assert any(message in issue.message for issue in raised.value.issues)
