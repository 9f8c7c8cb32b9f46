"""Certainty: sums that fail, judgements that are missing, prompts where the data suggest to look, and tables too long."""

from dataclasses import replace

import pytest

from reportgen.audit import audit
from reportgen.model import CERTAINTY_WORDS, Thresholds, certainty_of
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.reviews import make_outcome, make_published, make_review
from tests.summarised import judged, summarised_review

EVERY = {"risk_of_bias": 0, "inconsistency": 0, "indirectness": 0, "imprecision": 0, "publication_bias": 0}
DATA = {
    "Able 2001": {"relapse": ((5, 50), (20, 50))},
    "Baker 2002": {"relapse": ((6, 50), (18, 50))},
}
APART = {
    "Able 2001": {"relapse": ((5, 50), (30, 50))},
    "Baker 2002": {"relapse": ((30, 50), (5, 50))},
    "Clark 2003": {"relapse": ((20, 50), (18, 50))},
}


def issues_of(review, code):
    found = audit(review, analyse(review, Style()).pooled)
    assert all(issue.severity == "warning" for issue in found)
    return [issue for issue in found if issue.code == code]


def reviewed(*rows, data=DATA, **settings):
    return make_review(data, certainty=rows, **settings)


@pytest.mark.parametrize(
    ("start", "domains", "word", "reached"),
    [
        ("high", {}, "high", "high"),
        ("", {}, "high", "high"),
        ("high", {"imprecision": -1}, "moderate", "moderate"),
        ("high", {"imprecision": -2, "risk_of_bias": -1}, "very low", "very low"),
        ("high", {"imprecision": -3, "risk_of_bias": -3}, "very low", "very low"),
        ("low", {}, "low", "low"),
        ("low", {"large_effect": 2}, "high", "high"),
        ("low", {"large_effect": 2, "dose_response": 2}, "high", "high"),
        ("low", {"large_effect": 1, "imprecision": -1}, "low", "low"),
        ("high", {"imprecision": -1}, "high", "moderate"),
        ("high", {"imprecision": -1}, "low", "moderate"),
        ("low", {"risk_of_bias": -1}, "low", "very low"),
        ("high", {}, "moderate", "high"),
    ],
)
def test_certainty_is_its_start_and_its_levels_added_up(start, domains, word, reached):
    rows = judged("relapse", word, start=start, **{name: (levels, "why") for name, levels in domains.items()})
    assert certainty_of(rows, "relapse").reached == reached
    found = issues_of(reviewed(*rows), "certainty-adds-up")
    assert [f"expected {reached}" in issue.message for issue in found] == [True] * (word != reached)
    assert [issue.origin.line for issue in found] == [rows[-1].origin.line] * (word != reached)


def test_a_certainty_without_levels_is_told_without_a_sum():
    (issue,) = issues_of(reviewed(*judged("relapse", "low", start="high")), "certainty-adds-up")
    assert issue.message == "found low for 'relapse', expected high"


def test_a_wrong_sum_is_told_with_its_terms_and_their_lines():
    rows = judged("relapse", "high", risk_of_bias=(-1, "open"), imprecision=(-2, "few"))
    (issue,) = issues_of(reviewed(*rows), "certainty-adds-up")
    assert issue.message == "found high for 'relapse', expected very low: high − 1 (risk-of-bias) − 2 (imprecision)"
    assert issue.hint == "see lines 2, 3, 4"


def test_what_is_not_judged_is_named():
    (issue,) = issues_of(reviewed(*judged("relapse", "low", imprecision=0)), "certainty-is-complete")
    assert issue.message == (
        "found certainty low of 'relapse', expected also: risk of bias, inconsistency, indirectness, publication bias"
    )
    (issue,) = issues_of(reviewed(*judged("relapse", **EVERY)), "certainty-is-complete")
    assert issue.message == "found no certainty of 'relapse', expected also: certainty"
    assert issues_of(reviewed(*judged("relapse", "high", **EVERY)), "certainty-is-complete") == []


def test_an_outcome_of_the_summary_without_any_judgement_is_told_if_it_has_a_result():
    review = make_review(DATA, summary_of_findings=("relapse",))
    (issue,) = issues_of(review, "certainty-is-complete")
    assert "the certainty and its domains" in issue.message
    printed = make_published(outcome="work", estimate="0.74", ci_low="0.52", ci_high="1.04")
    nobody = make_review(outcomes=[make_outcome("work")], summary_of_findings=("work",))
    assert len(issues_of(replace(nobody, published=(printed,)), "certainty-is-complete")) == 1
    assert issues_of(nobody, "certainty-is-complete") == []


def test_heterogeneity_and_an_interval_with_no_effect_prompt_where_nothing_was_said():
    found = issues_of(reviewed(*judged("relapse", "high", **EVERY), data=APART), "certainty-considers-data")
    assert [issue.message.split(" of ")[0] for issue in found] == ["found inconsistency", "found imprecision"]
    told = EVERY | {"inconsistency": (0, "one study explains it"), "imprecision": (-1, "wide")}
    rows = judged("relapse", "moderate", **told)
    assert issues_of(reviewed(*rows, data=APART), "certainty-considers-data") == []
    assert issues_of(reviewed(*judged("relapse", "high", **EVERY)), "certainty-considers-data") == []
    assert issues_of(reviewed(*judged("relapse", "high"), data=APART), "certainty-considers-data") == []


@pytest.mark.parametrize(
    ("thresholds", "said"),
    [
        (None, []),
        (Thresholds(small=0.9, moderate=0.8, large=0.75), []),
        (Thresholds(small=0.9, moderate=0.5, large=0.2), ["from a small to a large effect"]),
        (Thresholds(small=0.5, moderate=0.3, large=0.1), ["from little or no to a moderate effect"]),
    ],
    ids=str,
)
def test_an_interval_over_several_sizes_prompts_by_the_thresholds(thresholds, said):
    outcome = make_outcome("relapse", better="lower", thresholds=thresholds)
    found = issues_of(reviewed(*judged("relapse", "high", **EVERY), outcomes=[outcome]), "certainty-considers-data")
    assert [issue.message.partition("reaches ")[2].partition(",")[0] for issue in found] == said


def test_a_table_too_long_says_what_it_leaves_out():
    names = [f"o{i}" for i in range(9)]
    data = {"Able 2001": dict.fromkeys(names, ((3, 50), (9, 50)))}
    (issue,) = issues_of(make_review(data, summary_of_findings=tuple(names)), "summary-of-findings-fits")
    assert issue.message == "found 9 outcomes for one table, expected 7 at most; not shown: o7, o8"


@pytest.mark.parametrize(
    ("outcome", "data", "found"),
    [
        (make_outcome("relapse", assumed_risk=0.0), DATA, "an assumed risk of 0"),
        (make_outcome("relapse"), {"Able 2001": {"relapse": ((5, 50), (0, 50))}}, "an assumed risk of 0"),
        (make_outcome("relapse", "PR"), DATA, "'relapse', which compares nothing"),
        (
            make_outcome("relapse", "AS", assumed_risk=0.2),
            DATA,
            "an assumed risk of 'relapse', which is measured by AS",
        ),
    ],
)
def test_an_outcome_without_a_risk_to_start_from_is_told(outcome, data, found):
    review = make_review(data, outcomes=[outcome], summary_of_findings=("relapse",))
    (issue,) = issues_of(review, "summary-of-findings-fits")
    assert issue.message.startswith(f"found {found}")


def test_a_review_with_all_judgements_in_order_is_not_mentioned():
    review = summarised_review()
    assert issues_of(review, "certainty-adds-up") == []
    assert issues_of(review, "summary-of-findings-fits") == []
    assert set(CERTAINTY_WORDS) >= {review.certainty_of(outcome).word for outcome in ("relapse", "deaths")}
