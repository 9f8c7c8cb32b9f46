"""Sentences on sensitivity analyses: what was done, and where the conclusion is another."""

from dataclasses import replace

import pytest

from reportgen.compose.facts import gather
from reportgen.document import CrossRef, plain_text
from reportgen.model import PRESETS, HighRisk, Plan
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.compose.drafts import text_of
from tests.figures.samples import BCG
from tests.reviews import make_outcome, make_review
from tests.sensitive import asked, bcg_trials, risks

NAMES = [name for name, *_ in BCG]
SMALL = replace(PRESETS["metafor"], tau2="DL")
HINGE = {"Able": ((30, 50), (12, 50)), "Best": ((14, 60), (11, 60)), "Cole": ((13, 55), (12, 55))}


def review_of(rows, *, better="higher", measure="RR", plan=SMALL, **settings):
    outcome = make_outcome("cure", measure, title="cure", better=better, plan=plan)
    return make_review({name: {"cure": sides} for name, sides in rows.items()}, outcomes=[outcome], **settings)


def facts_of(review, shown=("tbl-sensitivity",)):
    return gather(analyse(review, Style()), set(shown))


def test_a_conclusion_that_hangs_on_one_study_is_told_with_its_numbers():
    review = review_of(HINGE, plan=replace(SMALL, model="common"), sensitivity=asked("leave-one-out"))
    assert (
        "In some sensitivity analyses () the conclusion was different: the interval included no difference without "
        "Able (RR 1.17, 95% CI 0.72 to 1.92)."
    ) in text_of(review)


def test_analyses_that_find_the_same_are_told_together_from_the_fourth_on_in_short():
    review = review_of(HINGE, plan=replace(SMALL, model="common"), sensitivity=asked("model", "tau2", "leave-one-out"))
    text = text_of(review)
    assert "the interval included no difference with the random-effects model (RR 1.57, 95% CI 0.92 to 2.69)" in text
    assert ", and also with τ² by EB, with τ² by SJ, with τ² by HE and without Able." in text


def test_a_result_that_favours_somebody_only_otherwise_is_told_by_whom():
    review = review_of(HINGE, sensitivity=asked("model"))
    assert "the interval favoured Therapy with the common-effect model (RR " in text_of(review)
    worse = review_of(HINGE, better="lower", sensitivity=asked("model"))
    assert "the interval favoured Control with the common-effect model (RR " in text_of(worse)


@pytest.mark.parametrize("sensitivity", [None, asked("model")])
def test_a_conclusion_that_holds_is_not_spoken_of(sensitivity):
    review = bcg_trials(sensitivity=sensitivity)
    assert "conclusion was different" not in text_of(review)


def test_that_no_study_remains_without_high_risk_is_told_in_place_of_another_conclusion():
    review = risks(bcg_trials(count=3), dict.fromkeys(NAMES[:3], "high"))
    review = replace(review, sensitivity=asked("high-risk", high_risk=HighRisk(domains=("sequence-generation",))))
    text = text_of(review)
    assert "All studies behind this result are at high risk of bias." in text
    assert "conclusion was different" not in text
    assert "another conclusion" not in text


def test_a_measure_that_compares_nothing_has_no_conclusion_to_change():
    outcome = make_outcome("cure", "PLO", plan=Plan())
    data = {f"S{i}": {"cure": ((3 + 9 * i, 40), (1, 40))} for i in range(4)}
    review = make_review(data, outcomes=[outcome], sensitivity=asked("model", "leave-one-out"))
    assert "conclusion was different" not in text_of(review)


def test_the_table_is_pointed_at_only_where_it_is_printed():
    review = review_of(HINGE, sensitivity=asked("model"))
    for shown, targets in (({"tbl-sensitivity"}, ["tbl-sensitivity"]), (set(), [])):
        (comparison,) = facts_of(review, shown).comparisons
        row = comparison.groups[0].outcomes[0].sentences
        assert [part.target for part in row if isinstance(part, CrossRef)] == targets
    assert "In some sensitivity analyses the conclusion was different: " in plain_text(row)


def test_the_methods_say_what_was_done():
    review = risks(bcg_trials(), {NAMES[0]: "high"})
    assert plain_text(facts_of(review).methods.sensitivity) == (
        "In sensitivity analyses, the studies were pooled again with the common-effect model, with each other estimator "
        "of the between-study variance, without the studies at high risk of bias and without each study in turn. A "
        "study counted as one at high risk if it was judged “High risk” in the domain random sequence generation."
    )
    named = replace(review, sensitivity=asked("model", outcomes=("tb",)))
    assert plain_text(facts_of(named).methods.sensitivity) == (
        "In sensitivity analyses, the studies on tuberculosis were pooled again with the common-effect model."
    )
    assert facts_of(bcg_trials(sensitivity=None)).methods.sensitivity == ()
    assert "In sensitivity analyses, the studies were" in text_of(review)


@pytest.mark.parametrize(
    ("review", "told"),
    [
        (bcg_trials(), " gives the sensitivity analyses; none of them leads to another conclusion."),
        (review_of(HINGE, sensitivity=asked("model")), " gives the sensitivity analyses."),
    ],
)
def test_in_sum_it_is_told_whether_conclusions_hold(review, told):
    assert plain_text(facts_of(review).sensitivity) == told
    assert told.strip() in text_of(review)


def test_without_the_table_only_what_holds_is_told():
    assert plain_text(facts_of(bcg_trials(), ()).sensitivity) == "No sensitivity analysis leads to another conclusion."
    assert facts_of(review_of(HINGE, sensitivity=asked("model")), ()).sensitivity == ()
    assert facts_of(bcg_trials(sensitivity=None)).sensitivity == ()
