"""Analyses in their neutral form become comparisons, outcomes, arms, results and stored values of a review."""

import math

import pytest

from reportgen.effects import study_effects
from reportgen.errors import DataError, Origin
from reportgen.exchange.analyses import (
    SourceComparison,
    SourceOutcome,
    SourceRow,
    SourceSubgroup,
    SourceValues,
    analyses_of,
)
from reportgen.exchange.analyses.favours import better_by_words
from reportgen.exchange.analyses.measures import measure_of
from reportgen.model import PRESETS, Axis, Cell, Methods, Review, Study
from reportgen.pooling import pool_effects
from tests.exchange.reloading import reloaded

HERE = Origin("review.rm5", 7, 3)
STUDIES = {"k1": "Adams 2001", "k2": "Baker 2002"}
COUNTS = {"events_experimental": 12, "n_experimental": 50, "events_comparator": 20, "n_comparator": 52}
MEANS = {
    "mean_experimental": 3.5,
    "sd_experimental": 1.25,
    "n_experimental": 20,
    "mean_comparator": 4,
    "sd_comparator": 2,
    "n_comparator": 22,
}


def cells(**numbers):
    return {name: Cell(float(value), HERE, str(value)) for name, value in numbers.items()}


def row(study="k1", footnote="", stored=None, **numbers):
    return SourceRow(study=study, origin=HERE, cells=cells(**numbers), footnote=footnote, stored=stored)


def outcome(*rows, kind="dichotomous", measure="RR", name="Death", number="1", **more):
    usual = {"label_experimental": "Drug", "label_comparator": "Placebo", "graph_left": "Favours drug"}
    return SourceOutcome(
        number=number, name=name, kind=kind, measure=measure, rows=rows, origin=HERE, **{**usual, **more}
    )


def converted(*outcomes, studies=STUDIES, **more):
    return analyses_of([SourceComparison(number="1", name="Drug", outcomes=outcomes, origin=HERE)], studies, **more)


def texts(result):
    return {name: cell.text for name, cell in result.data.items()}


# ---- measures and words

MEASURES = [
    ("dichotomous", "RR", False, "RR"),
    ("dichotomous", "Risk Ratio", False, "RR"),
    ("dichotomous", "Odds Ratio", False, "OR"),
    ("dichotomous", "RD", False, "RD"),
    ("dichotomous", "PETO_OR", False, "PETO"),
    ("dichotomous", "Peto Odds Ratio", False, "PETO"),
    ("continuous", "MD", False, "MD"),
    ("continuous", "Mean Difference", False, "MD"),
    ("continuous", "Std. Mean Difference", False, "SMD"),
    ("continuous", "Standardized Mean Difference", False, "SMD"),
    ("generic", "Hazard Ratio", True, "HR"),
    ("generic", "HR", True, "HR"),
    ("generic", "Hazard Ratio", False, "GEN"),
    ("generic", "Odds Ratio (Non-event)", True, "GENLOG"),
    ("generic", "Mean Difference", False, "GEN"),
    ("generic", "", True, "GENLOG"),
    ("o-minus-e", "Hazard Ratio", False, "OE"),
    ("o-minus-e", "", False, "OE"),
    ("o-minus-e", "Peto Odds Ratio", False, "GENLOG"),
    ("dichotomous", "Nonsense", False, None),
]


@pytest.mark.parametrize(("kind", "words", "log", "expected"), MEASURES)
def test_the_measure_follows_from_the_words_of_the_source(kind, words, log, expected):
    assert measure_of(outcome(kind=kind, measure=words, log_data=log)) == expected


def test_petos_method_makes_an_odds_ratio_petos():
    assert measure_of(outcome(measure="OR", method="peto")) == "PETO"


@pytest.mark.parametrize(
    ("left", "right", "sides", "expected"),
    [
        ("Favours drug", "Favours placebo", ("Drug", "Placebo"), "lower"),
        ("Favours placebo", "Favours drug", ("Drug", "Placebo"), "higher"),
        ("Favors Antibiotics", "", ("Antibiotics", "Control"), "lower"),
        ("", "favouring antibiotics", ("Antibiotics", "Control"), "higher"),
        ("Favours experimental", "Favours control", ("PDT", "Waiting list"), "lower"),
        ("Favours control", "Favours experimental", ("PDT", "Waiting list"), "higher"),
        ("Favours OS", "Favours OS-IUI", ("OS-IUI", "OS"), "higher"),
        ("Favours OSIUI", "Favours IUI", ("OS-IUI", "IUI"), "lower"),
        ("Drug", "Placebo", ("Drug", "Placebo"), None),
        ("Favours drug", "Favours drug", ("Drug", "Placebo"), None),
        ("Lower dose", "Higher dose", ("Drug", "Placebo"), None),
        ("", "", ("", ""), None),
    ],
)
def test_the_words_under_a_graph_say_which_direction_is_good(left, right, sides, expected):
    assert better_by_words(left, right, *sides) == expected


# ---- comparisons and outcomes


def test_an_outcome_keeps_its_settings():
    made = converted(
        outcome(
            row(**COUNTS),
            measure="OR",
            method="mantel-haenszel",
            model="common",
            level=0.99,
            level_study=0.99,
            totals="subgroups",
            subgroup_test=False,
            graph_right="Favours placebo",
            scale=50.0,
            number="3",
        )
    )
    found = made.outcomes[0]
    assert (found.id, found.number, found.title, found.measure, found.better) == (
        "cmp-1-3",
        "1.3",
        "death",
        "OR",
        "lower",
    )
    assert (found.plan.preset, found.plan.method, found.plan.model, found.plan.level) == (
        "revman5",
        "mantel-haenszel",
        "common",
        0.99,
    )
    assert (found.totals, found.subgroup_test, found.figure) == ("subgroups", False, "cmp-1-3")
    assert found.axis == Axis(left="Favours drug", right="Favours placebo", low=0.02, high=50.0)
    assert made.comparisons[0].number == "1"
    assert made.remarks == ()


def test_a_comparison_has_the_labels_that_most_of_its_outcomes_have():
    made = converted(
        outcome(label_experimental="Old drug"),
        outcome(number="2"),
        outcome(number="3"),
        outcome(number="4", label_comparator="Nothing"),
    )
    assert (made.comparisons[0].experimental, made.comparisons[0].comparator) == ("Drug", "Placebo")
    assert [(one.experimental, one.comparator) for one in made.outcomes] == [
        ("Old drug", ""),
        ("", ""),
        ("", ""),
        ("", "Nothing"),
    ]


@pytest.mark.parametrize("labels", [("", ""), ("Drug", "Drug"), ("Drug", "")])
def test_labels_that_are_empty_or_equal_give_way_to_the_usual_words(labels):
    made = converted(outcome(label_experimental=labels[0], label_comparator=labels[1]))
    assert (made.comparisons[0].experimental, made.comparisons[0].comparator) == ("Experimental", "Control")


def test_outcomes_and_comparisons_with_the_same_number_have_ids_of_their_own():
    twice = SourceComparison(number="1", name="", outcomes=(outcome(), outcome()), origin=HERE)
    made = analyses_of([twice, twice], STUDIES)
    assert [one.id for one in made.comparisons] == ["cmp-1", "cmp-1-2"]
    assert [one.id for one in made.outcomes] == ["cmp-1-1", "cmp-1-1-2", "cmp-1-1-3", "cmp-1-1-4"]
    assert made.comparisons[0].title == "Comparison 1"


def test_a_direction_that_is_assumed_is_remarked():
    made = converted(outcome(graph_left="", graph_right=""))
    assert [(remark.topic, "assumed" in remark.text) for remark in made.remarks] == [("outcomes", True)]


def test_the_words_for_a_generic_measure_are_remarked():
    made = converted(outcome(kind="generic", measure="Odds Ratio (Non-event)", log_data=True))
    assert "'Odds Ratio (Non-event)'" in made.remarks[0].text


def test_intervals_of_two_levels_are_remarked_and_an_impossible_level_too():
    levels = outcome(level=0.9), outcome(level=0.2, level_study=0.2, name="Pain")
    told = [remark.topic for remark in converted(*levels).remarks]
    assert told == ["settings", "settings"]


def test_settings_of_the_web_depart_from_its_preset():
    made = converted(outcome(settings={"tau2": "DL", "interval": "hksj"}), preset="revman-web")
    plan = made.outcomes[0].plan
    assert (plan.preset, plan.tau2, plan.interval, plan.method) == ("revman-web", "DL", "hksj", "inverse-variance")


def test_an_unknown_measure_and_an_unknown_study_are_told_together():
    with pytest.raises(DataError) as caught:
        converted(outcome(measure="XX"), outcome(row("k9", **COUNTS), row("k8", **COUNTS)))
    codes = [issue.code for issue in caught.value.issues]
    assert sorted(codes) == ["source-name-is-known", "source-name-is-known", "source-value-is-usable"]


# ---- rows


def test_counts_become_a_row_for_each_arm():
    made = converted(outcome(row(**COUNTS, footnote="Per protocol")))
    one, two = made.results
    assert (one.study, one.outcome, one.arm, one.versus, texts(one)) == (
        "Adams 2001",
        "cmp-1-1",
        "Drug",
        "",
        {"events": "12", "n": "50"},
    )
    assert (two.arm, texts(two)) == ("Placebo", {"events": "20", "n": "52"})
    assert one.attribution.note == "Per protocol"
    assert one.attribution.provenance == "reported"
    assert one.data["events"].origin == HERE
    assert [(arm.id, arm.roles, arm.n.value) for arm in made.arms] == [
        ("Drug", {"cmp-1": "experimental"}, None),
        ("Placebo", {"cmp-1": "comparator"}, None),
    ]
    assert made.with_data == {"Adams 2001"}


def test_means_become_a_row_for_each_arm_with_their_text():
    given = {**MEANS, "mean_experimental": "3.50", "n_experimental": "20.0"}
    one, two = converted(outcome(row(**given), kind="continuous", measure="MD")).results
    assert texts(one) == {"mean": "3.50", "sd": "1.25", "n": "20"}
    assert texts(two) == {"mean": "4", "sd": "2", "n": "22"}


def test_a_logarithm_becomes_the_ratio_with_all_its_digits():
    (result,) = converted(
        outcome(
            row(estimate=-0.287213115, se=0.181071492, n_experimental=92, n_comparator=74),
            kind="generic",
            measure="Hazard Ratio",
            log_data=True,
        )
    ).results
    assert (result.arm, result.versus) == ("Drug", "Placebo")
    assert result.data["estimate"].text == format(math.exp(-0.287213115), ".17g")
    assert math.log(float(result.data["estimate"].text)) == pytest.approx(-0.287213115, abs=1e-16)
    assert (result.data["se"].text, result.data["n"].text) == ("0.181071492", "166")
    assert result.attribution.note == "Participants: 92 and 74."


def test_a_generic_effect_on_a_linear_scale_stays_as_it_is():
    (result,) = converted(outcome(row(estimate=-2.5, se=0.5), kind="generic", measure="Mean Difference")).results
    assert texts(result) == {"estimate": "-2.5", "se": "0.5"}


def test_observed_less_expected_events_stay_as_they_are():
    made = converted(outcome(row(o_minus_e=-3.25, variance=7.5), kind="o-minus-e", measure="Hazard Ratio"))
    assert texts(made.results[0]) == {"o_minus_e": "-3.25", "variance": "7.5"}
    assert made.outcomes[0].plan.method == "inverse-variance"


def test_observed_less_expected_events_of_another_name_become_the_ratio():
    made = converted(outcome(row(o_minus_e=-3, variance=4), kind="o-minus-e", measure="Peto Odds Ratio"))
    (result,) = made.results
    assert result.data["estimate"].value == pytest.approx(math.exp(-0.75), rel=1e-15)
    assert result.data["se"].value == 0.5
    assert result.attribution.provenance == "derived"
    assert "(-3)" in result.attribution.note


def test_events_that_change_places_are_marked_as_derived():
    one, two = converted(outcome(row(**COUNTS), swap_events=True)).results
    assert (texts(one), texts(two)) == ({"events": "38", "n": "50"}, {"events": "32", "n": "52"})
    assert one.attribution.provenance == "derived"
    assert "without the event" in one.attribution.note


IMPOSSIBLE = [
    ("dichotomous", {**COUNTS, "events_experimental": 60}, {"n": "50"}),
    ("dichotomous", {**COUNTS, "events_experimental": 12.5}, {"n": "50"}),
    ("dichotomous", {**COUNTS, "events_experimental": -1}, {"n": "50"}),
    ("continuous", {**MEANS, "sd_experimental": -1}, {"mean": "3.50", "n": "20"}),
    ("generic", {"estimate": 0.5, "se": -1}, {"estimate": "0.5"}),
    ("o-minus-e", {"o_minus_e": 0.5, "variance": -1}, {}),
]


@pytest.mark.parametrize(("kind", "numbers", "expected"), IMPOSSIBLE)
def test_a_number_that_cannot_be_is_left_out_with_a_remark(kind, numbers, expected):
    measure = {"dichotomous": "RR", "continuous": "MD", "generic": "Difference", "o-minus-e": ""}[kind]
    made = converted(outcome(row(**numbers), kind=kind, measure=measure))
    assert {name: float(text) for name, text in texts(made.results[0]).items()} == {
        name: float(text) for name, text in expected.items()
    }
    assert "left out" in next(remark.text for remark in made.remarks if remark.topic == "results")


ZEROS = [
    ("dichotomous", "RR", dict.fromkeys(COUNTS, 0)),
    ("continuous", "MD", dict.fromkeys(MEANS, 0)),
    ("generic", "Difference", {"estimate": 0, "se": 0, "n_experimental": 0, "n_comparator": 0}),
    ("o-minus-e", "", {"o_minus_e": 0, "variance": 0}),
    ("dichotomous", "RR", {"events_experimental": math.nan, "n_experimental": math.inf}),
]


@pytest.mark.parametrize(("kind", "measure", "numbers"), ZEROS)
def test_zeros_throughout_stand_for_nothing_entered(kind, measure, numbers):
    made = converted(outcome(row(**numbers), kind=kind, measure=measure))
    assert [result.data for result in made.results] == [{}] * len(made.results)
    assert made.with_data == frozenset()
    assert [remark for remark in made.remarks if remark.topic == "results"] == []


def test_no_event_at_all_is_a_number():
    one, _ = converted(outcome(row(**{**COUNTS, "events_experimental": 0}))).results
    assert texts(one) == {"events": "0", "n": "50"}


def test_a_study_may_stand_in_several_subgroups():
    parts = (
        SourceSubgroup(number="1", name="Adults", rows=(row(**COUNTS), row("k2", **COUNTS)), origin=HERE),
        SourceSubgroup(number="2", name="Children", rows=(row(**COUNTS),), origin=HERE),
        SourceSubgroup(number="3", name="Adults", rows=(row(**COUNTS),), origin=HERE),
        SourceSubgroup(number="4", name="", rows=(), origin=HERE),
    )
    made = converted(outcome(subgroups=parts))
    assert [(result.study, result.subgroup) for result in made.results[::2]] == [
        ("Adams 2001", "Adults"),
        ("Baker 2002", "Adults"),
        ("Adams 2001", "Children"),
        ("Adams 2001", "Adults (2)"),
    ]
    assert len(made.arms) == 4
    assert "Subgroup 4" in made.remarks[0].text


def test_several_rows_of_a_study_have_arms_of_their_own_and_are_remarked():
    made = converted(outcome(row(**COUNTS), row(**{**COUNTS, "events_experimental": 7})))
    assert [result.arm for result in made.results] == ["Drug", "Placebo", "Drug (2)", "Placebo (2)"]
    assert [arm.id for arm in made.arms] == ["Drug", "Placebo", "Drug (2)", "Placebo (2)"]
    assert "several rows" in made.remarks[0].text
    effects = study_effects(review_of(made), made.outcomes[0])
    assert [item.experimental.values["events"] for item in effects.rows] == [19]


def test_the_same_label_is_the_same_arm_in_all_comparisons():
    first = SourceComparison(number="1", name="a", outcomes=(outcome(row(**COUNTS)),), origin=HERE)
    other = outcome(row(**COUNTS), label_experimental="Other drug")
    second = SourceComparison(number="2", name="b", outcomes=(other,), origin=HERE)
    arms = analyses_of([first, second], STUDIES).arms
    assert [(arm.id, arm.roles) for arm in arms] == [
        ("Drug", {"cmp-1": "experimental"}),
        ("Placebo", {"cmp-1": "comparator", "cmp-2": "comparator"}),
        ("Other drug", {"cmp-2": "experimental"}),
    ]


def test_an_outcome_told_in_words_becomes_a_table():
    told = SourceRow(study="k1", origin=HERE, texts={"Finding": "Better"}, footnote="As stated")
    other = SourceRow(study="k2", origin=HERE, texts={"Finding": "Worse", "Remark": "few"})
    part = SourceSubgroup(number="1", name="Adults", rows=(other,), origin=HERE)
    made = converted(outcome(told, kind="other", name="Mood", subgroups=(part,)))
    (table,) = made.tables
    assert (table.number, table.title, made.outcomes, made.results) == ("1.1", "Mood", (), ())
    assert table.columns == ("Subgroup", "Study", "Finding", "Remark", "Footnote")
    assert table.rows == (
        ("", "Adams 2001", "Better", "", "As stated"),
        ("Adults", "Baker 2002", "Worse", "few", ""),
    )


# ---- stored results


def values(estimable=True, **numbers):
    return SourceValues(values=numbers, estimable=estimable, origin=HERE)


def test_stored_results_stand_beside_the_data_they_belong_to():
    part = SourceSubgroup(
        number="1",
        name="Adults",
        rows=(row(**COUNTS, stored=values(estimate=0.6, se=0.3, weight=100)),),
        stored=values(estimate=0.6, df=2, i2=30, tau2=0.1),
        origin=HERE,
    )
    second = SourceSubgroup(number="2", name="Children", rows=(row(**COUNTS),), origin=HERE)
    made = converted(
        outcome(
            subgroups=(part, second),
            stored=values(estimate=0.7, p=0.5),
            stored_subgroup_test=values(chi2=1.5, p=0.2, i2=33),
            level=0.9,
            level_study=0.99,
        )
    )
    told = [(one.kind, one.subgroup, one.study, dict(one.values), one.shown, one.level) for one in made.stored]
    assert told == [
        ("total", "", "", {"estimate": 0.7, "p": 0.5}, True, 0.9),
        ("subgroup-test", "", "", {"chi2": 1.5, "p": 0.2, "i2": 33}, True, 0.9),
        ("subgroup", "Adults", "", {"estimate": 0.6, "df": 2, "i2": 30, "tau2": 0.1}, True, 0.9),
        ("study", "Adults", "Adams 2001", {"estimate": 0.6, "se": 0.3, "weight": 100}, True, 0.99),
    ]


SHOWN = [
    ("all", True, {"total": True, "subgroup": True, "subgroup-test": True}),
    ("all", False, {"total": True, "subgroup": True, "subgroup-test": False}),
    ("subgroups", True, {"total": False, "subgroup": True, "subgroup-test": True}),
    ("none", True, {"total": False, "subgroup": False, "subgroup-test": False}),
]


@pytest.mark.parametrize(("totals", "test", "expected"), SHOWN)
def test_a_stored_total_is_a_claim_only_where_it_is_shown(totals, test, expected):
    parts = tuple(
        SourceSubgroup(number=name, name=name, rows=(row(**COUNTS),), stored=values(estimate=1), origin=HERE)
        for name in "ab"
    )
    made = converted(
        outcome(
            subgroups=parts,
            stored=values(estimate=1),
            stored_subgroup_test=values(chi2=1),
            totals=totals,
            subgroup_test=test,
        )
    )
    assert {one.kind: one.shown for one in made.stored} == expected


SAYING_NOTHING = [
    ("what is not finite", {}, {"estimate": math.nan, "z": -math.inf, "p": 0.5}, True, {"p": 0.5}),
    ("what is not estimable", {}, {"estimate": 0, "weight": 0, "n_experimental": 9}, False, {"n_experimental": 9}),
    ("heterogeneity of one study", {}, {"estimate": 2, "df": 0, "i2": 99.9, "chi2": 0}, True, {"estimate": 2, "df": 0}),
    ("tau2 of a common effect", {"model": "common"}, {"df": 3, "tau2": 0}, True, {"df": 3}),
    ("events that changed places", {"swap_events": True}, {"events_experimental": 3}, True, {}),
    ("rounding below 0", {}, {"p_het": -1e-15, "p": 1 + 1e-12}, True, {"p_het": 0, "p": 1}),
    ("no probability", {}, {"p_het": -2, "p": 7}, True, {}),
]


@pytest.mark.parametrize(("what", "settings", "numbers", "estimable", "expected"), SAYING_NOTHING)
def test_a_stored_result_holds_only_what_says_something(what, settings, numbers, estimable, expected):
    (stored,) = converted(outcome(stored=values(estimable, **numbers), **settings)).stored
    assert (what, dict(stored.values), stored.estimable) == (what, expected, estimable)


def test_one_subgroup_has_no_test_between_subgroups():
    part = SourceSubgroup(number="1", name="Adults", rows=(row(**COUNTS),), origin=HERE)
    assert converted(outcome(subgroups=(part,), stored_subgroup_test=values(chi2=0.0))).stored == ()


# ---- the review they make


def review_of(made):
    studies = tuple(
        Study(
            id=name,
            status="included",
            origin=HERE,
            results_none="" if name in made.with_data else "none there",
            n_randomised=Cell(None, HERE),
            characteristics={},
        )
        for name in STUDIES.values()
    )
    return Review(
        title="t",
        methods=Methods(plan=PRESETS["revman5"]),
        comparisons=made.comparisons,
        outcomes=made.outcomes,
        studies=studies,
        arms=made.arms,
        results=made.results,
    )


KINDS = [
    outcome(row(**COUNTS), row("k2", **COUNTS), measure="OR", method="peto", model="common"),
    outcome(row(**COUNTS), measure="RD", method="mantel-haenszel", swap_events=True, number="2", level=0.9),
    outcome(row(**MEANS), kind="continuous", measure="SMD", number="3", totals="none", scale=10),
    outcome(row(estimate=0.2, se=0.1), kind="generic", measure="Hazard Ratio", log_data=True, number="4", scale=5),
    outcome(row(estimate=0.2, se=0.1), kind="generic", measure="Rate Ratio", log_data=True, number="5"),
    outcome(row(estimate=0.2, se=0.1), kind="generic", measure="Slope", number="6", totals="subgroups"),
    outcome(row(o_minus_e=-2, variance=5), kind="o-minus-e", number="7", model="common"),
    outcome(row(**dict.fromkeys(COUNTS, 0)), number="8"),
    outcome(number="9", name="Nobody measured it"),
]


def test_all_kinds_of_outcomes_are_loaded_as_they_were_written_and_pooled(tmp_path):
    review = review_of(converted(*KINDS))
    assert reloaded(review, tmp_path) == review
    pooled = {one.number: pool_effects(study_effects(review, one), one.plan) for one in review.outcomes}
    assert [number for number, found in pooled.items() if found.summary is None] == ["1.8", "1.9"]
    assert pooled["1.7"].summary.estimate == pytest.approx(-2 / 5)
    assert pooled["1.4"].summary.estimate == pytest.approx(0.2)


@pytest.mark.parametrize("measure", ["RR", "MD"])
def test_the_axis_that_nobody_has_set_is_left_to_the_plot(measure):
    kind, data = ("dichotomous", COUNTS) if measure == "RR" else ("continuous", MEANS)
    found = [
        converted(outcome(row(**data), kind=kind, measure=measure, scale=scale)).outcomes[0] for scale in (100.0, 10.0)
    ]
    assert [(one.axis.left, one.axis.high) for one in found] == [("Favours drug", None), ("Favours drug", 10.0)]
