"""Which rows of a review become effects, and what is said of those that do not."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects import MEASURES, EffectRow, fit_to_method, size_of, study_effects, typical_size
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


@pytest.mark.parametrize(
    ("measure", "method", "state"),
    [
        ("RR", "mantel-haenszel", "left_out"),
        ("RR", "mantel-haenszel-exact", "left_out"),
        ("PETO", "peto", "left_out"),
        ("IRR", "cochran", "left_out"),
        ("RR", "inverse-variance", "used"),
        ("MD", "mantel-haenszel", "used"),
        ("HR", "mantel-haenszel", "used"),
    ],
)
def test_methods_that_read_counts_cannot_take_an_effect_without_them(measure, method, state):
    row = given_row({"estimate": 2.0, "se": 0.3}, measure=measure)
    fitted = fit_to_method(row, MEASURES[measure], Plan(method=method))
    assert (fitted.state, fitted.y) == (state, row.y)
    assert not fitted.reason or method.removesuffix("-exact") in fitted.reason.lower()


def test_methods_that_read_counts_take_arms():
    row = the_row([counts("T", 5), counts("C", 2)])
    assert fit_to_method(row, MEASURES["RR"], REVMAN) == row


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


# ---- hazard ratios and other effects that no arms give


@pytest.mark.parametrize("measure", ["HR", "OE"])
def test_observed_minus_expected_events_give_a_hazard_ratio(measure):
    row = given_row({"o_minus_e": -4.0, "variance": 10.0}, measure=measure)
    assert (row.state, row.y, row.v) == ("used", -0.4, 0.1)
    assert [origin.name for origin in row.inputs] == ["o_minus_e", "variance"]


def test_a_hazard_ratio_goes_before_observed_minus_expected_events():
    row = given_row({"estimate": 2.0, "se": 0.5, "o_minus_e": -4.0, "variance": 10.0}, measure="HR")
    assert row.y == pytest.approx(math.log(2))
    assert [origin.name for origin in row.inputs] == ["estimate", "se"]


def test_observed_minus_expected_events_serve_no_other_measure():
    assert given_row({"o_minus_e": -4.0, "variance": 10.0}, measure="GENLOG").state == "left_out"


@pytest.mark.parametrize(("measure", "y"), [("GEN", 1.5), ("GENLOG", math.log(1.5)), ("HR", math.log(1.5))])
def test_an_effect_without_arms_is_read_on_its_scale(measure, y):
    assert given_row({"estimate": 1.5, "se": 0.3}, measure=measure).y == pytest.approx(y)


def test_arms_give_no_hazard_ratio():
    row = the_row([counts("T", 5), counts("C", 2)], outcome=make_outcome("y", "HR", plan=INVERSE_VARIANCE))
    assert (row.state, row.reason) == ("left_out", "no effect of the experimental versus the comparator group")


# ---- measures of one arm, rates, and the size of a study


def one_arm(measure: str, *rows: tuple[str, dict[str, float]], ids=("T", "C")) -> EffectRow:
    results = [make_result("A", "y", arm, data, line=2 + i) for i, (arm, data) in enumerate(rows)]
    outcome = make_outcome("y", measure, plan=INVERSE_VARIANCE)
    return the_row(results, outcome=outcome, arms=make_arms("A", ids=ids))


def test_a_proportion_is_that_of_the_experimental_arm():
    row = one_arm("PLO", ("T", {"events": 5, "n": 20}), ("C", {"events": 9, "n": 20}))
    assert (row.state, row.comparator) == ("used", None)
    assert row.y == pytest.approx(math.log(5 / 15))
    assert {origin.line for origin in row.inputs} == {2}


def test_a_proportion_needs_no_comparator():
    assert one_arm("PR", ("T", {"events": 5, "n": 20})).y == 0.25


def test_the_arms_of_a_proportion_are_combined():
    row = one_arm("PR", ("T", {"events": 5, "n": 20}), ("T2", {"events": 10, "n": 40}), ids=("T", "T2", "C"))
    assert (row.y, row.provenance) == (0.25, "derived")


def test_a_proportion_without_an_experimental_arm_is_left_out():
    row = one_arm("PR", ("C", {"events": 5, "n": 20}))
    assert (row.state, row.reason) == ("left_out", "no results for the experimental group")


def test_a_correlation_is_read_from_the_row_of_its_arm():
    assert one_arm("ZCOR", ("T", {"r": 0.5, "n": 28})).y == pytest.approx(0.549306144334055)


def test_correlations_of_several_arms_are_not_combined():
    row = one_arm("COR", ("T", {"r": 0.5, "n": 28}), ("T2", {"r": 0.3, "n": 28}), ids=("T", "T2"))
    assert (row.state, row.reason) == ("left_out", "several arms, whose correlations cannot be combined")


def test_rates_are_read_from_events_and_person_time():
    row = one_arm("IRR", ("T", {"events": 10, "time": 100}), ("C", {"events": 5, "time": 100}))
    assert (row.y, row.v) == pytest.approx((math.log(2), 0.3))


def test_a_scale_that_depends_on_the_size_of_studies_finds_it():
    data = {"A": ((5, 10), (1, 1)), "B": ((5, 40), (1, 1))}
    outcome = make_outcome("y", "PFT", plan=INVERSE_VARIANCE)
    effects = study_effects(
        make_review({study: {"y": sides} for study, sides in data.items()}, outcomes=[outcome]), outcome
    )
    assert [size_of(row, effects.scale) for row in effects.rows] == [10, 40]
    assert typical_size(effects) == 16


def test_a_scale_that_does_not_depend_on_the_size_of_studies_asks_for_none():
    review = make_review({"A": {"y": ((5, 20), (2, 20))}})
    effects = study_effects(review, review.outcomes[0])
    assert (typical_size(effects), size_of(effects.rows[0], effects.scale)) == (None, None)


@pytest.mark.parametrize("zero_cells", ["metafor", "revman"])
def test_the_rule_for_empty_cells_is_that_of_the_plan(zero_cells):
    outcome = make_outcome("y", "RR", plan=Plan(zero_cells=zero_cells))
    row = the_row([counts("T", 0), counts("C", 0)], outcome=outcome)
    assert row.state == ("used" if zero_cells == "metafor" else "not_estimable")


@pytest.mark.parametrize(("smd", "g"), [("revman", 68 / 71), ("exact", 0.957646427023720)])
def test_the_form_of_hedges_g_is_that_of_the_plan(smd, g):
    review = make_review(
        {"A": {"y": ((1, 1, 10), (0, 1, 10))}}, outcomes=[make_outcome("y", "SMD", plan=Plan(smd=smd))]
    )
    assert study_effects(review, review.outcomes[0]).rows[0].y == pytest.approx(g)


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


ARM_MEASURES = [key for key, measure in MEASURES.items() if measure.sides]


@given(st.sampled_from(ARM_MEASURES), st.data())
def test_no_data_of_arms_raise(measure, data):
    values = {"mean": wide, "r": wide, "sd": positive, "time": positive}
    rows = []
    for arm in "TC":
        cells = {name: data.draw(values.get(name, positive)) for name in MEASURES[measure].arm_columns}
        if MEASURES[measure].arm_columns == ("events", "n"):
            cells = {name: round(value or 1) % 1000 + 1 for name, value in cells.items()}
            cells["events"] = cells["events"] % (cells["n"] + 1)
        rows.append(make_result("A", "y", arm, cells))
    row = the_row(rows, outcome=make_outcome("y", measure))
    assert (row.state == "used") == math.isfinite(row.v)
    assert (row.state == "used") != bool(row.reason)


GIVEN_COLUMNS = ("estimate", "se", "ci_low", "ci_high", "o_minus_e", "variance")


@given(
    st.sampled_from([key for key, measure in MEASURES.items() if measure.sides != 1]),
    st.fixed_dictionaries({}, optional=dict.fromkeys(GIVEN_COLUMNS, wide)),
)
def test_no_given_effect_raises(measure, data):
    row = given_row(data, measure=measure)
    assert (row.state == "used") == (not row.reason)
    if row.state == "used":
        assert math.isfinite(row.y)
        assert row.v > 0


# ---- outcomes divided by rows


def both(study: str, subgroup: str, experimental: float, comparator: float):
    return [
        make_result(study, "y", "T", {"events": experimental, "n": 20}, subgroup=subgroup),
        make_result(study, "y", "C", {"events": comparator, "n": 20}, subgroup=subgroup),
    ]


def test_a_study_has_a_row_in_each_subgroup_that_its_results_name():
    results = [*both("B", "women", 5, 2), *both("A", "men", 3, 6), *both("A", "women", 1, 2)]
    studies = (make_study("A"), make_study("B"))
    rows = rows_of(results, studies=studies, arms=make_arms("A") + make_arms("B"))
    assert [(row.subgroup, row.study) for row in rows] == [("women", "A"), ("women", "B"), ("men", "A")]
    assert [row.experimental.values["events"] for row in rows] == [1, 5, 3]


def test_rows_of_one_subgroup_are_not_taken_for_those_of_another():
    (row,) = rows_of([*both("A", "men", 3, 6)[:1], *both("A", "women", 1, 2)[1:]], arms=make_arms("A"))[:1]
    assert (row.subgroup, row.state) == ("men", "left_out")
