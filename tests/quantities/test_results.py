"""Numbers of pooled results and of their studies: text, value, and the cells behind them."""

from dataclasses import replace

import pytest

from reportgen.document import Number
from reportgen.model import PRESETS, Attribution, Plan
from reportgen.quantities import (
    analyse,
    pooled_quantities,
    study_quantities,
    subgroup_test_quantities,
    weight_total,
)
from reportgen.style import NumberStyle, Style
from tests.reviews import make_arms, make_outcome, make_result, make_review, make_study

STYLE = Style()
DATA = {
    "Able 2001": {"recovery": ((30, 50), (10, 50)), "mood": ((10.0, 2.0, 50), (12.0, 2.5, 50))},
    "Baker 2002": {"recovery": ((45, 60), (20, 60)), "mood": ((9.0, 2.0, 60), (12.5, 2.5, 60))},
    "Cole 2003": {"recovery": ((0, 7), (0, 8))},
}


def analysed(review=None, style=STYLE):
    return analyse(review or make_review(DATA), style)


def pooled_of(analysis, outcome="recovery"):
    return pooled_quantities(analysis.pooled[outcome], analysis.style)


def numbers_of(quantities):
    found = []
    for name in quantities.__slots__:
        value = getattr(quantities, name)
        found += value if isinstance(value, tuple) else [value]
    effect = quantities.effect
    found += [effect.estimate, effect.ci_low, effect.ci_high]
    return [number for number in found if isinstance(number, Number)]


def lines_of(review, outcome):
    return {row.origin.line for row in review.results if row.outcome == outcome}


@pytest.mark.parametrize("outcome", ["recovery", "mood"])
def test_every_number_of_a_result_names_cells_of_its_outcome_only(outcome):
    review = make_review(DATA)
    found = numbers_of(pooled_of(analysed(review), outcome))
    assert len(found) > 12
    for number in found:
        assert number.inputs
        assert {origin.path for origin in number.inputs} == {"results.csv"}
        assert {origin.line for origin in number.inputs} <= lines_of(review, outcome)
        assert number.subject.split("/")[:2] == ["outcome", outcome]


def test_study_numbers_name_the_cells_of_their_study_and_weights_those_of_all():
    review = make_review(DATA)
    analysis = analysed(review)
    for study in study_quantities(analysis.pooled["recovery"], analysis.studies, STYLE):
        own = {row.origin.line for row in review.results if (row.study, row.outcome) == (study.row.study, "recovery")}
        effect = () if study.effect is None else (study.effect.estimate, study.effect.ci_low, study.effect.ci_high)
        for number in (*study.experimental.values(), *study.comparator.values(), *effect):
            assert {origin.line for origin in number.inputs} <= own
        assert study.name.inputs[0].path == "studies.csv"
    first = study_quantities(analysis.pooled["recovery"], analysis.studies, STYLE)[0]
    assert set(first.weight.inputs) == set(analysis.pooled["recovery"].inputs)


def test_a_study_without_events_has_its_data_but_neither_effect_nor_weight():
    analysis = analysed()
    last = study_quantities(analysis.pooled["recovery"], analysis.studies, STYLE)[-1]
    assert (last.effect, last.weight) == (None, None)
    assert {name: number.text for name, number in last.experimental.items()} == {"events": "0", "n": "7"}
    assert last.reason == "no events in either group"


def test_totals_count_all_studies_shown_and_those_used_apart():
    found = pooled_of(analysed())
    assert (found.n.value, found.n_used.value, found.k.value) == (235, 220, 2)
    assert (found.n_experimental.value, found.n_comparator.value) == (117, 118)
    assert (found.events_experimental.value, found.events_comparator.value) == (75, 30)
    assert len(found.n.inputs) == 6
    assert len(found.events_comparator.inputs) == 3


def test_an_effect_without_participants_leaves_the_totals_unknown():
    plan = Plan(method="inverse-variance")
    rows = (
        make_result("Able 2001", "recovery", "T", {"estimate": 2.0, "se": 0.3}, versus="C", line=2),
        *make_review({"Baker 2002": DATA["Baker 2002"]}).results[:2],
    )
    review = make_review(DATA, outcomes=[make_outcome(plan=plan)], results=rows)
    found = pooled_of(analysed(review))
    assert found.k.value == 2
    assert (found.n, found.n_used, found.events_experimental) == (None, None, None)


@pytest.mark.parametrize(
    ("entered", "shown"),
    [("-3.25", "−3.25"), ("-3,25", "−3.25"), ("-3.123456789", "−3.123"), ("-3,123456789", "−3.123")],
)
def test_an_effect_given_as_such_is_printed_as_entered_with_few_decimals(entered, shown):
    value = float(entered.replace(",", "."))
    row = make_result("Able 2001", "recovery", "T", {"o_minus_e": value, "variance": 8.25}, versus="C")
    row = replace(row, data={**row.data, "o_minus_e": replace(row.data["o_minus_e"], text=entered)})
    review = make_review(
        outcomes=[make_outcome("recovery", "OE")],
        studies=(make_study("Able 2001"),),
        arms=make_arms("Able 2001"),
        results=(row,),
    )
    analysis = analysed(review)
    (study,) = study_quantities(analysis.pooled["recovery"], analysis.studies, analysis.style)
    assert study.given["o_minus_e"].text == shown


def test_the_n_of_an_effect_counts_both_sides():
    row = make_result("Able 2001", "recovery", "T", {"estimate": 2.0, "se": 0.3, "n": 90}, versus="C")
    review = make_review(DATA, outcomes=[make_outcome(plan=Plan(method="inverse-variance"))], results=(row,))
    found = pooled_of(analysed(review))
    assert (found.n.value, found.n_used.value, found.n_experimental) == (90, 90, None)


def test_combined_arms_are_said_to_be_and_name_the_cells_of_each():
    arms = make_arms("Able 2001", ids=("T", "C1", "C2"))
    rows = [
        make_result("Able 2001", "recovery", arm, {"events": events, "n": 50}, line=line)
        for line, (arm, events) in enumerate({"T": 30, "C1": 10, "C2": 5}.items(), 2)
    ]
    review = make_review(
        {}, studies=(make_study("Able 2001"),), arms=arms, results=tuple(rows), outcomes=[make_outcome()]
    )
    analysis = analysed(review)
    (study,) = study_quantities(analysis.pooled["recovery"], analysis.studies, STYLE)
    events = study.comparator["events"]
    assert (events.text, events.how, {origin.line for origin in events.inputs}) == ("15", "arms combined", {3, 4})
    assert study.experimental["events"].how == "as entered"
    assert study.comparator["n"].provenance == "derived"


def test_means_keep_the_digits_they_were_entered_with():
    analysis = analysed()
    first = study_quantities(analysis.pooled["mood"], analysis.studies, STYLE)[0]
    assert {name: number.text for name, number in first.experimental.items()} == {
        "mean": "10.0",
        "sd": "2.0",
        "n": "50",
    }


def test_one_study_has_no_heterogeneity_and_none_has_no_result():
    one = pooled_of(analysed(make_review({"Able 2001": DATA["Able 2001"]})))
    assert (one.chi2, one.df, one.p_het, one.i2, one.tau2) == (None,) * 5
    assert pooled_of(analysed(make_review({"Cole 2003": DATA["Cole 2003"]}))) is None


def test_a_common_effect_has_no_tau2():
    review = make_review(DATA, outcomes=[make_outcome(plan=Plan(model="common"))])
    assert pooled_of(analysed(review)).tau2 is None
    assert pooled_of(analysed(review)).i2.text == "0%"


def test_the_weakest_provenance_of_the_studies_used_is_that_of_the_result():
    review = make_review(DATA)
    rows = [
        replace(row, attribution=Attribution(provenance="derived")) if row.study == "Able 2001" else row
        for row in review.results
    ]
    unused = [
        replace(row, attribution=Attribution(provenance="unknown")) if row.study == "Cole 2003" else row for row in rows
    ]
    found = pooled_of(analysed(replace(review, results=tuple(unused))))
    assert found.effect.estimate.provenance == "derived"


def test_ratios_are_printed_in_natural_units_with_unrounded_values():
    estimate = pooled_of(analysed()).effect.estimate
    assert (estimate.statistic, estimate.text) == ("risk_ratio", "2.45")
    assert estimate.value == pytest.approx(2.45, abs=0.005)
    assert estimate.value != 2.45


def test_the_numbers_follow_the_style():
    style = Style(
        numbers=NumberStyle(effect_decimals=3, p_leading_zero=False, spaced_relations=False, thousands_from=100)
    )
    found = pooled_of(analysed(style=style))
    assert len(found.effect.estimate.text.partition(".")[2]) == 3
    assert found.p.text == "<.001"


def test_weights_add_up_to_a_hundred():
    analysis = analysed()
    total = weight_total(analysis.pooled["recovery"], STYLE)
    assert (total.text, total.how) == ("100.0%", "sum of the weights")


def test_subgroups_have_weights_and_a_test_of_their_own():
    studies = tuple(make_study(name, line=i, region="north" if i < 4 else "south") for i, name in enumerate(DATA, 2))
    outcome = make_outcome(subgroups="region")
    data = {**DATA, "Cole 2003": {"recovery": ((3, 7), (2, 8))}}
    analysis = analysed(make_review(data, studies=studies, outcomes=[outcome]))
    pooled = analysis.pooled["recovery"]
    parts = [weight_total(pooled, STYLE, name).value for name, _ in pooled.subgroups]
    assert sum(parts) == pytest.approx(100)
    tested = subgroup_test_quantities(pooled, STYLE)
    assert (tested.df.text, tested.chi2.statistic) == ("1", "subgroup_chi2")
    part = pooled_quantities(pooled.subgroups[0][1], STYLE, part="north")
    assert part.k.subject == "outcome/recovery/subgroup/north"
    assert subgroup_test_quantities(analysed().pooled["recovery"], STYLE) is None


# ---- what a plan changes

SPREAD = {
    f"Study {year}": {"x": ((a, 50), (c, 50)), "mean": ((m, 2.0, 40), (5.0, 2.0, 40))}
    for year, a, c, m in ((2001, 4, 15, 4.0), (2002, 6, 9, 5.1), (2003, 12, 14, 5.6), (2004, 3, 20, 3.1))
}


def planned(plan, data=SPREAD, outcome="x", **settings):
    measure = settings.pop("measure", "RR" if outcome == "x" else "MD")
    review = make_review(data, outcomes=[make_outcome(outcome, measure, plan=plan, **settings)])
    return pooled_of(analysed(review), outcome)


def test_a_normal_test_gives_z_and_students_gives_t_with_its_degrees_of_freedom():
    wald, hksj = planned(PRESETS["revman5"]), planned(PRESETS["cochrane"])
    assert (wald.test.statistic, wald.test_df, wald.interval) == ("z", None, "wald")
    assert (hksj.test.statistic, hksj.test_df.text, hksj.interval) == ("t", "3", "hksj")
    assert hksj.test.value == pytest.approx(float(hksj.test.text), abs=0.005)
    assert hksj.p.value > wald.p.value


def test_fractional_degrees_of_freedom_have_one_decimal():
    found = planned(replace(PRESETS["cochrane"], interval="kenward-roger"))
    assert found.interval == "kenward-roger"
    assert len(found.test_df.text.partition(".")[2]) == 1


@pytest.mark.parametrize(
    ("plan", "how"),
    [
        (PRESETS["cochrane"], "pooled, inverse-variance, random, REML, hksj"),
        (PRESETS["revman5"], "pooled, mantel-haenszel, random, DL, wald"),
        (replace(PRESETS["metafor"], model="common"), "pooled, inverse-variance, common, wald"),
        (replace(PRESETS["revman-web"], tau2="PM"), "pooled, inverse-variance, random, PM, wald"),
    ],
)
def test_each_number_says_how_it_was_pooled(plan, how):
    found = planned(plan)
    assert found.effect.estimate.how == found.test.how == found.chi2.how == how
    assert {number.how.startswith((how, "sum")) for number in numbers_of(found)} == {True}


def test_the_method_that_was_applied_is_named_where_the_plans_gave_way():
    assert planned(PRESETS["revman5"], outcome="mean").effect.estimate.how.startswith("pooled, inverse-variance")


def test_a_prediction_interval_is_wider_than_the_confidence_interval_and_says_what_it_is():
    found = planned(PRESETS["cochrane"])
    low, high = found.prediction
    assert low.value < found.effect.ci_low.value < found.effect.ci_high.value < high.value
    assert (low.statistic, high.statistic) == ("prediction_low", "prediction_high")
    assert low.how.endswith("prediction interval t-k-1-if-heterogeneous")
    assert planned(PRESETS["revman5"]).prediction is None


def test_tau2_has_its_q_profile_interval_in_a_random_model_only():
    found = planned(PRESETS["cochrane"])
    low, high = found.tau2_limits
    assert low.value < found.tau2.value < high.value
    assert low.how.endswith("Q-profile")
    assert planned(replace(PRESETS["cochrane"], model="common")).tau2_limits is None


def test_limits_of_tau2_are_left_out_where_none_fits():
    alike = {name: {"x": ((10, 50), (20, 50))} for name in ("A", "B", "C")}
    found = planned(PRESETS["cochrane"], alike)
    assert (found.tau2.text, found.tau2_limits) == ("0.00", None)


def test_i2_says_what_it_is_from_and_whether_that_matters():
    reml, q = planned(PRESETS["cochrane"]), planned(replace(PRESETS["cochrane"], i2="Q"))
    assert (reml.i2_from, q.i2_from) == ("tau2", "Q")
    assert reml.i2_ambiguous == q.i2_ambiguous == (reml.i2.text != q.i2.text)
    assert reml.i2.how.endswith("I2 from tau2")
    assert not planned(PRESETS["revman5"]).i2_ambiguous  # DerSimonian and Laird's I2 is the same either way


def test_notes_say_when_the_rule_fell_back_on_wald():
    two = dict(list(SPREAD.items())[:2])
    assert planned(PRESETS["cochrane"], two).notes == ("wald-for-two-studies",)
    assert planned(PRESETS["cochrane"]).notes == ()


# ---- measures of one group


def one_group(measure, column="n"):
    rows = [
        make_result(f"S{i}", "x", "T", {"events": events, column: size}, line=i + 2)
        for i, (events, size) in enumerate(((3, 60), (8, 75), (12, 240), (5, 40)))
    ]
    studies = tuple(make_study(f"S{i}", line=i + 2) for i in range(4))
    arms = tuple(arm for i in range(4) for arm in make_arms(f"S{i}", line=2 * i + 2))
    outcome = make_outcome("x", measure, plan=PRESETS["cochrane"])
    return make_review({}, outcomes=[outcome], studies=studies, arms=arms, results=tuple(rows))


@pytest.mark.parametrize("measure", ["PR", "PLO", "PLN", "PAS", "PFT"])
def test_a_proportion_is_printed_as_one_without_a_test(measure):
    found = pooled_of(analysed(one_group(measure)), "x")
    assert 0.01 < found.effect.ci_low.value < found.effect.estimate.value < found.effect.ci_high.value < 0.2
    assert (found.p, found.p_revman, found.test, found.test_df) == (None, None, None, None)
    assert (found.n.text, found.events_experimental.text, found.n_comparator) == ("415", "28", None)


@pytest.mark.parametrize("measure", ["IR", "IRLN", "IRS", "IRFT"])
def test_a_rate_is_printed_as_events_in_a_unit_of_time(measure):
    found = pooled_of(analysed(one_group(measure, "time")), "x")
    assert 0.03 < found.effect.estimate.value < 0.2
    assert (found.n, found.p) == (None, None)


def test_studies_on_a_scale_of_their_size_come_back_as_what_was_counted():
    analysis = analysed(one_group("PFT"))
    shown = study_quantities(analysis.pooled["x"], analysis.studies, STYLE)
    assert [study.effect.estimate.value for study in shown] == pytest.approx([3 / 60, 8 / 75, 12 / 240, 5 / 40])
