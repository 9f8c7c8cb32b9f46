"""Outcomes of the same name for which the words under their graphs call other directions good are pointed out."""

from dataclasses import replace

import pytest

from reportgen.exchange.analyses.directions import same_titles, turned_round
from tests.reviews import make_outcome


def outcomes_of(*told):
    return [
        replace(make_outcome(f"y{place}"), title=title, better=better, number=f"{place}.1")
        for place, (title, better) in enumerate(told, 1)
    ]


@pytest.mark.parametrize(
    "told",
    [
        [],
        [("live birth", "higher")],
        [("live birth", "higher"), ("live birth", "higher")],
        [("live birth", "higher"), ("death", "lower")],
    ],
)
def test_directions_that_fit_together_are_not_remarked(told):
    assert list(turned_round(outcomes_of(*told))) == []


def test_a_title_with_both_directions_is_remarked_once_with_each_outcome():
    told = outcomes_of(("live birth", "higher"), ("death", "lower"), ("Live birth", "lower"), ("live birth", "higher"))
    (remark,) = turned_round(told)
    assert remark.topic == "outcomes"
    assert "“live birth”: higher in 1.1, lower in 3.1, higher in 4.1." in remark.text
    assert "`better`" in remark.text


def test_a_title_that_outcomes_of_one_comparison_share_is_remarked_once():
    told = outcomes_of(("death", "lower"), ("Death", "lower"), ("pain", "lower"), ("death", "lower"))
    (remark,) = same_titles([*told[:3], replace(told[3], comparison="another")])
    assert "“death”: 1.1, 2.1. Give each" in remark.text
