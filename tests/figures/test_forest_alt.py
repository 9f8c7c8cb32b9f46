from __future__ import annotations

import pytest

from reportgen.figures import draw_forest
from tests.figures.samples import REVMAN_STYLE, arms, bcg, blocks_of, several, single
from tests.reviews import make_outcome, make_published, make_review


def alt(review):
    return draw_forest(blocks_of(review), review, REVMAN_STYLE, name="x").alt


def test_the_alternative_names_outcome_arms_size_result_and_direction():
    assert alt(bcg()) == (
        "Forest plot, tuberculosis, BCG versus Control: 13 studies, 357,347 participants; "
        "pooled risk ratio 0.49 (95% CI 0.34 to 0.70), favouring BCG; I² 92%."
    )


@pytest.mark.parametrize(("better", "expected"), [("lower", "favouring Therapy"), ("higher", "favouring Control")])
def test_the_direction_follows_from_what_is_better(better, expected):
    assert expected in alt(single({"A 2001": ((4, 200), (60, 210))}, better=better))


def test_an_interval_with_the_null_favours_neither_side_and_one_study_is_not_pooled():
    found = alt(single({"A 2001": ((4, 20), (5, 21))}))
    assert "1 study" in found
    assert "favouring neither side" in found
    assert "pooled" not in found


def test_several_outcomes_are_told_one_by_one():
    outcomes = [make_outcome("a", title="secure attachment"), make_outcome("b", title="avoidant attachment")]
    found = alt(several(outcomes, {"A 2001": ((4, 20), (9, 21))}, comparisons=arms("PIP", "control")))
    assert found.startswith("Forest plot, PIP versus control, risk ratio by outcome: secure attachment 0.47 (")
    assert "; avoidant attachment 0.47 (" in found


@pytest.mark.parametrize("count", [2, 8, 40])
def test_it_is_never_longer_than_a_reader_bears(count):
    outcomes = [make_outcome(f"o{i}", title=f"{i} " + "long title " * 30) for i in range(count)]
    found = alt(several(outcomes, {"A 2001": ((4, 20), (9, 21))}, comparisons=arms("word " * 50, "x" * 400)))
    assert len(found) <= 250


def test_a_published_result_is_called_so():
    published = make_published("E1", outcome="y", estimate="0.74", ci_low="0.52", ci_high="0.94")
    review = make_review(outcomes=[make_outcome("y", better="lower", pooled=False)], published=(published,))
    assert "risk ratio as published 0.74 (95% CI 0.52 to 0.94), favouring Therapy" in alt(review)
