"""Numbers of pooled results and of their studies: text, value, and the cells behind them."""

from dataclasses import replace

import pytest

from reportgen.model import Attribution, Plan
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
    names = (n for n in quantities.__slots__ if n != "effect")
    found = [getattr(quantities, name) for name in names]
    effect = quantities.effect
    return [number for number in (*found, effect.estimate, effect.ci_low, effect.ci_high) if number is not None]


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
