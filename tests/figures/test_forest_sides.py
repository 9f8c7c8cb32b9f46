from __future__ import annotations

import pytest

from reportgen.figures.forest.blocks import as_forest
from reportgen.figures.forest.words import interval_words, side_labels
from reportgen.style import Style
from tests.figures.samples import arms, blocks_of, content, page, several, single, texts
from tests.reviews import make_outcome

ROWS = {"A 2001": ((4, 20), (9, 21)), "B 2002": ((3, 30), (8, 31))}
MEANS = {"A 2001": ((4, 2, 20), (9, 3, 21))}


def sides(review):
    return side_labels(as_forest(blocks_of(review), review, Style()))


@pytest.mark.parametrize(
    ("measure", "rows", "better", "expected"),
    [
        ("RR", ROWS, "lower", ("Favours BCG", "Favours Control")),
        ("RR", ROWS, "higher", ("Favours Control", "Favours BCG")),
        ("OR", ROWS, "lower", ("Favours BCG", "Favours Control")),
        ("OR", ROWS, "higher", ("Favours Control", "Favours BCG")),
        ("MD", MEANS, "lower", ("Favours BCG", "Favours Control")),
        ("SMD", MEANS, "higher", ("Favours Control", "Favours BCG")),
    ],
)
def test_the_side_that_is_favoured_depends_on_whether_more_is_better(measure, rows, better, expected):
    assert sides(single(rows, measure, better=better, names=("BCG", "Control"))) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [(ROWS, ("Less often with PIP", "More often with PIP")), (MEANS, ("Lower with PIP", "Higher with PIP"))],
)
def test_outcomes_that_differ_in_what_is_better_share_neutral_labels(rows, expected):
    measure = "RR" if rows is ROWS else "MD"
    outcomes = [make_outcome("secure", measure, better="higher"), make_outcome("avoidant", measure, better="lower")]
    assert sides(several(outcomes, rows, comparisons=arms("PIP", "control"))) == expected


def test_the_headings_then_say_which_direction_is_good():
    outcomes = [make_outcome("secure", better="higher"), make_outcome("avoidant", better="lower")]
    headings = [row.aside for row in content(several(outcomes, ROWS)).rows if row.kind == "heading"]
    assert headings == ["more often is better", "less often is better"]


def test_outcomes_of_one_direction_need_no_such_words():
    outcomes = [make_outcome("a", better="lower"), make_outcome("b", better="lower")]
    review = several(outcomes, ROWS)
    assert [row.aside for row in content(review).rows if row.kind == "heading"] == ["", ""]
    assert sides(review) == ("Favours Therapy", "Favours Control")


def test_the_left_label_stands_under_the_left_half():
    found = {mark.text: mark.x for mark in texts(page(single(ROWS, better="lower")).marks)}
    assert found["Favours Therapy"] < found["1"] < found["Favours Control"]


@pytest.mark.parametrize(("level", "expected"), [(0.95, "95% CI"), (0.9, "90% CI"), (0.975, "97.5% CI")])
def test_the_level_of_the_interval_is_named(level, expected):
    assert interval_words(level) == expected
