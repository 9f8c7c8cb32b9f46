"""Absolute effects: the Handbook's worked examples, the formulas, limits in order, numbers needed to treat."""

import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.document import Number, plain_text
from reportgen.errors import Origin
from reportgen.quantities import EffectQuantities, absolute_effect, analyse, assumed_mean, assumed_risk, risk_with
from reportgen.quantities.absolute import RISKS_WITH
from reportgen.style import NumberStyle, Style
from reportgen.tables import TABLES
from reportgen.wording.numbers import number_needed
from tests.reviews import make_arms, make_outcome, make_result, make_review, make_study

DATA = {
    "Able 2001": {"relapse": ((10, 50), (10, 50))},
    "Baker 2002": {"relapse": ((5, 50), (15, 50))},
    "Clark 2003": {"relapse": ((20, 50), (30, 50))},
}


def means_of(*given):
    names = [f"Study {i}" for i, _ in enumerate(given)]
    rows = [
        make_result(name, "mood", arm, data, line=2 + 2 * i + (arm == "C"))
        for i, (name, pair) in enumerate(zip(names, given, strict=True))
        for arm, data in zip("TC", pair, strict=True)
    ]
    return make_review(
        outcomes=[make_outcome("mood", "MD", better="lower")],
        studies=tuple(make_study(name, line=i) for i, name in enumerate(names, 2)),
        arms=tuple(arm for i, name in enumerate(names) for arm in make_arms(name, line=2 + 2 * i)),
        results=tuple(rows),
        summary_of_findings=("mood",),
    )


def change(start, end):
    ends = {"baseline_mean": start, "final_mean": end, "baseline_sd": 4.0, "final_sd": 4.5}
    return {**ends, "correlation": 0.5, "n": 50}


FINAL = ({"mean": 11.0, "sd": 4.0, "n": 50}, {"mean": 16.5, "sd": 4.0, "n": 50})
CHANGE = (change(20.0, 12.0), change(20.0, 18.0))


@pytest.mark.parametrize(
    ("given", "value", "said", "note"),
    [
        ((FINAL, FINAL), 16.5, "The mean was 16.5", "Median of the means in the comparator groups of the studies"),
        ((FINAL, CHANGE), 16.5, "The mean was 16.5", "Median of the means in those comparator groups that give means"),
        ((CHANGE, CHANGE), -2.0, "The mean change was −2.0", "Median of the mean changes from baseline"),
    ],
)
def test_means_and_changes_from_baseline_are_not_mixed(given, value, said, note):
    analysis = analyse(means_of(*given), Style())
    assert assumed_mean(analysis, analysis.review.outcomes[0]).value == pytest.approx(value)
    (table,) = TABLES["summary-of-findings"].tables(analysis)
    assert plain_text(table.body[0].cells[1].children).startswith(said)
    assert any(plain_text(one.children).startswith(note) for one in table.notes)


def test_whole_risks_have_the_thousands_mark_of_the_people_they_are_given_for():
    absolute = absolute_of("RD", effect_of(-0.05, -0.2, 0.1), risk=1.0, risks_per=10000)
    assert absolute.comparator.text == "10,000"
    shown = absolute.intervention
    assert [one.text for one in (shown.estimate, shown.ci_low, shown.ci_high)] == ["9500", "8000", "10,000"]


def test_a_group_that_several_results_share_counts_once():
    analysis = analyse(make_review(DATA), Style())
    (outcome,), (pooled,) = analysis.review.outcomes, analysis.pooled.values()
    first, *others = pooled.effects.rows
    rows = (replace(first, subgroup="young"), replace(first, subgroup="old"), first, *others)
    shared = replace(pooled, effects=replace(pooled.effects, rows=rows))
    assert assumed_risk(replace(analysis, pooled={outcome.id: shared}), outcome).value == pytest.approx(0.3)


def effect_of(estimate, low, high):
    numbers = (Number(text=str(value), value=value, statistic="x", subject="x") for value in (estimate, low, high))
    return EffectQuantities(**dict(zip(("estimate", "ci_low", "ci_high"), numbers, strict=True)))


def absolute_of(measure, effect, risk=0.3, better="lower", **settings):
    outcome = make_outcome("relapse", measure, better=better, assumed_risk=risk)
    return absolute_effect(analyse(make_review(outcomes=[outcome], **settings), Style()), outcome, effect)


# Cochrane Handbook, version 6.5, section 15.4.4: an assumed risk of 0.3 in the comparator group
@pytest.mark.parametrize(
    ("measure", "ratio", "fewer", "needed"),
    [("RR", 0.92, "24", "42"), ("OR", 0.73, "62", "17"), ("PETO", 0.73, "62", "17")],
)
def test_the_worked_examples_of_the_handbook(measure, ratio, fewer, needed):
    absolute = absolute_of(measure, effect_of(ratio, 0.6, 0.99))
    assert absolute.comparator.text == "300"
    assert absolute.difference.estimate.text == fewer
    assert absolute.difference.estimate.value < 0
    assert (absolute.needed[0].number.text, absolute.needed[0].to) == (needed, "benefit")


@pytest.mark.parametrize(
    ("measure", "risk", "effect", "expected"),
    [
        ("RR", 0.2, 0.5, 0.1),
        ("RR", 0.6, 3.0, 1.0),
        ("OR", 0.5, 3.0, 0.75),
        ("HR", 0.4, 0.5, 1 - 0.6**0.5),
        ("OE", 0.4, 2.0, 0.64),
        ("RD", 0.2, -0.3, 0.0),
        ("RD", 0.2, 0.05, 0.25),
        ("RD", 0.9, 0.5, 1.0),
    ],
)
def test_each_measure_has_its_formula_and_stays_between_0_and_1(measure, risk, effect, expected):
    assert risk_with(measure, risk, effect) == pytest.approx(expected)


@given(st.sampled_from(sorted(RISKS_WITH)), st.floats(0, 1), st.floats(0.01, 100), st.floats(0.01, 100))
def test_a_risk_is_a_risk_and_grows_with_the_effect(measure, risk, one, two):
    if measure == "RD":
        one, two = one / 100 - 0.5, two / 100 - 0.5
    low, high = (risk_with(measure, risk, effect) for effect in sorted((one, two)))
    assert 0 <= low <= high <= 1


@given(st.sampled_from(["RR", "OR", "HR"]), st.floats(0.01, 0.99))
def test_a_ratio_of_one_changes_no_risk(measure, risk):
    assert risk_with(measure, risk, 1.0) == pytest.approx(risk)


def test_a_risk_that_is_none_is_refused():
    with pytest.raises(ValueError, match=r"1\.5"):
        risk_with("RR", 1.5, 1.0)


@given(st.floats(0.01, 0.99), st.floats(0.05, 20), st.floats(1, 5), st.floats(1, 5), st.sampled_from(["RR", "OR"]))
def test_limits_are_in_order_and_signs_follow_the_effect(risk, ratio, down, up, measure):
    absolute = absolute_of(measure, effect_of(ratio, ratio / down, ratio * up), risk=risk)
    for part in (absolute.intervention, absolute.difference):
        assert part.ci_low.value <= part.estimate.value <= part.ci_high.value
    assert all("−" not in number.text for number in (absolute.difference.ci_low, absolute.difference.ci_high))
    difference = absolute.difference.estimate.value
    assume(abs(difference) > 1e-9)
    assert (difference > 0) == (ratio > 1)
    assert absolute.needed[0].to == ("harm" if ratio > 1 else "benefit")


# ---- numbers needed to treat


@pytest.mark.parametrize(
    ("difference", "text"),
    [
        (-0.024, "42"),
        (0.1, "10"),
        (0.3 - 0.2, "10"),
        (0.3 * 0.9 - 0.3, "34"),
        (1, "1"),
        (0.999, "2"),
        (0, "∞"),
        (0.00004, "25,000"),
        (1e-300, "∞"),
    ],
)
def test_a_number_needed_to_treat_is_rounded_up(difference, text):
    assert number_needed(difference, NumberStyle()) == text


@given(st.floats(1e-6, 1))
def test_a_number_needed_to_treat_is_never_too_small(difference):
    assert int(number_needed(difference, NumberStyle()).replace(",", "")) >= 1 / difference * (1 - 1e-8)


# ---- the risk without the intervention


def test_the_assumed_risk_is_that_of_the_review():
    outcome = make_outcome("relapse", assumed_risk=0.1)
    place = Origin("review.yaml", 30, 19)
    review = make_review(DATA, outcomes=[outcome], origins={"outcomes.0.assumed_risk": place})
    found = assumed_risk(analyse(review, Style()), outcome)
    assert (found.value, found.source, found.inputs) == (0.1, "given", (place,))


def test_else_it_is_the_median_over_the_comparator_groups_of_the_studies_used():
    review = make_review({**DATA, "Dole 2004": {"relapse": ((0, 50), (0, 50))}})
    outcome = review.outcomes[0]
    found = assumed_risk(analyse(review, Style()), outcome)
    assert (found.value, found.source, found.studies) == (0.3, "median", 3)
    cells = {(origin.line, origin.name) for origin in found.inputs}
    assert {(3, "events"), (3, "n"), (5, "events"), (7, "n")} <= cells


def rates(measure, unit=""):
    """Return a review of falls: 10 in 200, 20 in 200 and 12 in 200 units of time without the intervention."""
    names = ("Able 2001", "Baker 2002", "Clark 2003")
    results = [
        make_result(name, "falls", arm, {"events": events, "time": 200.0}, line=2 + 2 * i + j)
        for i, (name, falls) in enumerate(zip(names, (10, 20, 12), strict=True))
        for j, (arm, events) in enumerate((("T", falls / 2), ("C", falls)))
    ]
    outcome = make_outcome("falls", measure, better="lower", unit=unit)
    review = make_review({name: {} for name in names}, outcomes=[outcome], results=tuple(results))
    return analyse(review, Style()), outcome


@pytest.mark.parametrize(("measure", "effect"), [("IRR", (0.5, 0.25, 1.0)), ("IRD", (-0.03, -0.045, 0.0))])
def test_rates_start_from_the_median_rate_and_have_no_number_needed(measure, effect):
    analysis, outcome = rates(measure)
    assert assumed_risk(analysis, outcome).value == 0.06
    absolute = absolute_effect(analysis, outcome, effect_of(*effect))
    assert (absolute.comparator.text, absolute.intervention.estimate.text, absolute.needed) == ("60", "30", None)


def test_a_rate_cannot_fall_below_none():
    analysis, outcome = rates("IRD")
    assert absolute_effect(analysis, outcome, effect_of(-0.1, -0.2, 0.0)).intervention.ci_low.value == 0


def test_the_unit_of_time_stands_behind_a_rate():
    analysis, _ = rates("IRR", unit="person-years")
    review = replace(analysis.review, summary_of_findings=("falls",))
    (table,) = TABLES["summary-of-findings"].tables(analyse(review, Style()))
    assert "60 per 1000 person-years" in plain_text(table.body[0].cells[1].children)
    assert "30 per 1000 person-years" in plain_text(table.body[0].cells[2].children)


def test_without_a_risk_there_is_no_absolute_effect():
    outcome = make_outcome("work", "HR")
    analysis = analyse(make_review(outcomes=[outcome]), Style())
    assert absolute_effect(analysis, outcome, effect_of(0.5, 0.3, 0.8)) is None


@pytest.mark.parametrize("risk", [0.0, 1.0])
def test_a_ratio_of_a_risk_of_0_or_1_gives_no_risk(risk):
    absolute = absolute_of("RR", effect_of(0.5, 0.3, 0.8), risk=risk)
    assert (absolute.intervention, absolute.difference, absolute.needed) == (None, None, None)
    assert absolute_of("RD", effect_of(0.05, 0.01, 0.09), risk=0.0).intervention.estimate.text == "50"


def test_the_mean_without_the_intervention_is_the_median_of_means():
    means = {f"Study {i}": {"mood": ((10, 2.0, 50), (mean, 2.0, 50))} for i, mean in enumerate((12.25, 11.0, 14.5))}
    review = make_review(means)
    assert assumed_mean(analyse(review, Style()), review.outcomes[0]).value == 12.25


@pytest.mark.parametrize(
    ("per", "texts"), [(100, ("30", "28", "2.4")), (1000, ("300", "276", "24")), (10000, ("3000", "2760", "240"))]
)
def test_risks_are_given_for_as_many_people_as_the_review_asks(per, texts):
    absolute = absolute_of("RR", effect_of(0.92, 0.8, 0.99), risks_per=per)
    shown = (absolute.comparator, absolute.intervention.estimate, absolute.difference.estimate)
    assert tuple(number.text for number in shown) == texts


def test_small_numbers_are_not_printed_as_none():
    absolute = absolute_of("RR", effect_of(0.5, 0.4, 0.6), risk=0.0004)
    texts = [absolute.comparator.text, absolute.intervention.estimate.text, absolute.difference.estimate.text]
    assert all(set(text) & set("123456789") for text in texts)


def test_every_number_says_where_it_comes_from():
    review = make_review(DATA)
    outcome = review.outcomes[0]
    analysis = analyse(review, Style())
    effect = effect_of(0.5, 0.3, 0.8)
    effect = replace(effect, estimate=replace(effect.estimate, inputs=(Origin("results.csv", 99),)))
    absolute = absolute_effect(analysis, outcome, effect)
    numbers = (absolute.intervention.ci_low, absolute.difference.estimate, absolute.needed[1].number)
    assert all(Origin("results.csv", 99) in number.inputs for number in numbers)
    assert all("median over comparator groups" in number.how for number in numbers)
    assert math.isfinite(absolute.needed[0].number.value)
