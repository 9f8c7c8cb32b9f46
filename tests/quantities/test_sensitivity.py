"""Numbers of sensitivity analyses: equal to metafor's and to print, and from the cells that they name."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass, replace

import pytest

from reportgen.document import Number
from reportgen.effects import study_effects
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import PRESETS, Cell, HighRisk
from reportgen.pooling import ESTIMATORS, pool_effects
from reportgen.quantities import analyse, cumulative_results, ordered_studies, sensitivity_outcomes, sensitivity_results
from reportgen.style import Style
from tests.figures.samples import BCG
from tests.reviews import cell, make_outcome, make_result, make_review, make_study
from tests.sensitive import METAFOR_DL, asked, bcg_trials, judged, risks, streptokinase

STYLE = Style()
NAMES = [name for name, *_ in BCG]

# metafor 3.8-1, leave1out and cumul of the BCG trials (log risk ratio, DerSimonian and Laird, z): est, se, tau2, I2
WITHOUT = {
    "Aronson 1948": (-0.7051251984174511, 0.18425007, 0.3121715, 92.74322912),
    "Ferguson & Simes 1949": (-0.65451588, 0.18253833, 0.29997459, 92.4303736),
    "Rosenthal 1960": (-0.68484175, 0.18276392, 0.30852707, 92.67628731),
    "Comstock & Webster 1969": (-0.76001282, 0.18238618, 0.30938045, 92.7049334),
    "Comstock 1976": (-0.77892374, 0.1889187, 0.31770328, 92.65630833),
}
YEARS = (1948, 1949, 1960, 1977, 1973, 1953, 1973, 1980, 1968, 1961, 1974, 1969, 1976)
JOINING = {
    1: (-0.88931133, 0.57060035, math.nan, math.nan),
    2: (-1.32500344, 0.34898877, 0.0, 0.0),
    3: (-0.96153532, 0.23350096, 0.07543987, 37.26300396),
    12: (-0.7900866, 0.16308464, 0.21088523, 83.82015342),
    13: (-0.71411722, 0.17874209, 0.30876026, 92.11734685),
}
# the same, all studies: tau2 by each estimator
TAU2 = {
    "DL": 0.3087602628623762,
    "REML": 0.3132432581364859,
    "ML": 0.2800281372686445,
    "PM": 0.31806845220502394,
    "EB": 0.3180684522050313,
    "SJ": 0.34551570159859507,
    "HE": 0.3285638579957688,
    "HS": 0.22836286367690684,
}


def varied(review, kind):
    analysis = analyse(review, STYLE)
    (outcome,) = sensitivity_outcomes(analysis)
    return [one for one in sensitivity_results(analysis, outcome) if one.kind == kind]


def joined(review, sort=""):
    (pooled,) = analyse(review, STYLE).pooled.values()
    return list(cumulative_results(review, pooled, STYLE, sort))


def assert_is(one, expected):
    estimate, se, tau2, i2 = expected
    summary, shown = one.pooled.summary, one.shown
    assert summary.estimate == pytest.approx(estimate, abs=1e-8)
    assert shown.effect.estimate.value == pytest.approx(math.exp(estimate), rel=1e-7)
    assert shown.effect.ci_low.value == pytest.approx(math.exp(estimate - 1.959963985 * se), rel=1e-7)
    if math.isnan(tau2):
        assert shown.tau2 is shown.i2 is None
    else:
        assert shown.tau2.value == pytest.approx(tau2, abs=1e-8)
        assert shown.i2.value == pytest.approx(i2, abs=1e-6)


def numbers_in(value):
    if isinstance(value, Number):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from numbers_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from numbers_in(item)


def shown_numbers(variations):
    return {
        (number.subject, number.statistic, number.text.startswith("<")): number
        for one in variations
        for number in numbers_in(one.shown)
    }


# ---- equal to other software and to print


def test_leaving_out_each_study_is_metafors():
    found = {one.studies[0].text: one for one in varied(bcg_trials(), "leave-one-out")}
    assert list(found) == NAMES
    for name, expected in WITHOUT.items():
        assert_is(found[name], expected)


def test_a_cumulative_analysis_by_year_is_metafors():
    review = bcg_trials()
    studies = (
        replace(s, characteristics={"year": cell(str(y), "studies.csv", i, 9)})
        for i, (s, y) in enumerate(zip(review.studies, YEARS, strict=True), 2)
    )
    found = joined(replace(review, studies=tuple(studies)))
    assert [one.shown.k.value for one in found] == list(range(1, 14))
    for turn, expected in JOINING.items():
        assert_is(found[turn - 1], expected)


def test_estimators_come_in_the_order_of_the_registry_with_metafors_tau2():
    found = varied(bcg_trials(), "tau2")
    assert [one.plan.tau2 for one in found] == [name for name in ESTIMATORS if name != "DL"]
    for one in found:
        assert one.shown.tau2.value == pytest.approx(TAU2[one.plan.tau2], rel=1e-6)
        assert one.plan.interval == "wald"


def test_the_trials_of_streptokinase_are_told_as_in_1992():
    """A reduction was there in 1973 after 8 trials of 2432 patients: odds ratio 0.74, 95% CI 0.59 to 0.92, P = 0.0071."""
    found = joined(streptokinase(plan=replace(PRESETS["revman5"], model="common")))
    then = found[7].shown
    assert found[7].studies[0].text == "Frankfurt 2"
    assert [then.effect.estimate.text, then.effect.ci_low.text, then.effect.ci_high.text] == ["0.74", "0.59", "0.92"]
    assert (then.n_used.value, round(then.p.value, 4)) == (2432, 0.0071)
    assert found[-1].shown.n_used.value - then.n_used.value == 34542


def test_the_other_model_is_that_of_the_same_weights():
    review = streptokinase()
    (one,) = varied(replace(review, sensitivity=asked("model")), "model")
    planned = joined(streptokinase(plan=replace(PRESETS["revman5"], model="common")))[-1]
    assert (one.plan.model, one.plan.method) == ("common", "mantel-haenszel")
    assert one.pooled.summary == planned.pooled.summary
    back = replace(streptokinase(plan=one.plan), sensitivity=asked("model"))
    assert varied(back, "model")[0].pooled.summary == analyse(review, STYLE).pooled["death"].summary


# ---- invariances


@pytest.mark.parametrize("sort", ["", "entry", "name", "year", "weight", "effect", "precision", "risk-of-bias"])
def test_the_last_of_a_cumulative_analysis_is_the_total_whatever_the_order(sort):
    review = streptokinase()
    found = joined(review, sort)
    (total,) = analyse(review, STYLE).pooled.values()
    assert sorted(one.studies[0].text for one in found) == sorted(study.id for study in review.studies)
    assert found[-1].pooled.summary.estimate == pytest.approx(total.summary.estimate, rel=1e-12)
    assert found[-1].pooled.heterogeneity.tau2 == pytest.approx(total.heterogeneity.tau2, rel=1e-9)


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("year", "Fletcher", "Wisenberg"),
        ("name", "Australian 1", "Witchitz"),
        ("precision", "ISIS-2", "Baroffio"),
        ("weight", "ISIS-2", "Baroffio"),
    ],
)
def test_studies_join_in_the_order_asked_for(sort, first, last):
    names = [one.studies[0].text for one in joined(streptokinase(plan=METAFOR_DL), sort)]
    assert (names[0], names[-1]) == (first, last)


def test_studies_join_by_the_judgements_that_stand_beside_the_outcome():
    review = risks(streptokinase(count=3), {"Fletcher": "high", "Dewar": "unclear", "European 1": "high"})
    own = judged("Fletcher", "low", outcome="death", line=9)
    review = replace(review, judgements=(*review.judgements, own))
    names = [one.studies[0].text for one in joined(review, "risk-of-bias")]
    assert names == ["Fletcher", "Dewar", "European 1"]


def test_studies_without_a_year_stand_last_as_they_were_entered():
    review = streptokinase(count=4)
    bare = make_study("Dewar", line=3)
    review = replace(review, studies=tuple(bare if study.id == "Dewar" else study for study in review.studies))
    (pooled,) = analyse(review, STYLE).pooled.values()
    order = ordered_studies(review, pooled, "")
    assert order.studies == ("Fletcher", "European 1", "European 2", "Dewar")
    assert order.without == ("Dewar",)
    assert ordered_studies(streptokinase(years=False, count=4), pooled, "year").studies == tuple(
        s.id for s in review.studies
    )


def test_a_study_with_two_results_is_left_out_whole():
    rows = [("A", "young", 5), ("A", "old", 9), ("B", "young", 8), ("C", "old", 4)]
    results = [
        make_result(
            study, "x", arm, {"events": events + (arm == "C") * 3, "n": 40}, subgroup=part, line=2 * i + (arm == "C")
        )
        for i, (study, part, events) in enumerate(rows, 1)
        for arm in ("T", "C")
    ]
    review = make_review(
        {name: {} for name in "ABC"}, outcomes=[make_outcome("x")], results=tuple(results), sensitivity=asked()
    )
    found = {one.studies[0].text: one for one in varied(review, "leave-one-out")}
    assert [(name, one.shown.k.value, one.shown.results.value) for name, one in found.items()] == [
        ("A", 2, 2), ("B", 2, 3), ("C", 2, 3),
    ]  # fmt: skip


# ---- high risk of bias


def test_studies_at_high_risk_are_left_out_and_the_unjudged_named():
    levels = {NAMES[0]: "high", NAMES[1]: "low", NAMES[2]: "unclear", NAMES[3]: "high"}
    (one,) = varied(risks(bcg_trials(), levels), "high-risk")
    assert [name.text for name in one.studies] == [NAMES[0], NAMES[3]]
    assert [name.text for name in one.unjudged] == NAMES[4:]
    rest = replace(bcg_trials(), studies=tuple(s for s in bcg_trials().studies if s.id not in {NAMES[0], NAMES[3]}))
    outcome = rest.outcomes[0]
    assert one.pooled.summary == pool_effects(study_effects(rest, outcome), outcome.plan).summary


def test_a_judgement_of_the_outcomes_result_goes_before_that_of_the_study():
    review = risks(bcg_trials(count=4), {})
    both = (
        judged(NAMES[0], "high"),
        judged(NAMES[0], "low", outcome="tb", line=3),
        judged(NAMES[1], "high", outcome="tb", line=4),
        judged(NAMES[1], "low", line=5),
        judged(NAMES[2], "high", outcome="other", line=6),
        judged(NAMES[3], "high", domain="other-bias", line=7),
    )
    (one,) = varied(replace(review, judgements=both), "high-risk")
    assert [name.text for name in one.studies] == [NAMES[1]]
    assert [name.text for name in one.unjudged] == [NAMES[2], NAMES[3]]


def test_an_overall_judgement_is_the_reviewers_else_that_of_the_tools_rule():
    review = bcg_trials(count=3)
    domains = ("d1", "d2", "d3", "d4", "d5")
    rows = [judged(NAMES[0], "high" if domain == "d2" else "low", domain=domain) for domain in domains]
    rows += [judged(NAMES[1], "low", domain=domain) for domain in domains]
    rows += [judged(NAMES[1], "high", domain="overall"), judged(NAMES[2], "high", domain="d1")]
    high = HighRisk(domains=("overall",))
    review = replace(
        review, risk_of_bias_tool=shipped_tool("rob2"), judgements=tuple(rows), sensitivity=asked(high_risk=high)
    )
    (one,) = varied(review, "high-risk")
    assert [name.text for name in one.studies] == NAMES[:2]
    assert [name.text for name in one.unjudged] == [NAMES[2]]  # not judged in every domain


def test_all_at_high_risk_leaves_no_result_and_none_leaves_all():
    review = bcg_trials(count=3)
    (gone,) = varied(risks(review, dict.fromkeys(NAMES[:3], "high")), "high-risk")
    assert gone.shown is None
    assert gone.pooled.k == 0
    (same,) = varied(risks(review, dict.fromkeys(NAMES[:3], "low")), "high-risk")
    assert same.studies == same.unjudged == ()
    assert same.pooled.summary == analyse(review, STYLE).pooled["tb"].summary


def test_levels_and_domains_are_those_named():
    levels = {NAMES[0]: "unclear", NAMES[1]: "high", NAMES[2]: "low"}
    review = risks(bcg_trials(count=3), levels)
    wide = HighRisk(domains=("allocation-concealment", "sequence-generation"), levels=("high", "unclear"))
    (one,) = varied(replace(review, sensitivity=asked(high_risk=wide)), "high-risk")
    assert [name.text for name in one.studies] == NAMES[:2]
    assert [name.text for name in one.unjudged] == [NAMES[2]]  # nothing is known of its allocation


# ---- which outcomes, how many studies


@pytest.mark.parametrize(
    ("count", "kinds"),
    [
        (1, ["planned"]),
        (2, ["planned", "model", *["tau2"] * 7, *["leave-one-out"] * 2]),
        (3, ["planned", "model", *["tau2"] * 7, *["leave-one-out"] * 3]),
    ],
)
def test_few_studies_have_the_analyses_that_they_allow(count, kinds):
    review = bcg_trials(count=count, sensitivity=asked(outcomes=("tb",)))
    analysis = analyse(review, STYLE)
    found = sensitivity_results(analysis, review.outcomes[0])
    assert [one.kind for one in found] == kinds
    assert all(one.shown is not None for one in found)


def test_outcomes_without_a_total_of_several_studies_are_not_analysed_unless_named():
    assert sensitivity_outcomes(analyse(bcg_trials(count=1), STYLE)) == ()
    assert sensitivity_outcomes(analyse(bcg_trials(sensitivity=None), STYLE)) == ()
    divided = bcg_trials()
    divided = replace(divided, outcomes=(replace(divided.outcomes[0], totals="none"),))
    assert sensitivity_outcomes(analyse(divided, STYLE)) == ()


# ---- where the numbers are from


def variations(review):
    analysis = analyse(review, STYLE)
    (pooled,) = analysis.pooled.values()
    found = [*sensitivity_results(analysis, review.outcomes[0])]
    found += [
        one for sort in ("year", "weight") for one in _renamed(cumulative_results(review, pooled, STYLE, sort), sort)
    ]
    return found


def _renamed(found, sort):
    """Yield variations whose numbers are told apart by what they are sorted by."""
    for one in found:
        effect = replace(
            one.shown.effect,
            **{
                name: replace(
                    getattr(one.shown.effect, name), subject=f"{sort}:{getattr(one.shown.effect, name).subject}"
                )
                for name in ("estimate", "ci_low", "ci_high")
            },
        )
        yield replace(one, shown=replace(one.shown, effect=effect))


@pytest.fixture(scope="module")
def sorted_review():
    review = streptokinase(count=5, plan=METAFOR_DL)
    return risks(review, {"Fletcher": "high", "Dewar": "low", "European 1": "unclear"})


def changed_cells(review):
    for row, result in enumerate(review.results):
        events = result.data["events"]
        other = Cell(events.value + 2, events.origin, "", events.attribution)
        results = list(review.results)
        results[row] = replace(result, data={**result.data, "events": other})
        yield events.origin, replace(review, results=tuple(results))
    for row, study in enumerate(review.studies):
        year = study.characteristics["year"]
        studies = list(review.studies)
        studies[row] = replace(study, characteristics={"year": Cell("1990", year.origin, "1990")})
        yield year.origin, replace(review, studies=tuple(studies))
    for row, one in enumerate(review.judgements):
        judgements = list(review.judgements)
        judgements[row] = replace(one, level="low" if one.level == "high" else "high")
        yield one.origin, replace(review, judgements=tuple(judgements))


def test_changing_a_cell_changes_only_numbers_that_name_it(sorted_review):
    before = shown_numbers(variations(sorted_review))
    touched = untouched = 0
    for origin, review in changed_cells(sorted_review):
        after = shown_numbers(variations(review))
        for key in before.keys() | after.keys():
            found = [numbers[key] for numbers in (before, after) if key in numbers]
            if len({(number.text, number.value) for number in found}) > 1 or len(found) == 1:
                assert any(origin in number.inputs for number in found), (origin, key)
                touched += 1
            else:
                untouched += origin not in found[0].inputs
    assert touched > 500
    assert untouched > 500


def test_a_number_without_a_study_does_not_name_its_cells(sorted_review):
    lines = {
        study.id: {row.origin.line for row in sorted_review.results if row.study == study.id}
        for study in sorted_review.studies
    }
    for one in varied(sorted_review, "leave-one-out"):
        inputs = one.shown.effect.estimate.inputs
        assert {i.line for i in inputs if i.path == "results.csv"} == set().union(*lines.values()) - lines[
            one.studies[0].text
        ]
        assert one.shown.effect.estimate.how.startswith(f"without {one.studies[0].text}: pooled")


def test_each_number_has_a_subject_of_its_own(sorted_review):
    analysis = analyse(sorted_review, STYLE)
    found = sensitivity_results(analysis, sorted_review.outcomes[0])
    subjects = [one.shown.effect.estimate.subject for one in found]
    assert len(set(subjects)) == len(subjects)
    assert all(subject.startswith("outcome/death") for subject in subjects)
    assert "outcome/death/sensitivity/without/Fletcher" in subjects
