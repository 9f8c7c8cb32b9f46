"""Every sentence on a result: the whole grid of measure, direction, interval and number of studies."""

import re
from dataclasses import replace
from itertools import product

import pytest

from reportgen.document import Text, plain_text
from reportgen.wording.statements import Finding, favoured, heterogeneity_word, state_finding, verdict

FORBIDDEN = re.compile(r"no effect|significan|no difference in|proves|  | \.|\.\.|\(\)|None|trend", re.IGNORECASE)
STATISTICS = (Text("stats"),)

RATIOS = {"below": (0.5, 0.3, 0.8), "above": (2.0, 1.25, 3.2), "across": (0.9, 0.5, 1.7), "to": (0.5, 0.25, 1.0)}
DIFFERENCES = {"below": (-2, -3, -1), "above": (2, 1, 3), "across": (-0.1, -1, 0.8), "to": (-2, -4, 0)}


def finding(kind="dichotomous", better="higher", where="above", k=2, **settings) -> Finding:
    values = (RATIOS if kind == "dichotomous" else DIFFERENCES)[where]
    plain = {
        "title": "deaths" if kind == "dichotomous" else "depression",
        "experimental": "Therapy",
        "comparator": "Control",
        "null": 1.0 if kind == "dichotomous" else 0.0,
    }
    names = dict(zip(("estimate", "ci_low", "ci_high"), values, strict=True))
    return Finding(**{**plain, **names, "kind": kind, "better": better, "k": k, **settings})


def said(found: Finding) -> str:
    return plain_text(state_finding(found, STATISTICS))


def swapped(found: Finding) -> Finding:
    """The same data with the arms the other way round."""
    ratio = found.null == 1
    estimate, low, high = (1 / x if ratio else -x for x in (found.estimate, found.ci_high, found.ci_low))
    sides = {"experimental": found.comparator, "comparator": found.experimental}
    return replace(found, estimate=estimate, ci_low=low, ci_high=high, **sides)


GRID = [
    finding(kind, better, where, k, published=published)
    for kind, better, where, k, published in product(
        ("dichotomous", "continuous"), ("higher", "lower"), RATIOS, (None, 0, 1, 2), (False, True)
    )
]


@pytest.mark.parametrize("found", GRID, ids=str)
def test_every_sentence_is_whole_and_careful(found):
    text = said(found)
    assert not FORBIDDEN.search(text)
    assert text.startswith("The ")
    assert text.endswith(".")
    assert text.count("(stats)") == 1
    assert "Therapy" in text
    assert "Control" in text
    assert ("no evidence of a difference" in text) == (verdict(found) == "inconclusive")


@pytest.mark.parametrize("found", GRID, ids=str)
def test_swapping_the_arms_keeps_the_meaning(found):
    other = swapped(found)
    turned = {"favours experimental": "favours comparator", "favours comparator": "favours experimental"}
    assert verdict(other) == turned.get(verdict(found), "inconclusive")
    over = re.search(r"favoured \w+ over \w+", said(found))
    assert (over and over.group()) == ((again := re.search(r"favoured \w+ over \w+", said(other))) and again.group())


@pytest.mark.parametrize(
    ("kind", "better", "where", "sentence"),
    [
        (
            "dichotomous",
            "higher",
            "above",
            "Therapy over Control, with deaths more frequent under Therapy than under Control",
        ),
        (
            "dichotomous",
            "lower",
            "above",
            "Control over Therapy, with deaths more frequent under Therapy than under Control",
        ),
        (
            "dichotomous",
            "higher",
            "below",
            "Control over Therapy, with deaths less frequent under Therapy than under Control",
        ),
        (
            "dichotomous",
            "lower",
            "below",
            "Therapy over Control, with deaths less frequent under Therapy than under Control",
        ),
        (
            "continuous",
            "higher",
            "above",
            "Therapy over Control, with scores for depression higher under Therapy than under Control",
        ),
        (
            "continuous",
            "lower",
            "below",
            "Therapy over Control, with scores for depression lower under Therapy than under Control",
        ),
    ],
)
def test_who_is_favoured_follows_from_direction_and_what_is_better(kind, better, where, sentence):
    assert said(finding(kind, better, where)) == f"The pooled result favoured {sentence} (stats)."


@pytest.mark.parametrize(("kind", "better"), list(product(("dichotomous", "continuous"), ("higher", "lower"))))
def test_an_interval_on_both_sides_leaves_both_open(kind, better):
    assert said(finding(kind, better, "across")).endswith(
        "(stats); the interval is compatible with both a benefit and a harm of Therapy."
    )


@pytest.mark.parametrize(("better", "side"), [("lower", "a benefit"), ("higher", "a harm")])
def test_a_limit_on_the_null_is_not_beyond_it(better, side):
    found = finding("dichotomous", better, "to")
    assert verdict(found) == "inconclusive"
    assert said(found).endswith(f"the interval reaches from no difference to {side} of Therapy.")
    assert (
        f"the interval reaches from no difference to {'a harm' if side == 'a benefit' else 'a benefit'} of Control"
        in said(swapped(found))
    )


def test_an_interval_of_the_null_alone_makes_no_claim_on_its_reach():
    found = finding(estimate=1.0, ci_low=1.0, ci_high=1.0)
    assert favoured(found) == "inconclusive"
    assert said(found).endswith("in deaths (stats).")


@pytest.mark.parametrize("limit", [0.999, 1.0, 1.001])
def test_crossing_the_null_changes_the_claim(limit):
    text = said(finding(ci_low=limit))
    assert ("favoured" in text) == (limit > 1)


@pytest.mark.parametrize(
    ("k", "published", "subject"),
    [
        (1, False, "The one study with data favoured"),
        (2, False, "The pooled result favoured"),
        (None, False, "The pooled result favoured"),
        (1, True, "The one study with data, as published, favoured"),
        (2, True, "The pooled result, as published, favoured"),
    ],
)
def test_one_study_is_not_called_pooled(k, published, subject):
    assert said(finding(k=k, published=published)).startswith(subject)


def test_a_print_that_favours_the_other_side_makes_no_claim_on_direction():
    text = said(finding(favours="comparator", published=True))
    assert text == "The pooled result, as published, favoured Control over Therapy in deaths (stats)."


@pytest.mark.parametrize("favours", ["experimental", "comparator"])
def test_what_the_print_favours_does_not_overrule_an_interval_with_the_null(favours):
    assert verdict(finding(where="across", favours=favours)) == "inconclusive"


def test_values_with_a_unit_are_not_called_scores():
    assert "with values for depression lower under" in said(finding("continuous", "lower", "below", noun="values"))


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({}, "For relapse, the studies gave a pooled proportion (stats)."),
        ({"k": 1}, "For relapse, the one study with data gave a proportion (stats)."),
        ({"published": True}, "For relapse, the studies gave a pooled proportion, as published (stats)."),
    ],
)
def test_what_is_estimated_in_one_group_has_no_direction(settings, text):
    values = {"kind": "proportion", "null": None, "measure": "proportion", "title": "relapse", **settings}
    found = finding(**values)
    assert said(found) == text
    assert (verdict(found), favoured(found)) == ("without direction", "without direction")


@pytest.mark.parametrize("kind", ["rates", "time-to-event"])
def test_rates_and_times_happen_more_or_less_often(kind):
    values = dict(zip(("estimate", "ci_low", "ci_high"), RATIOS["below"], strict=True))
    found = replace(finding("dichotomous", "lower", "below"), kind=kind, **values)
    assert said(found).startswith("The pooled result favoured Therapy over Control, with deaths less frequent")


@pytest.mark.parametrize(
    ("i2", "word"),
    [
        (0, "no sign of heterogeneity"),
        (0.3, "heterogeneity that might not be important"),
        (40, "heterogeneity that might not be important"),
        (50, "moderate heterogeneity"),
        (75, "substantial heterogeneity"),
        (90.1, "considerable heterogeneity"),
    ],
)
def test_words_for_heterogeneity(i2, word):
    assert heterogeneity_word(i2) == word
