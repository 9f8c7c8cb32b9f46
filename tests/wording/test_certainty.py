"""Statements by certainty and size: every cell of the matrix, sizes by thresholds alone, verbs that fit the subject."""

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document import Text, plain_text
from reportgen.model import CERTAINTY_WORDS, Thresholds
from reportgen.wording.certainty import (
    DEFINITIONS,
    SYMBOLS,
    certainty_phrase,
    size_of_effect,
    state_with_certainty,
    takes_plural,
)
from reportgen.wording.statements import Finding

FINDING = Finding(
    title="relapse",
    experimental="Therapy",
    comparator="Control",
    kind="dichotomous",
    better="lower",
    null=1.0,
    estimate=0.5,
    ci_low=0.3,
    ci_high=0.8,
    k=4,
)
HARM = replace(FINDING, estimate=2.0, ci_low=1.25, ci_high=3.3)
UNCERTAIN = "The evidence is very uncertain about the effect of Therapy on relapse."

MATRIX = {
    ("high", "large"): "Therapy results in a large reduction in relapse.",
    ("high", "moderate"): "Therapy reduces relapse.",
    ("high", "small"): "Therapy reduces relapse slightly.",
    ("high", "trivial"): "Therapy results in little to no difference in relapse.",
    ("moderate", "large"): "Therapy probably results in a large reduction in relapse.",
    ("moderate", "moderate"): "Therapy probably reduces relapse.",
    ("moderate", "small"): "Therapy probably reduces relapse slightly.",
    ("moderate", "trivial"): "Therapy probably results in little to no difference in relapse.",
    ("low", "large"): "Therapy may result in a large reduction in relapse.",
    ("low", "moderate"): "Therapy may reduce relapse.",
    ("low", "small"): "Therapy may reduce relapse slightly.",
    ("low", "trivial"): "Therapy may result in little to no difference in relapse.",
    **{("very low", size): UNCERTAIN for size in ("large", "moderate", "small", "trivial")},
}


def said(finding, certainty, size, **settings):
    return plain_text(state_with_certainty(finding, certainty, size, compared=False, **settings))


@pytest.mark.parametrize(("certainty", "size"), MATRIX)
def test_each_cell_of_the_matrix_has_its_words(certainty, size):
    assert said(FINDING, certainty, size) == MATRIX[certainty, size]
    up = MATRIX[certainty, size].replace("reduction", "increase").replace("reduce", "increase")
    assert said(HARM, certainty, size) == up


@pytest.mark.parametrize("certainty", CERTAINTY_WORDS)
def test_without_thresholds_no_word_for_the_size_is_used(certainty):
    words = said(FINDING, certainty, None)
    assert not re.search(r"large|slightly|little", words)
    assert words == MATRIX[certainty, "moderate"]


@pytest.mark.parametrize(
    ("certainty", "told"), [("high", True), ("moderate", True), ("low", True), ("very low", False)]
)
def test_without_thresholds_an_interval_that_includes_no_difference_is_told(certainty, told):
    across = replace(FINDING, ci_high=1.2)
    assert ("although the interval includes no difference" in said(across, certainty, None)) is told
    assert "although" not in said(across, certainty, "small")
    assert "although" not in said(FINDING, certainty, None)


def test_an_estimate_of_no_effect_makes_little_to_no_difference():
    assert "little to no difference" in said(replace(FINDING, estimate=1.0), "low", None)


def test_statistics_and_what_it_is_compared_with_follow_the_claim():
    whole = plain_text(state_with_certainty(FINDING, "low", "large", (Text("stats"),)))
    assert whole == "Therapy may result in a large reduction in relapse compared with Control (stats)."
    published = plain_text(state_with_certainty(replace(FINDING, published=True), "low", None, (Text("stats"),)))
    assert published == "Therapy may reduce relapse compared with Control, as published (stats)."
    unnamed = plain_text(state_with_certainty(replace(FINDING, title=""), "high", None))
    assert unnamed == "Therapy reduces this outcome compared with Control."


def test_braces_in_names_stay_as_they_are():
    odd = replace(FINDING, title="{move} of {x}", experimental="{o}")
    assert said(odd, "low", "small") == "{o} may reduce {move} of {x} slightly."


GRID = list(
    product((FINDING, HARM, replace(FINDING, ci_high=1.1)), CERTAINTY_WORDS, ("large", "small", "trivial", None))
)


@pytest.mark.parametrize(("finding", "certainty", "size"), GRID, ids=str)
def test_no_sentence_speaks_of_significance(finding, certainty, size):
    text = plain_text(state_with_certainty(finding, certainty, size, (Text("s"),)))
    assert not re.search(r"significan|no effect|proves|  |\.\.| \.|\(\)|None", text)
    assert text.startswith(("Therapy ", "The evidence "))
    assert text.endswith(".")


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("Therapy", False),
        ("Antibiotics", True),
        ("Statins plus rest", True),
        ("Rest plus statins", False),
        ("Rest and ice", True),
        ("Mindfulness", False),
        ("Dialysis", False),
        ("EMDRS", False),
        ("ACE inhibitors", True),
        ("Parent-infant psychotherapy (PIP)", False),
        ("Exercises for the back", True),
        ("Education by text messages", False),
        ("Care at nurse-led clinics", False),
        ("Reminders to the parent", True),
        ("Apparatus", False),
        ("", False),
    ],
)
def test_the_verb_fits_the_number_of_its_subject(name, plural):
    assert takes_plural(name) is plural
    if name:
        verb = "reduce" if plural else "reduces"
        assert f" {verb} relapse." in said(replace(FINDING, experimental=name), "high", None)


# ---- sizes

RATIO = Thresholds(small=0.9, moderate=0.75, large=0.5)


@pytest.mark.parametrize(
    ("estimate", "size"),
    [
        (0.95, "trivial"),
        (0.9, "small"),
        (0.8, "small"),
        (0.75, "moderate"),
        (0.5, "large"),
        (0.1, "large"),
        (1.0, "trivial"),
    ],
)
def test_the_size_of_a_ratio_is_its_distance_from_one(estimate, size):
    assert size_of_effect(replace(FINDING, estimate=estimate), RATIO) == size
    assert size_of_effect(replace(FINDING, estimate=1 / estimate), RATIO) == size
    above = Thresholds(small=1 / 0.9, moderate=1 / 0.75, large=2.0)
    assert size_of_effect(replace(FINDING, estimate=estimate), above) == size


@given(st.floats(0.01, 100), st.floats(0.01, 100))
def test_a_larger_effect_is_never_of_a_smaller_class(one, two):
    order = ("trivial", "small", "moderate", "large")
    sizes = [
        order.index(size_of_effect(replace(FINDING, null=0.0, estimate=x), Thresholds(small=1, moderate=3, large=9)))
        for x in sorted((one, two))
    ]
    assert sizes[0] <= sizes[1]


@pytest.mark.parametrize(
    "thresholds",
    [
        None,
        Thresholds(small=0, moderate=1, large=2),
        Thresholds(small=3, moderate=2, large=1),
        Thresholds(small=0.9, moderate=-1, large=0.1),
    ],
    ids=str,
)
def test_thresholds_that_cannot_tell_give_no_size(thresholds):
    assert size_of_effect(FINDING, thresholds) is None


def test_the_size_does_not_depend_on_the_interval():
    wide = replace(FINDING, ci_low=0.01, ci_high=90.0)
    assert size_of_effect(wide, RATIO) == size_of_effect(FINDING, RATIO) == "large"


# ---- symbols and definitions


def test_each_level_has_a_symbol_of_four_signs_and_a_definition():
    assert [SYMBOLS[word].count("⊕") for word in CERTAINTY_WORDS] == [1, 2, 3, 4]
    assert {len(symbol) for symbol in SYMBOLS.values()} == {4}
    assert list(DEFINITIONS) == list(reversed(CERTAINTY_WORDS))
    assert certainty_phrase("very low") == "very low-certainty evidence"
