"""A stored result that is not ours gets the reason that it was made by: another choice, or a mistake."""

from dataclasses import replace

import pytest

from reportgen.effects import study_effects
from reportgen.errors import Origin
from reportgen.exchange import Imported, Stored
from reportgen.exchange.agreement import compare
from reportgen.exchange.agreement.explain import Tries
from reportgen.exchange.agreement.tolerance import same, same_as_printed
from reportgen.exchange.agreement.values import our_values
from reportgen.pooling import pool_effects
from tests.reviews import REVMAN, make_arms, make_outcome, make_result, make_review, make_study

COUNTS = {"A": (5, 40, 2, 38), "B": (0, 50, 3, 52), "C": (12, 60, 20, 61), "D": (9, 30, 4, 33), "E": (7, 80, 0, 79)}
MEANS = {"A": (5.1, 1.2, 10, 4.0, 1.1, 11), "B": (4.4, 2.0, 12, 4.9, 2.4, 9), "C": (7.0, 1.9, 22, 5.5, 1.5, 25)}


def review_of(outcome, counts=COUNTS):
    names = ("events", "n") if outcome.measure != "SMD" else ("mean", "sd", "n")
    results = [
        make_result(study, outcome.id, arm, dict(zip(names, part, strict=True)))
        for study, values in counts.items()
        for arm, part in (("T", values[: len(names)]), ("C", values[len(names) :]))
    ]
    studies = tuple(make_study(id_) for id_ in counts)
    arms = tuple(arm for id_ in counts for arm in make_arms(id_))
    return make_review(outcomes=[outcome], studies=studies, arms=arms, results=tuple(results))


def stored_total(values, **settings):
    return Stored(kind="total", outcome="y", values=values, origin=Origin("x.rm5", 1), **settings)


def values_by(review, outcome, plan=None):
    """Return the values of the total that a plan gives."""
    changed = replace(outcome, plan=plan or outcome.plan)
    pooled = pool_effects(study_effects(review, changed), changed.plan)
    return dict(our_values(stored_total({}), pooled))


def verdict_on(review, *stored, tries=None):
    found = compare(Imported(format="x", review=review, stored=stored), tries)
    return [(one.verdict, one.reason) for one in found]


RANDOM_RR = make_outcome("y", "RR", plan=REVMAN)


def test_the_same_result_is_equal():
    review = review_of(RANDOM_RR)
    assert verdict_on(review, stored_total(values_by(review, RANDOM_RR))) == [("equal", "")]


@pytest.mark.parametrize(
    ("measure", "departures", "said"),
    [
        ("RR", {"model": "common"}, "fixed-effect"),
        ("RR", {"method": "inverse-variance", "model": "common"}, "Inverse variance"),
        ("RR", {"zero_cells": "all"}, "'all'"),
        ("OR", {"tau2": "REML"}, "REML"),
        ("OR", {"tau2": "PM"}, "PM"),
        ("OR", {"interval": "hksj"}, "'hksj'"),
        ("SMD", {"smd": "exact"}, "'exact'"),
    ],
)
def test_another_choice_is_found(measure, departures, said):
    outcome = make_outcome("y", measure, plan=REVMAN)
    review = review_of(outcome, MEANS if measure == "SMD" else COUNTS)
    ((verdict, reason),) = verdict_on(review, stored_total(values_by(review, outcome, replace(REVMAN, **departures))))
    assert (verdict, said in reason) == ("explained", True)


def test_a_study_that_was_left_out_is_found():
    review = review_of(RANDOM_RR)
    smaller = review_of(RANDOM_RR, {id_: counts for id_, counts in COUNTS.items() if id_ != "C"})
    ((verdict, reason),) = verdict_on(review, stored_total(values_by(smaller, RANDOM_RR)))
    assert (verdict, reason) == ("explained", "The stored numbers are the result without C.")


def test_a_result_that_nothing_gives_is_unexplained():
    review = review_of(RANDOM_RR)
    values = values_by(review, RANDOM_RR) | {"estimate": 3.21}
    (found,) = compare(Imported(format="x", review=review, stored=(stored_total(values),)))
    assert found.verdict == "unexplained"
    assert [(one.name, one.stored) for one in found.differences] == [("estimate", 3.21)]
    assert found.reason == ""


@pytest.mark.parametrize("left", [0, 3])
def test_a_result_says_so_where_the_search_for_a_reason_was_cut_short(left):
    review = review_of(RANDOM_RR)
    mine = values_by(review, RANDOM_RR)
    stored = (stored_total(mine | {"estimate": 3.21}), stored_total(mine))
    assert verdict_on(review, *stored, tries=Tries(left)) == [
        ("unexplained", "Not all reasons were tried: too many results of this source differ."),
        ("equal", ""),
    ]


def test_a_rounded_result_is_equal_as_printed():
    review = review_of(RANDOM_RR)
    values = {
        name: round(value, 2) for name, value in values_by(review, RANDOM_RR).items() if name.startswith(("est", "ci"))
    }
    assert [verdict for verdict, _ in verdict_on(review, stored_total(values))] == ["equal as printed"]


def test_a_total_that_is_not_shown_claims_nothing():
    review = review_of(RANDOM_RR)
    assert [verdict for verdict, _ in verdict_on(review, stored_total({"estimate": 9.0}, shown=False))] == ["not shown"]


def test_zeros_of_an_outcome_with_data_are_no_result():
    review = review_of(RANDOM_RR)
    zeros = dict.fromkeys(("estimate", "ci_low", "ci_high", "z", "chi2"), 0.0)
    assert [verdict for verdict, _ in verdict_on(review, stored_total(zeros))] == ["nothing stored"]


def test_what_is_estimable_nowhere_is_equal():
    outcome = make_outcome("y", "RR", plan=REVMAN)
    review = review_of(outcome, {"A": (0, 40, 0, 38)})
    stored = Stored(
        kind="study", outcome="y", study="A", values={"weight": 0.0}, estimable=False, origin=Origin("x", 1)
    )
    assert verdict_on(review, stored) == [("equal", "Not estimable there and here.")]


def test_an_effect_called_not_estimable_is_told():
    review = review_of(RANDOM_RR)
    stored = Stored(kind="study", outcome="y", study="A", values={}, estimable=False, origin=Origin("x", 1))
    assert verdict_on(review, stored) == [("explained", "The source calls this not estimable; here it has an effect.")]


def test_limits_are_compared_at_the_level_they_were_stored_with():
    review = review_of(RANDOM_RR)
    values = values_by(review, RANDOM_RR, replace(REVMAN, level=0.9))
    assert [verdict for verdict, _ in verdict_on(review, stored_total(values, level=0.9))] == ["equal"]
    assert [verdict for verdict, _ in verdict_on(review, stored_total(values))] != ["equal"]


def test_results_come_back_in_the_order_of_the_source():
    review = review_of(RANDOM_RR)
    origin = Origin("x", 1)
    stored = tuple(Stored(kind="study", outcome="y", study=id_, values={}, origin=origin) for id_ in "CABED")
    found = compare(Imported(format="x", review=review, stored=stored))
    assert [one.stored.study for one in found] == list("CABED")


@pytest.mark.parametrize(
    ("name", "stored", "ours", "digits", "print_"),
    [
        ("estimate", 1.0, 1.0 + 5e-7, True, True),
        ("estimate", 1.0, 1.003, False, True),
        ("estimate", 1.0, 1.006, False, False),
        ("i2", 47.0, 47.4, False, True),
        ("i2", 47.0, 48.0, False, False),
        ("df", 3.0, 4.0, False, False),
        ("p", 0.0009, 0.00092, False, True),
        ("p", 0.0009, 0.002, False, False),
        ("n_comparator", 100.0, 101.0, False, False),
        ("tau2", float("nan"), 0.1, False, False),
    ],
)
def test_numbers_are_the_same_to_all_digits_or_to_those_printed(name, stored, ours, digits, print_):
    assert (same(name, stored, ours), same_as_printed(name, stored, ours)) == (digits, print_)
