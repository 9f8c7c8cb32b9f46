"""How a synthesis was done, in words, with the works it rests on."""

from dataclasses import replace

import pytest

from reportgen.document import Citation, Number
from reportgen.effects import MEASURES, ZERO_CELLS
from reportgen.model import PRESETS, Library, Plan
from reportgen.pooling import ESTIMATORS, INTERVALS, METHODS, PREDICTIONS, applied_plan
from reportgen.wording import choices
from reportgen.wording.measures import describe_measures, measure_label, measure_name, measure_names
from reportgen.wording.methods import Synthesis, describe_departure, describe_plan
from reportgen.wording.works import PREFIX, citation_of
from tests.wording.reading import read

LEVEL = Number(text="95%", value=95.0, statistic="confidence_level", subject="methods")
COUNTS_AND_SCORES = ("RR", "MD")


def synthesis(plan, measures=COUNTS_AND_SCORES, *, subgroups=False):
    return Synthesis(
        plan=plan,
        measures={measure: MEASURES[measure].title for measure in measures},
        methods={measure: applied_plan(measure, plan).method for measure in measures},
        level=LEVEL,
        empty_cells=ZERO_CELLS[plan.zero_cells],
        subgroups=subgroups,
    )


def cite(names):
    return citation_of(names, Library())


def told(plan, measures=COUNTS_AND_SCORES, *, subgroups=False):
    return [read(row) for row in describe_plan(synthesis(plan, measures, subgroups=subgroups), cite)]


# ---- each preset in each model

RANDOM = "Results were combined in a random-effects model with inverse-variance weights; the between-study variance τ² was estimated by "
REML = RANDOM + "restricted maximum likelihood [viechtbauer-2005; raudenbush-2009]."
DL = RANDOM + "DerSimonian and Laird's method [dersimonian-1986]."
WALD = "Intervals are 95% confidence intervals of the Wald type."
BY_Q = "Heterogeneity is described by Cochran's Chi² statistic Q [cochran-1954], I² = (Q − df)/Q [higgins-2003] and the between-study variance τ²."
BY_TAU2 = "Heterogeneity is described by Cochran's Chi² statistic Q [cochran-1954], I² = τ²/(τ² + s²) with s² the typical variance within studies [higgins-2002] and τ² with its Q-profile interval [viechtbauer-2007; veroniki-2016]."
COMMON_SPREAD = (
    "Heterogeneity is described by Cochran's Chi² statistic Q [cochran-1954] and I² = (Q − df)/Q [higgins-2003]."
)
ADDED = "In a study with an empty cell 0.5 was added to all four of its cells."
LEFT_OUT = "Studies in which both arms had no events, or nothing but events, are shown and not pooled."
IN_SUMS = "What is added to cells also enters the sums of the Mantel-Haenszel method [deeks-2010]."

PINNED = {
    ("cochrane", "random"): [
        REML,
        (
            "Intervals are 95% confidence intervals, for single studies of the Wald type and for pooled results of the type of "
            "Hartung, Knapp, Sidik and Jonkman [hartung-2001; sidik-2002], which uses Student's t distribution, where more than two "
            "studies are pooled and the between-study variance is estimated above zero, and of the Wald type otherwise [handbook-2024]."
        ),
        (
            "A prediction interval, in which the effect in a new study is to be expected, is given where more than two studies are "
            "pooled and the between-study variance is estimated above zero, by Student's t distribution with k − 1 degrees of freedom "
            "for k studies [veroniki-2019; handbook-2024]."
        ),
        BY_TAU2,
        f"{ADDED} {LEFT_OUT}",
    ],
    ("revman5", "random"): [
        DL,
        "For risk ratios, Cochran's Q, and with it τ², was taken around the Mantel-Haenszel estimate [mantel-1959], as in Review Manager [deeks-2010].",
        WALD,
        BY_Q,
        f"{ADDED} {LEFT_OUT}",
        IN_SUMS,
    ],
    ("revman-web", "random"): [
        REML,
        WALD,
        (
            "A prediction interval, in which the effect in a new study is to be expected, is given by Student's t distribution with "
            "k − 1 degrees of freedom for k studies [veroniki-2019]."
        ),
        BY_TAU2,
        f"{ADDED} {LEFT_OUT}",
    ],
    ("metafor", "random"): [
        REML,
        WALD,
        "A prediction interval, in which the effect in a new study is to be expected, is given from the normal distribution [higgins-2009].",
        BY_TAU2,
        ADDED,
    ],
    ("cochrane", "common"): [
        "Results were combined in a common-effect model with inverse-variance weights.",
        WALD,
        COMMON_SPREAD,
        f"{ADDED} {LEFT_OUT}",
    ],
    ("revman5", "common"): [
        (
            "Results were combined in a common-effect model with Mantel-Haenszel weights [mantel-1959] and their variance "
            "[greenland-1985] for risk ratios and inverse-variance weights for mean differences."
        ),
        WALD,
        COMMON_SPREAD,
        f"{ADDED} {LEFT_OUT}",
        IN_SUMS,
    ],
    ("revman-web", "common"): [
        "Results were combined in a common-effect model with inverse-variance weights.",
        WALD,
        COMMON_SPREAD,
        f"{ADDED} {LEFT_OUT}",
    ],
    ("metafor", "common"): [
        "Results were combined in a common-effect model with inverse-variance weights.",
        WALD,
        COMMON_SPREAD,
        ADDED,
    ],
}  # fmt: skip


@pytest.mark.parametrize("model", ["random", "common"])
@pytest.mark.parametrize("preset", PRESETS)
def test_each_preset_is_told_word_for_word(preset, model):
    assert told(replace(PRESETS[preset], model=model)) == PINNED[preset, model]


# ---- single choices


@pytest.mark.parametrize(
    ("registry", "words"),
    [
        (ESTIMATORS, choices.TAU2),
        (METHODS, choices.WEIGHTS),
        (PREDICTIONS, choices.PREDICTIONS),
        (set(INTERVALS) - {"wald"}, choices.INTERVALS),
        (set(METHODS) - {"inverse-variance"}, choices.AROUND),
    ],
)
def test_every_choice_has_words_of_its_own(registry, words):
    assert set(registry) == set(words)
    assert len(set(words.values())) == len(words)


@pytest.mark.parametrize(
    ("settings", "measures", "sentence"),
    [
        (
            {"tau2": "PM"},
            ("MD",),
            RANDOM + "Paule and Mandel's method [paule-1982].",
        ),
        (
            {"tau2": "REML", "method": "mantel-haenszel"},
            ("OR", "RR"),
            (
                "For odds ratios and risk ratios, Cochran's Q was taken around the Mantel-Haenszel estimate [mantel-1959], as in "
                "Review Manager [deeks-2010]."
            ),
        ),
        (
            {"model": "common", "method": "mantel-haenszel-exact"},
            ("OR", "RD"),
            (
                "Results were combined in a common-effect model with Mantel-Haenszel weights [mantel-1959] from the counts as they "
                "are and their variance [robins-1986; sato-1989]."
            ),
        ),
        (
            {"model": "common", "method": "peto"},
            ("PETO",),
            "Results were combined in a common-effect model with Peto's one-step method [yusuf-1985].",
        ),
        (
            {"interval": "kenward-roger"},
            ("MD",),
            (
                "Intervals are 95% confidence intervals, for single studies of the Wald type and for pooled results by Student's t "
                "distribution with the standard error and the degrees of freedom of Kenward and Roger [kenward-1997; "
                "partlett-2017]."
            ),
        ),
        (
            {"smd": "exact"},
            ("SMD",),
            (
                "The standardised mean difference is Hedges' g with the exact correction for small samples [hedges-1981] and the "
                "large-sample variance [hedges-1985]."
            ),
        ),
        (
            {},
            ("SMD",),
            (
                "The standardised mean difference is Hedges' adjusted g [hedges-1981] with the approximate correction and the "
                "variance of Review Manager [deeks-2010]."
            ),
        ),
        (
            {},
            ("PFT",),
            (
                "Proportions were pooled as double arcsines [freeman-1950] and converted back with the harmonic mean of the "
                "studies' numbers of participants [miller-1978]."
            ),
        ),
    ],
)
def test_a_choice_is_told_in_a_sentence(settings, measures, sentence):
    assert sentence in told(Plan(**settings), measures)


@pytest.mark.parametrize(
    ("rule", "measures", "text"),
    [
        ("revman", ("RD",), f"{ADDED[:-1]}; for risk differences it enters the variance and not the effect."),
        (
            "revman",
            ("OR", "PETO"),
            f"{ADDED[:-1]}; for Peto's odds ratios nothing was added. {LEFT_OUT}",
        ),
        ("revman", ("PETO",), LEFT_OUT),
        ("revman", ("PLO",), "In a study with an empty cell 0.5 was added to its counts."),
        ("metafor-drop00", ("RD",), f"{ADDED} {LEFT_OUT}"),
        ("all", ("OR",), "In every study 0.5 was added to all four of its cells."),
        ("none", ("OR",), f"Nothing was added to empty cells. {LEFT_OUT}"),
        (
            "treatment-arm",
            ("OR",),
            (
                "In a study with an empty cell each arm's share of the participants [sweeting-2004] was added to all four of its "
                f"cells. {LEFT_OUT}"
            ),
        ),
        (
            "meta",
            ("RR",),
            (
                f"{ADDED[:-1]}; for risk ratios to the events and the totals, not to the non-events. Studies in which both arms "
                "had no events are shown and not pooled."
            ),
        ),
        ("revman", ("MD",), ""),
    ],
)
def test_the_rule_for_empty_cells_is_told_as_it_applies(rule, measures, text):
    about = [row for row in told(Plan(zero_cells=rule), measures) if "cell" in row or "no events" in row]
    assert about == ([text] if text else [])


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "separately, each with its own between-study variance, and"),
        ({"subgroup_tau2": "common"}, "separately, with one between-study variance for all, and"),
        ({"model": "common"}, "separately and"),
    ],
)
def test_subgroups_are_told_with_their_variance(settings, words):
    last = told(Plan(**settings), subgroups=True)[-1]
    assert last == (
        f"Subgroups of studies were pooled {words} compared by the heterogeneity of their summaries [borenstein-2013]."
    )


def test_of_another_plan_only_what_differs_is_told():
    usual, other = synthesis(PRESETS["cochrane"]), synthesis(replace(PRESETS["cochrane"], interval="wald"), ("MD",))
    assert [read(row) for row in describe_departure(other, usual, cite)] == [WALD]
    without = synthesis(replace(PRESETS["cochrane"], prediction="none"), ("MD",))
    assert [read(row) for row in describe_departure(without, usual, cite)] == ["No prediction interval is given."]
    assert describe_departure(usual, usual, cite) == ()


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("model", ["random", "common"])
def test_sentences_are_whole_and_cite_shipped_works(preset, model):
    rows = describe_plan(synthesis(replace(PRESETS[preset], model=model), tuple(MEASURES)), cite)
    for row in rows:
        text = read(row)
        assert text[0].isupper()
        assert text.endswith(".")
        assert not {"  ", "..", " ,", " ."} & {text[i : i + 2] for i in range(len(text))}
    works = [work.key for row in rows for part in row if isinstance(part, Citation) for work in part.works]
    assert works
    assert all(key.startswith(PREFIX) for key in works)


def test_the_level_and_the_correction_are_numbers_of_ours():
    rows = describe_plan(synthesis(Plan()), cite)
    assert [part.text for row in rows for part in row if isinstance(part, Number)] == ["95%", "0.5"]


# ---- measures


@pytest.mark.parametrize(
    ("ids", "text"),
    [
        ((), ""),
        (("RR",), "Effects are expressed as the risk ratio (RR) for dichotomous outcomes."),
        (
            ("SMD", "OR", "RR", "MD"),
            (
                "Effects are expressed as the odds ratio (OR) and risk ratio (RR) for dichotomous outcomes and the "
                "standardised mean difference (SMD) and mean difference (MD) for continuous outcomes."
            ),
        ),
        (
            ("PETO", "PLO", "GENLOG"),
            (
                "Effects are expressed as the Peto odds ratio (Peto OR) for dichotomous outcomes, the proportion (logit) for "
                "proportions in one group and ratios as given with their standard errors."
            ),
        ),
    ],
)
def test_measures_are_named_by_the_kind_of_outcome(ids, text):
    assert read(describe_measures([MEASURES[id_] for id_ in ids])) == text


def test_names_of_measures_fit_a_sentence():
    titles = {id_: measure.title for id_, measure in MEASURES.items()}
    assert [measure_name(titles[id_]) for id_ in ("RR", "PETO", "D")] == ["risk ratio", "Peto odds ratio", "Cohen's d"]
    assert [measure_names(titles[id_]) for id_ in ("RR", "ROM", "PLO")] == [
        "risk ratios",
        "ratios of means",
        "proportions (logit)",
    ]
    assert [measure_label(id_) for id_ in ("RR", "PLO", "ZCOR")] == ["RR", "proportion", "r"]
