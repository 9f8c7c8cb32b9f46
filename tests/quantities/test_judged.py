"""Judgements as rows: overall ones worked out by the rule of the tool, or the reviewers' own beside the rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.audit.risk_of_bias_complete import risk_of_bias_complete
from reportgen.audit.risk_of_bias_overall import risk_of_bias_overall
from reportgen.errors import Origin
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import Judgement
from reportgen.quantities import judged_rows, rows_of_outcome, shown_domains
from tests.reviews import make_outcome, make_result, make_review, make_study

ROB2 = shipped_tool("rob2")
LOW = ("low",) * 5
SOME = ("low", "some-concerns", "low", "low", "low")
SEVERAL = ("low", "some-concerns", "some-concerns", "low", "low")
HIGH = ("low", "some-concerns", "high", "low", "low")
BLANK = ("low", "some-concerns", "", "low", "low")


def judged(study, levels, overall="", outcome="", tool=ROB2):
    ids = [domain.id for domain in tool.domains if domain.id != "overall"]
    pairs = [*zip(ids, levels, strict=True), ("overall", overall)]
    return [
        Judgement(study=study, domain=id_, level=level, outcome=outcome, origin=Origin("risk_of_bias.csv", line, 3))
        for line, (id_, level) in enumerate(pairs, 2)
        if level
    ]


def review(*judgements, names=("A", "B"), tool=ROB2, **settings):
    return replace(
        make_review(judgements=[one for several in judgements for one in several], **settings),
        studies=tuple(make_study(name, line=line) for line, name in enumerate(names, 2)),
        risk_of_bias_tool=tool,
    )


def overall_of(levels, own=""):
    (row,) = judged_rows(review(judged("A", levels, own), names=("A",)))
    return row.verdicts.get("overall")


@pytest.mark.parametrize(
    ("levels", "own", "words", "worked_out"),
    [
        (LOW, "", "Low risk (worked out)", True),
        (SOME, "", "Some concerns (worked out)", True),
        (HIGH, "", "High risk (worked out)", True),
        (SOME, "some-concerns", "Some concerns", False),
        (SEVERAL, "high", "High risk", False),
        (SOME, "high", "High risk (by the tool’s rule: some concerns)", False),
        (HIGH, "low", "Low risk (by the tool’s rule: high risk)", False),
        (BLANK, "high", "High risk", False),
        (BLANK, "low", "Low risk (by the tool’s rule: some concerns)", False),
    ],
)
def test_the_reviewers_overall_stands_and_else_the_rule_gives_it(levels, own, words, worked_out):
    verdict = overall_of(levels, own)
    assert (verdict.words, verdict.worked_out) == (words, worked_out)
    assert verdict.level.label == words.partition(" (")[0]


def test_no_overall_is_worked_out_before_all_domains_are_judged():
    assert overall_of(BLANK) is None
    assert shown_domains(ROB2, judged_rows(review(judged("A", BLANK)))) == ROB2.domains[:-1]


def test_what_is_worked_out_rests_on_the_cells_of_all_domains_and_is_derived():
    node = overall_of(SOME).datum()
    assert ([origin.line for origin in node.inputs], node.provenance) == ([2, 3, 4, 5, 6], "derived")


def test_a_tool_without_a_rule_shows_an_overall_only_where_somebody_judged_it():
    quips = shipped_tool("quips")
    levels = ("low",) * 6
    given = review(judged("A", levels, tool=quips), judged("B", levels, "high", tool=quips), tool=quips)
    assert ["overall" in row.verdicts for row in judged_rows(given)] == [False, True]


def test_concerns_about_applicability_are_judged_beside_the_risk_of_bias():
    quadas = shipped_tool("quadas-2")
    (row, _) = judged_rows(review(judged("A", ("low",) * 6 + ("high",), tool=quadas), tool=quadas))
    assert row.verdicts["a3"].level.id == "high"
    assert quadas.domains[-1].name == "Reference standard (applicability concerns)"


def test_rows_of_results_stand_outcome_by_outcome_with_those_of_studies_first():
    outcomes = [make_outcome("pain"), make_outcome("sleep")]
    given = review(
        judged("B", LOW, outcome="sleep"),
        judged("A", LOW, outcome="pain"),
        judged("A", LOW, outcome="sleep"),
        judged("C", LOW),
        names=("A", "B", "C", "D"),
        outcomes=outcomes,
    )
    rows = [(row.study, row.outcome, bool(row.verdicts)) for row in judged_rows(given)]
    assert rows == [
        ("C", "", True),
        ("D", "", False),
        ("A", "pain", True),
        ("A", "sleep", True),
        ("B", "sleep", True),
    ]


def test_a_study_with_results_that_were_not_judged_has_an_empty_row_among_those_that_were():
    results = (make_result("A", "pain", "T", {"n": 5}), make_result("B", "pain", "T", {"n": 5}))
    given = review(judged("A", LOW, outcome="pain"), outcomes=[make_outcome("pain")], results=results)
    assert [(row.study, bool(row.verdicts)) for row in judged_rows(given)] == [("A", True), ("B", False)]


def test_for_one_outcome_a_study_judged_as_such_keeps_its_judgements():
    results = tuple(make_result(study, "pain", "T", {"n": 5}) for study in "AB")
    given = review(
        judged("A", LOW, outcome="pain"),
        judged("B", HIGH),
        judged("C", HIGH),
        names=("A", "B", "C"),
        outcomes=[make_outcome("pain")],
        results=results,
    )
    rows = rows_of_outcome(given, "pain")
    assert [(row.study, row.verdicts["overall"].level.id) for row in rows] == [("A", "low"), ("B", "high")]


@pytest.mark.parametrize(
    ("levels", "own", "messages"),
    [
        (HIGH, "low", ["found the overall judgement of A 'low risk', expected at least that of the worst domain, "]),
        (SOME, "high", []),
        (SEVERAL, "high", []),
        (HIGH, "high", []),
        (HIGH, "", []),
    ],
)
def test_an_overall_below_the_worst_domain_is_a_warning(levels, own, messages):
    issues = list(risk_of_bias_overall(review(judged("A", levels, own)), {}))
    assert [issue.message.partition("'high")[0] for issue in issues] == messages
    assert [issue.origin.line for issue in issues] == [7] * len(messages)


def test_an_overall_that_the_rule_gives_is_not_asked_of_the_reviewers():
    assert list(risk_of_bias_complete(review(judged("A", LOW), judged("B", LOW, "low")), {})) == []
