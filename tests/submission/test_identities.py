"""What gives authors away is found in every usual form, and nothing else is."""

from __future__ import annotations

import pytest

from reportgen.model import Author, Funder, Registration, Review
from reportgen.submission.identities import MASK, identities, masked, traces

REVIEW = Review(
    title="A review",
    authors=(
        Author(given="Jane Katherine", family="O'Neil", email="jane@uni.example", orcid="0000-0002-1825-0097"),
        Author(given="S. K.", family="Larkin"),
        Author(given="Jean-Luc", family="van der Berg"),
    ),
    affiliations={"a": "School of Health, University of Nowhere, Nowhere, UK"},
    funders=(Funder(name="Health Research Fund", grants=("HRF-2024/17",)),),
    registration=Registration(registry="PROSPERO", number="CRD42020123456", url="https://example.org/CRD42020123456"),
)
HIDDEN = identities(REVIEW)


@pytest.mark.parametrize(
    "text",
    [
        "Jane Katherine O'Neil",
        "Jane O'Neil",
        "J. K. O'Neil",
        "J.K. O'Neil",
        "JK O'Neil",
        "O'Neil JK",
        "O'Neil J",
        "O'Neil, J. K.",
        "O'Neil, Jane Katherine",
        "JANE O'NEIL",
        "S. K. Larkin",
        "Larkin SK",
        "Larkin, S. K.",
        "S\u00a0K\u00a0Larkin",
        "Jean-Luc van der Berg",
        "van der Berg JL",
        "J. L. van der Berg",
        "jane@uni.example",
        "0000-0002-1825-0097",
        "School of Health, University of Nowhere",
        "University of Nowhere",
        "health research fund",
        "HRF-2024/17",
        "CRD42020123456",
    ],
)
def test_every_usual_form_is_found_and_masked(text):
    sentence = f"As said ({text}), this is so."
    assert traces(sentence, HIDDEN)
    assert traces(masked(sentence, HIDDEN), HIDDEN) == ()
    assert MASK in masked(sentence, HIDDEN)


@pytest.mark.parametrize(
    "text",
    [
        "Larkins SK",
        "a Larkin study",
        "Larkin et al.",
        "the UK",
        "Nowhere",
        "Health Research Funding",
        "fund",
        "SK LARKINS",
    ],
)
def test_whole_words_only_and_no_family_name_alone(text):
    assert traces(text, HIDDEN) == ()
    assert masked(text, HIDDEN) == text


def test_initials_in_brackets_go_and_the_sentence_stays_whole():
    assert masked("Two authors (SKL and JLvdB) read.", HIDDEN) == "Two authors read."
    assert masked("Two trials (ABC and DEF) agree.", HIDDEN) == "Two trials (ABC and DEF) agree."
    text = "Two authors (SKL, JKO) screened; a third (JKO) was asked (see Table 1)."
    assert masked(text, HIDDEN) == "Two authors screened; a third was asked (see Table 1)."


def test_a_review_without_people_hides_nothing():
    assert identities(Review(title="A review")) == ()
