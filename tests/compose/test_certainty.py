"""Sentences on results whose certainty is judged: GRADE's words, statistics in Cochrane's order, certainty last."""

import re
from dataclasses import replace

import pytest

from reportgen.model import Library, Thresholds
from tests.compose.drafts import TWO_STUDIES, document_of, text_of
from tests.reviews import make_outcome, make_published, make_review
from tests.summarised import judged, summarised_review


def line_on(review, words):
    (line,) = [
        line
        for line in text_of(review).splitlines()
        if words in line and "CI" in line and "Conclus" not in line and "Results:" not in line
    ]
    return line


@pytest.mark.parametrize(
    ("word", "claim"),
    [
        ("high", "Therapy increases recovery compared with Control"),
        ("moderate", "Therapy probably increases recovery compared with Control"),
        ("low", "Therapy may increase recovery compared with Control"),
        ("very low", "The evidence is very uncertain about the effect of Therapy on recovery compared with Control"),
    ],
)
def test_the_claim_follows_the_certainty_and_the_brackets_end_with_it(word, claim):
    line = line_on(make_review(TWO_STUDIES, certainty=judged("recovery", word)), "recovery compared")
    brackets = (
        r"\(RR \d\.\d\d, 95% CI \d\.\d\d to \d\.\d\d; P .*?; I² = \d+%; .*?2 studies, 220 participants; "
        rf"{word}-certainty evidence\)\."
    )
    assert re.match(re.escape(claim) + " " + brackets, line)


def test_thresholds_give_the_size_a_word():
    outcome = make_outcome("recovery", thresholds=Thresholds(small=1.1, moderate=1.25, large=2))
    review = make_review(TWO_STUDIES, outcomes=[outcome], certainty=judged("recovery", "low"))
    assert "Therapy may result in a large increase in recovery compared with Control (RR" in text_of(review)


def test_without_certainty_the_words_stay_as_they_were():
    review = make_review(TWO_STUDIES)
    partly = replace(review, certainty=judged("recovery", imprecision=0))
    line = line_on(partly, "recovery more frequent")
    assert line == line_on(review, "recovery more frequent")
    assert "certainty" not in line


def test_the_abstract_keeps_the_name_of_the_intervention_as_it_is():
    review = make_review(TWO_STUDIES, certainty=judged("recovery", "low"))
    assert "Therapy against control: Therapy may increase recovery compared with Control (" in text_of(review)
    unsure = make_review(TWO_STUDIES, certainty=judged("recovery", "very low"))
    assert "Therapy against control: the evidence is very uncertain about" in text_of(unsure)


def test_conclusions_name_the_certainty_of_each_outcome():
    text = text_of(make_review(TWO_STUDIES, certainty=judged("recovery", "low")))
    assert ": Therapy may increase recovery (low-certainty evidence)" in text
    assert "the results favoured Therapy for recovery" not in text
    assert "certainty evidence)" not in text_of(make_review(TWO_STUDIES))


def test_a_long_title_stands_before_the_claim():
    outcome = make_outcome("recovery", title="recovery: as the participants saw it")
    review = make_review(TWO_STUDIES, outcomes=[outcome], certainty=judged("recovery", "low"))
    assert "“Recovery: as the participants saw it”: Therapy may increase this outcome compared" in text_of(review)


def test_where_outcomes_are_told_in_short_the_claim_names_none():
    names = [f"o{i}" for i in range(9)]
    data = {study: {name: ((10 + i, 50), (20, 50)) for i, name in enumerate(names)} for study in ("Able", "Baker")}
    text = text_of(make_review(data, certainty=judged("o1", "moderate")))
    told = r"O1\b.*Therapy probably reduces this outcome compared with Control \(RR .*; moderate-certainty evidence\)"
    assert re.search(told, text)


def test_a_published_result_says_that_it_is_one():
    published = make_published(outcome="sleep", estimate="0.74", ci_low="0.52", ci_high="0.94", k="3", n="210")
    review = make_review(outcomes=[make_outcome("sleep")], published=[published], certainty=judged("sleep", "low"))
    assert re.search(
        r"Therapy may reduce sleep compared with Control, as published \(RR 0\.74, .*; low-certainty evidence\)",
        text_of(review),
    )


def test_a_print_that_favours_the_other_side_is_not_contradicted():
    printed = make_published(estimate="0.50", ci_low="0.30", ci_high="0.80", k="2")
    review = make_review(published=[replace(printed, favours="experimental")], certainty=judged("recovery", "high"))
    review = replace(review, outcomes=(make_outcome("recovery"),))
    text = text_of(review)
    assert "favoured Therapy over Control in recovery (RR 0.50" in text
    assert "high-certainty evidence)" in text
    assert "reduces recovery" not in text


def test_methods_and_results_point_to_what_was_judged():
    review = summarised_review(library=Library())
    text = text_of(review)
    assert "The certainty of the evidence was judged as high, moderate, low or very low with the GRADE approach" in text
    assert "and from thresholds for the size of effects" in text
    assert "summarises the main findings and how certain they are." in text
    assert "significan" not in text
    assert "GRADE" not in text_of(make_review(TWO_STUDIES))


def test_a_summary_without_certainty_is_not_said_to_tell_it():
    review = summarised_review(library=Library())
    other = replace(review.comparisons[0], id="drug-placebo", title="Drug against placebo")
    told = replace(make_outcome("sleep"), comparison=other.id)
    review = replace(
        review,
        comparisons=(*review.comparisons, other),
        outcomes=(*review.outcomes, told),
        summary_of_findings=(*review.summary_of_findings, "sleep"),
    )
    text = text_of(review)
    assert text.count("summarises the main findings and how certain they are.") == 1
    assert text.count("summarises the main findings.") == 1


def test_the_summary_stands_among_the_tables():
    ids = [block.id for block in document_of(summarised_review()).blocks if type(block).__name__ == "Table"]
    assert ids.index("tbl-summary-of-findings") < ids.index("tbl-pooled")
