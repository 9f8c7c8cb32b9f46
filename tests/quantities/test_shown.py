"""What an outcome shows of its totals, and how its studies and results are counted."""

import pytest

from reportgen.errors import Origin
from reportgen.quantities import (
    analyse,
    comparison_of,
    forest_plots,
    pooled_quantities,
    pools_anything,
    row_counts,
    shows_subtotals,
    shows_total,
    study_quantities,
)
from reportgen.style import Style
from tests.divided import GROUPS, divided
from tests.reviews import make_outcome, make_review

STYLE = Style()


def pooled_of(review):
    return analyse(review, STYLE).pooled["x"]


def test_a_study_in_two_subgroups_is_one_study_with_two_results_whose_participants_add_up():
    found = pooled_quantities(pooled_of(divided()), STYLE)
    assert (found.k.value, found.results.value, found.df.value) == (3, 4, 3)
    assert found.n_used.value == 2 * (50 + 60 + 50 + 40)


def test_without_a_study_in_two_subgroups_results_are_studies():
    found = pooled_quantities(pooled_of(divided({"women": GROUPS["women"]})), STYLE)
    assert (found.k.value, found.results.value) == (2, 2)


def test_an_outcome_without_a_total_still_counts_what_it_holds():
    pooled = pooled_of(divided(totals="none"))
    counts = row_counts(pooled, STYLE)
    assert pooled_quantities(pooled, STYLE) is None
    assert (counts.studies.value, counts.results.value, counts.n.value) == (3, 4, 400)
    assert {origin.path for origin in counts.n.inputs} == {"results.csv"}


@pytest.mark.parametrize(
    ("totals", "groups", "expected"),
    [
        ("all", GROUPS, (True, True, True)),
        ("subgroups", GROUPS, (False, True, True)),
        ("none", GROUPS, (False, False, False)),
        ("subgroups", {"": GROUPS["women"]}, (False, False, False)),
        ("all", {"": GROUPS["women"]}, (True, False, True)),
    ],
)
def test_which_totals_are_shown(totals, groups, expected):
    review = divided(groups, totals=totals)
    pooled = pooled_of(review)
    assert (shows_total(review.outcomes[0]), shows_subtotals(pooled), pools_anything(pooled)) == expected
    weights = [study.weight for study in study_quantities(pooled, analyse(review, STYLE).studies, STYLE)]
    assert all(weight is not None for weight in weights) == expected[2]
    assert any(weights) == expected[2]


def test_weights_within_subgroups_add_up_to_a_hundred_in_each():
    review = divided(totals="subgroups")
    analysis = analyse(review, STYLE)
    for name in GROUPS:
        shares = [
            study.weight.value
            for study in study_quantities(analysis.pooled["x"], analysis.studies, STYLE)
            if study.row.subgroup == name
        ]
        assert sum(shares) == pytest.approx(100)


def test_a_plot_is_drawn_of_one_study_with_two_results():
    groups = {"women": {"Able 2001": ((3, 9), (1, 9))}, "men": {"Able 2001": ((2, 9), (1, 9))}}
    assert list(forest_plots(analyse(divided(groups), STYLE))) == ["x"]
    assert list(forest_plots(analyse(divided({"": groups["men"]}), STYLE))) == []


@pytest.mark.parametrize(
    ("settings", "sides"),
    [
        ({}, ("Therapy", "Control")),
        ({"comparator": "Placebo"}, ("Therapy", "Placebo")),
        ({"experimental": "High dose", "comparator": "Low dose"}, ("High dose", "Low dose")),
    ],
)
def test_an_outcome_may_name_its_sides_otherwise(settings, sides):
    review = make_review({}, outcomes=[make_outcome(**settings)])
    found = comparison_of(review, review.outcomes[0])
    assert (found.experimental, found.comparator) == sides
    assert (found.id, found.title, found.origin) == ("therapy", "Therapy against control", Origin("review.yaml", 1))
