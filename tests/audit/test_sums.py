"""Sums: the flow, exhaustive groups, outcomes that are sums of others, participants, judgements."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.audit import audit
from reportgen.errors import Issue, Origin
from reportgen.model import Domain, ExhaustiveGroup, Judgement, OutcomeSum, Review, RiskOfBiasTool
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.reviews import make_flow, make_result, make_review, make_study

HERE = Origin("review.yaml", 1)

BASE_2020 = {
    "databases": {"MEDLINE": 1000, "Embase": 240},
    "registers": 50,
    "duplicates": 210,
    "screened": 1080,
    "excluded": 950,
    "sought": 130,
    "not_retrieved": 10,
    "assessed": 120,
    "excluded_reports": {"": 80, "wrong design": 30, "wrong population": 20, "no outcome": 15, "conference": 15},
    "reports": 40,
}
BASE_2009 = {
    "databases": 2604,
    "other_sources": 16,
    "identified": 2620,
    "after_duplicates": 1500,
    "duplicates": 1120,
    "screened": 1500,
    "excluded": 1400,
    "assessed": 100,
    "excluded_reports": 81,
    "reports": 19,
}


def issues_of(review: Review, code: str) -> list[Issue]:
    found = audit(review, {})
    assert all(issue.severity == "warning" for issue in found)
    return [issue for issue in found if issue.code == code]


def flow_messages(form: str, counts: dict) -> list[str]:
    return [issue.message for issue in issues_of(make_review(flow=make_flow(form, **counts)), "flow-adds-up")]


# ---- flow


@pytest.mark.parametrize(("form", "counts"), [("prisma2020", BASE_2020), ("prisma2009", BASE_2009), ("prisma2009", {})])
def test_a_flow_that_closes_is_not_mentioned(form, counts):
    assert flow_messages(form, counts) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"screened": 1090, "excluded": 960}, "found 1090 records screened, expected 1080 = 1290 − 210"),
        ({"automation": 5}, "found 1080 records screened, expected 1075 = 1290 − 210 − 5"),
        ({"excluded": 949}, "found 130 reports sought for retrieval, expected 131 = 1080 − 949"),
        ({"not_retrieved": 9}, "found 120 reports assessed for eligibility, expected 121 = 130 − 9"),
        ({"reports": 41}, "found 41 reports of the included studies, expected 40 = 120 − 80"),
        ({"identified": 1291, "duplicates": 211}, "found 1291 all records identified, expected 1290 = 1240 + 50"),
        (
            {"other_sought": 7, "other_not_retrieved": 1, "other_assessed": 5, "other_excluded": 5},
            "found 5 reports assessed, expected 6 = 7 − 1",
        ),
        (
            {"other_sources": 9, "identified": 1299, "screened": {}},
            "found 1299 all records identified, expected 1290 = 1240 + 50",
        ),
        ({"excluded_human": 900, "excluded_automation": 40}, "found 950 records excluded on title and abstract"),
        ({"total_studies": 50, "total_reports": 40}, "found 50 studies included"),
        ({"other_sought": 7, "websites": 6}, "found 7 reports sought, expected at most 6 (records from websites)"),
        (
            {"previous_studies": 3, "previous_reports": 2},
            "found 3 studies included in the previous version, expected at most 2",
        ),
    ],
)
def test_a_flow_of_2020_that_does_not_close_shows_the_sum(changed, message):
    (found,) = flow_messages("prisma2020", BASE_2020 | changed)
    assert found.startswith(message)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"after_duplicates": 1501, "screened": 1501, "excluded": 1401},
            "found 1501 records after duplicates were removed, expected 1500 = 2620 − 1120",
        ),
        ({"screened": 1499, "excluded": 1399}, "found 1499 records screened, expected 1500"),
        (
            {"assessed": 99, "excluded_reports": 80},
            "found 99 reports assessed for eligibility, expected 100 = 1500 − 1400",
        ),
        ({"reports": 18}, "found 18 reports of the included studies, expected 19 = 100 − 81"),
        (
            {"after_duplicates": 2621, "duplicates": {}, "screened": {}},
            "found 2621 records after duplicates were removed, expected at most 2620",
        ),
    ],
)
def test_a_flow_of_2009_that_does_not_close_shows_the_sum(changed, message):
    (found,) = flow_messages("prisma2009", BASE_2009 | changed)
    assert found.startswith(message)


def test_reasons_that_miss_the_total_are_shown_at_the_total():
    reasons = {"": 58, "criteria": 8, "not randomised": 21, "not the intervention": 25, "too old": 3}
    (issue,) = issues_of(make_review(flow=make_flow(excluded_reports=reasons)), "flow-adds-up")
    assert issue.message == "found 58 reports excluded, expected 57 = 8 + 21 + 25 + 3"
    assert (issue.origin.path, issue.origin.line, issue.origin.name) == ("flow.csv", 2, "n")


@pytest.mark.parametrize("unknown", ["duplicates", "excluded", "not_retrieved", "assessed", "excluded_reports"])
def test_a_sum_with_an_unknown_count_is_passed_over(unknown):
    counts = {**BASE_2020, unknown: None, "screened": 1080}
    assert flow_messages("prisma2020", counts) == []


def test_a_reason_without_a_count_leaves_the_sum_open():
    assert flow_messages("prisma2009", {"excluded_reports": {"": 58, "a": 8, "b": None}}) == []


def test_ongoing_studies_may_be_among_the_articles_left():
    assert flow_messages("prisma2009", BASE_2009 | {"excluded_reports": 76, "ongoing": 5}) == []


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({"studies": 3}, "found 3 studies included, expected 2, the included studies of studies.csv"),
        ({"studies": 2, "reports": 1}, "found 2 studies included, expected at most 1"),
        ({"studies": 2, "meta_analysis": 3}, "found 3 studies included in a meta-analysis, expected at most 2"),
    ],
)
def test_the_studies_of_the_flow_are_those_of_the_table(counts, message):
    studies = (make_study("A"), make_study("B"), make_study("X", status="excluded"))
    found = audit(make_review(studies=studies, flow=make_flow(**counts)), {})
    (issue,) = [issue for issue in found if issue.code.startswith("flow-")]
    assert issue.message.startswith(message)


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({"ongoing": 2}, "found 2 ongoing studies, expected 1, the ongoing studies of studies.csv"),
        ({"awaiting": 3}, "found 3 studies awaiting classification, expected 2, the"),
        ({"reports": 2}, "found 2 reports of the included studies, expected 3, the reports cited in total of"),
        ({"previous_studies": 1, "total_reports": 2}, "found 2 reports of the included studies, expected 3"),
        ({"reports": 4, "studies": 2, "ongoing": 1, "awaiting": 2}, None),
        ({"previous_studies": 1, "studies": 1}, None),
    ],
)
def test_other_counts_of_studies_and_reports_are_those_of_the_table(counts, message):
    cited = (replace(make_study("A"), reports=("a1", "a2")), replace(make_study("B"), reports=("b", "a2")))
    others = (make_study("O", status="ongoing"), make_study("W", status="awaiting"), make_study("V", status="awaiting"))
    found = issues_of(make_review(studies=(*cited, *others), flow=make_flow(**counts)), "flow-counts-the-studies")
    assert len(found) == (message is not None)
    assert all(issue.message.startswith(message) for issue in found)


@pytest.mark.parametrize(
    ("stated", "messages"), [(4, []), (3, []), (2, ["found 2 studies included in a meta-analysis, "])]
)
def test_the_studies_in_meta_analyses_are_those_that_are_pooled(stated, messages):
    both = {"x": ((3, 20), (5, 20)), "y": ((2, 20), (1, 20))}
    review = make_review(
        {"A": both, "B": {"x": both["x"]}, "C": {"y": both["y"]}, "D": {"z": both["x"]}},
        flow=make_flow(meta_analysis=stated),
    )
    found = [i for i in audit(review, analyse(review, Style()).pooled) if i.code == "flow-counts-the-studies"]
    assert [issue.message for issue in found] == [
        message + "expected at least 3, those pooled here" for message in messages
    ]
    assert all(issue.hint == "pooled with others are A, B, C" for issue in found)


def test_a_sum_that_does_not_close_says_where_its_numbers_stand_and_whether_it_must():
    (wrong,) = issues_of(make_review(flow=make_flow("prisma2020", **BASE_2020 | {"automation": 5})), "flow-adds-up")
    assert str(wrong.origin).startswith("flow.csv:")
    assert wrong.hint == "the others stand in lines 2, 3, 4, 5 and 17 of flow.csv; they cannot all be right"
    counts = {"previous_studies": 8, "studies": 3, "total_studies": 10}
    (perhaps,) = issues_of(make_review(flow=make_flow("prisma2020", **counts)), "flow-adds-up")
    assert perhaps.message == "found 10 studies included in all, expected 11 = 8 + 3"
    assert perhaps.hint.endswith("an update may leave out or join studies of the earlier version")


@pytest.mark.parametrize(
    ("form", "counts", "messages"),
    [
        ("prisma2020", {"after_duplicates": 5, "screened": 5}, ["found after_duplicates, expected an item that"]),
        ("prisma2009", {"after_duplicates": 5, "screened": 5}, []),
        ("prisma2009", {"other_excluded": {"A": 1, "B": 2}}, ["found other_excluded, expected an item that"]),
        ("prisma2020", {"previous_studies": 3}, ["found studies of an earlier version, expected total_studies"]),
        ("prisma2020", {"previous_studies": 3, "total_studies": 4}, []),
    ],
)
def test_a_count_that_the_diagram_has_no_box_for_is_told(form, counts, messages):
    found = issues_of(make_review(flow=make_flow(form, **counts)), "flow-item-is-drawn")
    assert [issue.message[: len(message)] for issue, message in zip(found, messages, strict=True)] == messages
    assert all(issue.origin.line == 2 for issue in found)


# ---- exhaustive groups and sums of outcomes

CATEGORIES = ("secure", "avoidant", "resistant", "disorganised")
GROUP = ExhaustiveGroup(id="categories", title="attachment categories", outcomes=CATEGORIES, origin=HERE)


def categories(*events: int, n: int = 14) -> Review:
    results = [
        make_result("C", name, "T", {"events": e, "n": n}, line=i)
        for i, (name, e) in enumerate(zip(CATEGORIES, events, strict=False), 2)
    ]
    return make_review(exhaustive=(GROUP,), results=results, studies=(make_study("C"),))


def test_a_group_that_leaves_a_rest_shows_the_sum_at_its_first_cell():
    (issue,) = issues_of(categories(8, 1, 0, 4), "exhaustive-group-adds-up")
    assert issue.message == "found 13 = 8 + 1 + 0 + 4, expected 14 participants (C, T; attachment categories)"
    assert (issue.origin.line, issue.origin.name) == (2, "events")


@pytest.mark.parametrize("events", [(8, 1, 0, 5), (8, 1, 0)])
def test_a_group_that_closes_or_is_incomplete_is_not_mentioned(events):
    assert issues_of(categories(*events), "exhaustive-group-adds-up") == []


def test_a_group_is_taken_at_each_time_point_by_itself():
    rows = [
        make_result("C", name, "T", {"events": events, "n": 4}, time_point=when)
        for name, by_time in {"secure": (1, 2), "avoidant": (3, 1)}.items()
        for when, events in zip(("before", "after"), by_time, strict=True)
    ]
    group = ExhaustiveGroup(id="g", title="two", outcomes=("secure", "avoidant"), origin=HERE)
    (issue,) = issues_of(make_review(exhaustive=(group,), results=rows), "exhaustive-group-adds-up")
    assert issue.message == "found 3 = 2 + 1, expected 4 participants (C, T, after; two)"


@pytest.mark.parametrize(("total", "messages"), [(8, ["found 8, expected 9 = 8 + 1 (C, therapy)"]), (9, [])])
def test_an_outcome_that_is_a_sum_equals_its_parts(total, messages):
    data = {"C": {"secure": ((total, 14), (1, 54)), "gained": ((8, 14), (1, 54)), "kept": ((1, 14), (0, 54))}}
    declared = OutcomeSum(total="secure", parts=("gained", "kept"), origin=HERE)
    found = issues_of(make_review(data, sums=(declared,)), "sum-of-outcomes-adds-up")
    assert [issue.message for issue in found] == messages


# ---- participants and judgements


@pytest.mark.parametrize(
    ("stated", "sizes", "messages"),
    [
        (905, (131, 137, 637), []),
        (846, (131, 137, 637), ["found 846, expected 905 = 131 + 137 + 637"]),
        (846, (131, 137, None), []),
        (200, (131, 137, None), ["found 200, expected at least 268 = 131 + 137"]),
        (200, (None, None), []),
    ],
)
def test_the_stated_number_randomised_is_that_of_the_studies(stated, sizes, messages):
    studies = tuple(make_study(f"S{i}", n=n) for i, n in enumerate(sizes))
    review = make_review(
        studies=(*studies, make_study("X", n=9, status="excluded")), flow=make_flow(participants=stated)
    )
    assert [issue.message for issue in issues_of(review, "participants-add-up")] == messages


def test_a_study_without_all_judgements_says_which_are_missing():
    tool = RiskOfBiasTool(
        id="t", title="T", domains=(Domain(id="a", label="Allocation"), Domain(id="b", label="Blinding")), levels=()
    )
    judged = [Judgement(study="A", domain=domain, level="low", origin=HERE) for domain in "ab"]
    judged.append(Judgement(study="B", domain="a", level="low", origin=HERE))
    studies = (make_study("A"), make_study("B", line=3), make_study("X", status="excluded"))
    (issue,) = issues_of(
        make_review(studies=studies, judgements=judged, risk_of_bias_tool=tool), "risk-of-bias-is-complete"
    )
    assert issue.message == "found 1 judgements of B, expected 2: Blinding missing"
    assert issue.origin.line == 3


def test_where_no_study_is_judged_one_line_says_so():
    tool = RiskOfBiasTool(id="t", title="T", domains=(Domain(id="a", label="Allocation"),), levels=())
    studies = (make_study("A"), make_study("B", line=3), make_study("X", status="excluded"))
    (issue,) = issues_of(make_review(studies=studies, risk_of_bias_tool=tool), "risk-of-bias-is-complete")
    assert issue.message == "found no judgements of the 2 included studies, expected 1 of each"
