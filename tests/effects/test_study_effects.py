"""Which rows of a review become effects, and what is said of those that do not."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects import MEASURES, EffectRow, study_effects
from reportgen.model import Outcome, Plan
from tests.reviews import REVMAN, make_arms, make_outcome, make_result, make_review, make_study

INVERSE_VARIANCE = Plan(method="inverse-variance")


def rows_of(results, *, outcome: Outcome | None = None, arms=None, **settings) -> tuple[EffectRow, ...]:
    """Return the effect rows of a review with one study, A, and these results."""
    chosen = outcome or make_outcome("y", "RR", plan=INVERSE_VARIANCE)
    studies = settings.pop("studies", (make_study("A"),))
    review = make_review(
        outcomes=[chosen], studies=studies, arms=arms or make_arms("A"), results=tuple(results), **settings
    )
    return study_effects(review, chosen).rows


def counts(arm: str, events: float | None, n: float | None = 20, **keys):
    return make_result("A", "y", arm, {"events": events, "n": n}, line={"T": 2, "C": 3}.get(arm, 4), **keys)


def the_row(results, **settings) -> EffectRow:
    (row,) = rows_of(results, **settings)
    return row


# ---- rows and sides


def test_a_row_knows_the_cells_and_rows_it_came_from():
    row = the_row([counts("T", 5), counts("C", 2)])
    assert row.state == "used"
    assert [str(origin) for origin in row.inputs] == [
        "results.csv:2:7",
        "results.csv:2:8",
        "results.csv:3:7",
        "results.csv:3:8",
    ]
    assert [result.arm for result in row.results] == ["T", "C"]
    assert row.experimental.label == "therapy"
    assert row.experimental.texts == {"events": "5", "n": "20"}


def test_cells_that_the_measure_does_not_read_are_no_inputs():
    more = make_result("A", "y", "T", {"events": 5, "n": 20, "mean": 3.0}, line=2)
    row = the_row([more, counts("C", 2)])
    assert more.data["mean"].origin not in row.inputs


@pytest.mark.parametrize("status", ["excluded", "ongoing", "awaiting"])
def test_only_included_studies_have_a_row(status):
    assert rows_of([counts("T", 5), counts("C", 2)], studies=(make_study("A", status=status),)) == ()


def test_a_study_without_results_on_the_outcome_has_no_row():
    assert rows_of([replace(counts("T", 5), outcome="other"), replace(counts("C", 2), outcome="other")]) == ()


def test_studies_keep_the_order_of_their_file():
    data = {"y": ((5, 20), (2, 20))}
    review = make_review({"Z": data, "A": data, "M": data})
    assert [row.study for row in study_effects(review, review.outcomes[0]).rows] == ["Z", "A", "M"]


def test_arms_that_were_not_randomised_stay_out():
    arms = (*make_arms("A", ids=("T", "C")), *make_arms("A", ids=("C2",), randomised=False))
    row = the_row([counts("T", 5), counts("C", 2), counts("C2", 19)], arms=arms)
    assert row.comparator.values == {"events": 2, "n": 20}


def test_arms_without_a_role_in_the_comparison_stay_out():
    row = the_row([counts("T", 5), counts("C", 2), counts("N", 19)], arms=make_arms("A", ids=("T", "C", "N")))
    assert row.comparator.arms == ("C",)


def test_arms_of_the_same_role_are_combined_and_then_derived():
    row = the_row([counts("T", 5), counts("C", 2), counts("C2", 3, 30)], arms=make_arms("A", ids=("T", "C", "C2")))
    assert row.comparator.values == {"events": 5, "n": 50}
    assert row.comparator.arms == ("C", "C2")
    assert row.provenance == "derived"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("reported", "reported", "reported"),
        ("reported", "derived", "derived"),
        ("reconstructed", "derived", "reconstructed"),
        ("unknown", "reconstructed", "unknown"),
    ],
)
def test_a_row_is_as_sure_as_the_weakest_of_its_data(one, two, expected):
    row = the_row([counts("T", 5, provenance=one), counts("C", 2, provenance=two)])
    assert row.provenance == expected


# ---- time points and analysis sets


@pytest.mark.parametrize("column", ["time_point", "analysis_set"])
def test_rows_of_other_time_points_and_analysis_sets_stay_out(column):
    results = [
        counts("T", 5, **{column: "x"}),
        counts("C", 2, **{column: "x"}),
        counts("T", 9, **{column: "y"}),
        counts("C", 9, **{column: "y"}),
    ]
    outcome = make_outcome("y", "RR", plan=INVERSE_VARIANCE, **{column: "x"})
    assert the_row(results, outcome=outcome).experimental.values["events"] == 5
    assert rows_of(results, outcome=replace(outcome, **{column: "z"})) == ()


def test_an_outcome_that_names_no_time_point_takes_the_rows_that_name_none():
    results = [counts("T", 5), counts("C", 2), counts("T", 9, time_point="later"), counts("C", 9, time_point="later")]
    assert the_row(results).experimental.values["events"] == 5


def test_an_outcome_that_names_no_time_point_takes_the_only_one_of_a_study():
    results = [counts("T", 9, time_point="later"), counts("C", 8, time_point="later")]
    assert the_row(results).experimental.values["events"] == 9


def test_nobody_is_counted_twice_where_the_time_point_is_left_open():
    results = [counts(arm, 5, time_point=when) for arm in "TC" for when in ("early", "late")]
    row = the_row(results)
    assert row.state == "left_out"
    assert row.reason == "results for more than one time point (early, late), and the outcome names none"


# ---- incomplete data


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([counts("T", 5, None), counts("C", 2)], "n not reported for therapy"),
        ([counts("T", 5), counts("C", None)], "events not reported for control"),
        ([counts("T", 5)], "no results for the comparator group"),
        ([counts("C", 5)], "no results for the experimental group"),
        ([counts("N", 5)], "no results for the experimental group"),
    ],
)
def test_incomplete_data_are_left_out_with_a_reason(results, reason):
    row = the_row(results, arms=make_arms("A", ids=("T", "C", "N")))
    assert (row.state, row.reason) == ("left_out", reason)
    assert math.isnan(row.y)


def test_a_study_without_events_is_not_estimable_but_keeps_its_arms():
    row = the_row([counts("T", 0), counts("C", 0)])
    assert (row.state, row.reason) == ("not_estimable", "no events in either group")
    assert row.experimental.values == {"events": 0, "n": 20}


# ---- effects given as such


def given_row(
    data, *, measure: str = "RR", arm: str = "T", versus: str = "C", plan: Plan = INVERSE_VARIANCE
) -> EffectRow:
    result = make_result("A", "y", arm, data, versus=versus)
    return the_row([result], outcome=make_outcome("y", measure, plan=plan))


@pytest.mark.parametrize(
    ("measure", "data", "y", "se"),
    [
        ("RR", {"estimate": 2.0, "se": 0.3}, math.log(2), 0.3),
        ("RR", {"estimate": 2.0, "ci_low": 1.0, "ci_high": 4.0}, math.log(2), math.log(4) / 3.919927969080108),
        ("MD", {"estimate": -1.5, "se": 0.3}, -1.5, 0.3),
        ("SMD", {"estimate": 0.91, "ci_low": 0.3, "ci_high": 1.5}, 0.91, 1.2 / 3.919927969080108),
        ("OR", {"estimate": 2.0, "se": 0.3, "ci_low": 0.1, "ci_high": 9.0}, math.log(2), 0.3),
    ],
)
def test_a_given_effect_is_read_on_the_scale_of_analysis(measure, data, y, se):
    row = given_row(data, measure=measure)
    assert (row.state, row.experimental) == ("used", None)
    assert (row.y, row.v) == pytest.approx((y, se**2), rel=1e-12)


def test_the_level_of_the_plan_is_that_of_given_intervals():
    row = given_row({"estimate": 2.0, "ci_low": 1.0, "ci_high": 4.0}, plan=Plan(method="inverse-variance", level=0.9))
    assert row.v**0.5 == pytest.approx(math.log(4) / (2 * 1.6448536269514722), rel=1e-12)


def test_only_the_cells_read_are_inputs_of_a_given_effect():
    row = given_row({"estimate": 2.0, "se": 0.3, "ci_low": 0.1, "ci_high": 9.0})
    assert [origin.name for origin in row.inputs] == ["estimate", "se"]


def test_an_effect_of_comparator_versus_experimental_is_turned_round():
    row = given_row({"estimate": 2.0, "se": 0.3}, arm="C", versus="T")
    assert row.y == pytest.approx(-math.log(2))
    assert row.provenance == "derived"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"estimate": 2.0}, "neither a standard error nor an interval reported"),
        ({"se": 2.0}, "neither"),
        ({"estimate": 2.0, "ci_low": 1.0}, "neither"),
        ({"estimate": -2.0, "se": 0.3}, "a ratio that is not above zero"),
        ({"estimate": 2.0, "ci_low": 0.0, "ci_high": 4.0}, "a ratio that is not above zero"),
        ({"estimate": 2.0, "ci_low": 2.0, "ci_high": 2.0}, "impossible size"),
    ],
)
def test_a_given_effect_that_cannot_be_used_says_why(data, reason):
    row = given_row(data)
    assert row.state == "left_out"
    assert reason in row.reason


def test_mantel_haenszel_cannot_take_an_effect_without_counts():
    row = given_row({"estimate": 2.0, "se": 0.3}, plan=REVMAN)
    assert row.state == "left_out"
    assert row.y == pytest.approx(math.log(2))
    assert given_row({"estimate": 2.0, "se": 0.3}, measure="MD", plan=REVMAN).state == "used"


def test_arm_data_go_before_a_given_effect():
    effect = make_result("A", "y", "T", {"estimate": 9.0, "se": 0.3}, versus="C", line=4)
    row = the_row([effect, counts("T", 5), counts("C", 5)])
    assert row.y == 0
    assert effect.data["estimate"].origin not in row.inputs


def test_a_given_effect_stands_in_for_incomplete_arm_data():
    effect = make_result("A", "y", "T", {"estimate": 9.0, "se": 0.3}, versus="C", line=4)
    assert the_row([effect, counts("T", None), counts("C", 5)]).y == pytest.approx(math.log(9))


def test_two_effects_that_share_an_arm_are_not_pooled():
    effects = [make_result("A", "y", "T", {"estimate": 9.0, "se": 0.3}, versus=arm) for arm in ("C", "C2")]
    row = the_row(effects, arms=make_arms("A", ids=("T", "C", "C2")))
    assert (row.state, row.reason) == ("left_out", "several effects that share participants")


# ---- subgroups


def test_a_study_belongs_to_the_subgroup_its_characteristic_says_and_that_cell_is_an_input():
    study = make_study("A", setting="home")
    outcome = make_outcome("y", "RR", plan=INVERSE_VARIANCE, subgroups="setting")
    row = the_row([counts("T", 5), counts("C", 2)], outcome=outcome, studies=(study,))
    assert row.subgroup == "home"
    assert study.characteristics["setting"].origin in row.inputs


def test_an_unknown_characteristic_makes_no_subgroup():
    outcome = make_outcome("y", "RR", plan=INVERSE_VARIANCE, subgroups="setting")
    assert the_row([counts("T", 5), counts("C", 2)], outcome=outcome).subgroup == ""


# ---- nothing that was loaded makes it raise

wide = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.integers(-(10**12), 10**12).map(float))
positive = st.one_of(st.none(), st.floats(min_value=5e-324, allow_nan=False, allow_infinity=False))


@given(
    st.sampled_from(list(MEASURES)), st.lists(wide, min_size=2, max_size=2), st.lists(positive, min_size=4, max_size=4)
)
def test_no_numbers_of_means_raise(measure, means, positives):
    if MEASURES[measure].kind == "dichotomous":
        n = [round(value or 1) % 1000 + 1 for value in positives[:2]]
        data = [
            {"events": (round(value or 1) % 1000) % (size + 1), "n": size}
            for size, value in zip(n, positives[2:], strict=True)
        ]
    else:
        data = [{"mean": means[i], "sd": positives[i], "n": positives[2 + i]} for i in (0, 1)]
    row = the_row(
        [make_result("A", "y", arm, cells) for arm, cells in zip("TC", data, strict=True)],
        outcome=make_outcome("y", measure),
    )
    assert (row.state == "used") == math.isfinite(row.v)
    assert (row.state == "used") != bool(row.reason)


@given(
    st.sampled_from(list(MEASURES)),
    st.fixed_dictionaries({}, optional=dict.fromkeys(("estimate", "se", "ci_low", "ci_high"), wide)),
)
def test_no_given_effect_raises(measure, data):
    row = given_row(data, measure=measure)
    assert (row.state == "used") == (not row.reason)
    if row.state == "used":
        assert math.isfinite(row.y)
        assert row.v > 0
