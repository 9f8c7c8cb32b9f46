"""Sentences on outcomes that show subtotals only, or no totals, and on studies with several results."""

import re
from dataclasses import replace

import pytest

from reportgen.compose import make_exhibits
from reportgen.compose.facts import gather
from reportgen.document import Footnote, plain_text
from reportgen.model import Axis
from reportgen.quantities import analyse
from tests.compose.drafts import STYLE, text_of
from tests.divided import GROUPS, divided
from tests.reviews import make_outcome, make_review

SIX = dict.fromkeys("abcdef", GROUPS["women"])


def comparison_of(review):
    return gather(analyse(review, STYLE), ()).comparisons[0]


def told(review):
    return plain_text(comparison_of(review).groups[0].outcomes[0].sentences).replace("\u00a0", " ")


def test_subgroups_without_a_total_are_told_in_their_order_and_by_whom_they_favour():
    text = told(divided(totals="subgroups"))
    assert text.startswith(
        "For recovery, no total is given. Women: the pooled result favoured Therapy over Control (RR "
    )
    assert text.index("Women: ") < text.index("Men: the pooled result showed no evidence of a difference between")
    assert re.search(r"Test between subgroups: Chi² = [\d.]+, df = 1, P = [\d.]+, I² = \d+%\.$", text)
    assert "3 studies" not in text


def test_many_subgroups_are_listed_with_their_estimates():
    text = told(divided(SIX, totals="subgroups"))
    assert "By subgroup, with 95% CI: a, RR 2.45 (1.77 to 3.39; 2 studies); b, RR 2.45" in text
    assert "favoured" not in text


def test_a_subtotal_is_no_verdict_on_the_outcome():
    comparison = comparison_of(divided(totals="subgroups"))
    fact = comparison.groups[0].outcomes[0]
    assert (fact.verdict, fact.showing, fact.single) == ("", "subgroups", False)
    assert plain_text(comparison.conclusion) == "results are given by subgroup, without a total, for recovery."
    assert comparison.favouring_experimental == ()


def test_studies_that_are_not_pooled_are_said_to_be_shown():
    comparison = comparison_of(divided(totals="none"))
    assert told(divided(totals="none")) == (
        "For recovery, 4 results of 3 studies (400 participants) are shown and not pooled."
    )
    assert comparison.groups[0].outcomes[0].showing == "studies"
    assert plain_text(comparison.conclusion) == "results of studies are shown and not pooled for recovery."


def test_results_that_are_as_many_as_studies_are_not_counted_twice():
    text = told(divided({"women": GROUPS["women"]}, totals="none"))
    assert text == "For recovery, the results of 2 studies (220 participants) are shown and not pooled."


def test_the_abstract_has_a_result_where_only_subtotals_are_shown():
    text = text_of(divided(totals="subgroups"))
    abstract = text[: text.index("Introduction")]
    assert "Therapy against control: for recovery, no total is given. Women: the pooled result favoured" in abstract
    assert "No result is at hand" not in text


def test_the_main_outcome_is_one_with_a_total_where_there_is_any():
    base = divided(totals="subgroups")
    data = {name: {"mood": ((3, 9), (1, 9))} for name in ("Able 2001", "Baker 2002")}
    other = make_review(data, outcomes=[make_outcome("mood")])
    review = replace(base, outcomes=(*base.outcomes, *other.outcomes), results=(*base.results, *other.results))
    assert comparison_of(review).main.id == "mood"


def test_a_study_with_two_results_is_counted_once_and_a_footnote_says_how():
    review = divided()
    sentences = comparison_of(review).groups[0].outcomes[0].sentences
    assert "; 3 studies with 4 results, 400 participants)" in told(review)
    notes = [plain_text(part.children) for part in sentences if isinstance(part, Footnote)]
    assert notes == [
        "Where a study has several results, it counts as one study, and the participants of all its results are added up."
    ]


def test_an_outcome_with_a_total_tells_its_subgroups_in_short():
    text = told(divided())
    assert "By subgroup, with 95% CI: women, RR 2.45 (1.77 to 3.39; 2 studies); men, RR " in text
    assert "Test between subgroups: " in text
    assert "Test between subgroups" not in told(divided(subgroup_test=False))


def test_no_estimable_study_is_told_from_a_total_that_is_not_shown():
    empty = {"": {"Able 2001": ((0, 9), (0, 9)), "Baker 2002": ((0, 9), (0, 9))}}
    for totals in ("all", "subgroups", "none"):
        text = told(divided(empty, totals=totals))
        assert text.startswith("No pooled result is given for recovery: no study gave data that could be pooled.")
        assert "Able 2001 and Baker 2002 are shown and not pooled: no events in either group." in text
        assert "the estimate" not in text


def test_sides_of_an_outcome_are_named_in_its_sentence():
    assert "favoured Surgery over Rest" in told(divided(experimental="Surgery", comparator="Rest"))


def test_the_methods_tell_no_plan_for_what_is_not_pooled():
    methods = gather(analyse(divided(totals="none"), STYLE), ()).methods
    assert (methods.plans, methods.has_subgroups) == ((), False)
    methods = gather(analyse(divided(totals="subgroups"), STYLE), ()).methods
    assert methods.has_subgroups
    assert any("Subgroups of studies were pooled separately" in plain_text(plan) for plan in methods.plans)


@pytest.mark.parametrize(
    ("settings", "caption"),
    [
        ({"number": "1.3"}, "Analysis 1.3. Recovery: Therapy against control. Risk ratio"),
        ({"totals": "subgroups"}, "random effects (τ² by DL, Wald interval). Subtotals only; no total is given."),
        ({"totals": "none"}, "confidence intervals. The results of the studies are not pooled."),
        ({"comparator": "Rest"}, "Recovery: Therapy against control (Therapy against Rest). Risk ratio"),
        ({"axis": Axis(low=0.1)}, "Recovery: Therapy against control. Risk ratio"),
    ],
)
def test_captions_tell_number_sides_and_totals(settings, caption):
    figures = make_exhibits(analyse(divided(**settings), STYLE)).figures
    assert caption in plain_text(figures["x"].caption)
