"""Reviews that differ in one respect: the text differs in that respect, and rightly."""

import re
from dataclasses import replace

import pytest

from reportgen.model import Plan, Review
from tests.compose.drafts import TWO_STUDIES, text_of
from tests.reviews import make_outcome, make_published, make_review

OPEN = {
    "Able 2001": {"recovery": ((12, 50), (10, 50))},
    "Baker 2002": {"recovery": ((20, 60), (22, 60))},
}


def swapped(review: Review) -> Review:
    """Return the review with the arms of its comparison the other way round, names and all."""
    (comparison,) = review.comparisons
    turned = {"experimental": "comparator", "comparator": "experimental"}
    names = {"experimental": comparison.comparator, "comparator": comparison.experimental}
    arms = tuple(replace(arm, roles={id_: turned[role] for id_, role in arm.roles.items()}) for arm in review.arms)
    return replace(review, comparisons=(replace(comparison, **names),), arms=arms)


def claims(review: Review, pattern: str) -> list[str]:
    return re.findall(pattern, text_of(review).partition("Effects:")[2].partition("Discussion")[0])


@pytest.mark.parametrize("data", [TWO_STUDIES, OPEN])
@pytest.mark.parametrize("better", ["higher", "lower"])
@pytest.mark.parametrize("method", ["mantel-haenszel", "inverse-variance"])
def test_swapping_the_arms_keeps_who_is_favoured(data, better, method):
    review = make_review(data, outcomes=[make_outcome(better=better, plan=Plan(method=method))])
    found = claims(review, r"favoured \w+ over \w+|no evidence of a difference")
    assert found
    assert claims(swapped(review), r"favoured \w+ over \w+|no evidence of a difference") == found


def test_swapping_the_arms_turns_the_ratio_over_and_the_words_with_it():
    review = make_review(TWO_STUDIES, outcomes=[make_outcome(plan=Plan())])
    before = claims(review, r"recovery (\w+) frequent under (\w+) than under (\w+) \(RR (\S+),")
    after = claims(swapped(review), r"recovery (\w+) frequent under (\w+) than under (\w+) \(RR (\S+),")
    assert before == [("more", "Therapy", "Control", "2.45")]
    assert after == [("less", "Control", "Therapy", "0.41")]


def test_swapping_the_arms_of_a_difference_changes_its_sign():
    review = make_review(TWO_STUDIES)
    pattern = r"scores for mood (\w+) under (\w+) than under \w+ \(MD (\S+), 95% CI (\S+) to (\S+);"
    assert claims(review, pattern) == [("lower", "Therapy", "−2.76", "−4.23", "−1.29")]
    assert claims(swapped(review), pattern) == [("higher", "Control", "2.76", "1.29", "4.23")]


def test_what_is_open_stays_open_for_the_other_side():
    review = make_review(OPEN)
    assert claims(review, r"both a benefit and a harm of (\w+)\.") == ["Therapy"]
    assert claims(swapped(review), r"both a benefit and a harm of (\w+)\.") == ["Control"]


def test_adding_a_study_counts_it_and_its_participants_everywhere():
    first = {"Able 2001": TWO_STUDIES["Able 2001"]}
    sizes = {"Able 2001": 100, "Baker 2002": 120}
    one, two = (text_of(make_review(data, n_randomised=sizes)) for data in (first, TWO_STUDIES))
    assert "The one study with data favoured" in one
    assert "1 study, 100 participants" in one
    assert "The pooled result favoured" in two
    assert "2 studies, 220 participants" in two
    assert "2 studies with 220 participants were included" in two
    assert "Heterogeneity" in two
    assert "Heterogeneity can" not in one


def test_a_study_without_events_is_shown_and_counted_out():
    data = TWO_STUDIES | {"Cole 2003": {"recovery": ((0, 40), (0, 40))}, "Dunn 2004": {"recovery": ((0, 9), (0, 9))}}
    text = text_of(make_review(data))
    assert "2 studies, 220 participants" in text
    assert "Cole 2003 and Dunn 2004 are shown but add nothing to the estimate: no events in either group." in text


@pytest.mark.parametrize(
    ("events", "claim"),
    [(30, "favoured Therapy over Control"), (11, "no evidence of a difference"), (2, "favoured Control over Therapy")],
)
def test_crossing_the_null_changes_claim_summary_and_discussion(events, claim):
    text = text_of(make_review({"Able 2001": {"recovery": ((events, 50), (12, 50))}}))
    summary = claim.replace(" over ", " ").removesuffix(" Control").removesuffix(" Therapy")
    conclusions = re.search("Conclusions: (.*)", text)[1]
    assert claim in text.partition("Effects:")[2]
    assert (summary if "favoured" in claim else claim) in conclusions
    assert ("that is not evidence that there is none" in text) == ("no evidence" in claim)


@pytest.mark.parametrize(("low", "claim"), [("1.01", "favoured"), ("1.00", "no evidence"), ("0.99", "no evidence")])
def test_a_published_limit_on_the_null_is_not_beyond_it(low, claim):
    effect = make_published(estimate="1.50", ci_low=low, ci_high="2.20", k="3")
    review = make_review({}, outcomes=[make_outcome(pooled=False)], published=[effect])
    assert f"The pooled result, as published, {'favoured' if claim == 'favoured' else 'showed no evidence'}" in text_of(
        review
    )


def test_a_published_result_of_one_study_is_not_called_pooled():
    effect = make_published(estimate="1.50", ci_low="1.1", ci_high="2.20", k="1")
    review = make_review({}, outcomes=[make_outcome(pooled=False)], published=[effect])
    assert "The one study with data, as published, favoured" in text_of(review)


def test_a_published_effect_in_another_measure_is_read_in_its_own():
    effect = make_published(measure="SMD", estimate="−0.20", ci_low="−0.40", ci_high="−0.05", k="3")
    review = make_review({}, outcomes=[make_outcome(better="lower", pooled=False)], published=[effect])
    assert "with scores for recovery lower under Therapy than under Control (SMD −0.20" in text_of(review)


def test_the_same_title_with_two_verdicts_is_told_with_its_time_points():
    data = {"Able 2001": {"early": ((30, 50), (10, 50)), "late": ((12, 50), (10, 50))}}
    outcomes = [make_outcome(id_, title="recovery", time_point="") for id_ in ("early", "late")]
    outcomes = [replace(o, title="recovery") for o in outcomes]
    review = make_review(data, outcomes=outcomes)
    timed = replace(
        review,
        outcomes=tuple(replace(o, time_point=f"{i} months") for i, o in enumerate(review.outcomes, 1)),
        results=tuple(
            replace(r, time_point="1 months" if r.outcome == "early" else "2 months") for r in review.results
        ),
    )
    text = text_of(timed)
    assert (
        "favoured Therapy for recovery (1 months); there was no evidence of a difference in recovery (2 months)."
        in text
    )
