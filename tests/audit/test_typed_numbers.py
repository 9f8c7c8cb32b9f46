"""Numbers typed into sections."""

import pytest

from reportgen.audit.typed_numbers import typed_numbers
from reportgen.document import LedgerEntry
from reportgen.model import Review, Section
from tests.bounded import within


def ledger(*texts):
    return tuple(
        LedgerEntry(
            id=f"n{i}",
            place="p",
            text=text,
            value=None,
            statistic="n",
            subject="s",
            how="",
            provenance="reported",
            inputs=(),
        )
        for i, text in enumerate(texts)
    )


def found(text, *known, ending=".md.j2"):
    """Return line, column and number of each warning about a section."""
    section = Section(name="discussion", text=text, path=f"sections/discussion{ending}")
    issues = typed_numbers(Review(title="T", sections=(section,)), ledger(*known))
    assert all((issue.severity, issue.code) == ("warning", "typed-number-is-in-ledger") for issue in issues)
    return [(issue.origin.line, issue.origin.column, issue.message.split("'")[1]) for issue in issues]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The ratio was 2.45.", "2.45"),
        ("The ratio was −0.13.", "−0.13"),
        ("RR 3 (see above)", "3"),
        ("P = 1", "1"),
        ("about 40% of them", "40%"),
        ("about 40 per cent", "40 per cent"),
        ("Chi² = 12", "12"),
    ],
)
def test_a_number_that_looks_like_a_result_is_told(text, number):
    assert [n for _, _, n in found(text)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Two of 8 trials in 2014.",
        "See https://a.org/1.5 and [this](https://b.org/2.5) and doi 10.1080/02646838.2016.1222357.",
        "They found 0.33 [@a2003].",
        "As @a2003 said, 0.33 is small.",
        "{{ outcome.x }} {% if a == 1.5 %} x {% endif %} <!-- 2.5 -->",
        "Version v1.2.3 of it",
        "",
    ],
)
def test_other_numbers_are_not(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("known", "left"), [(("2.45",), []), (("−2.45",), []), (("2.4",), ["2.45"]), (("<\u00a00.001",), ["2.45"])]
)
def test_a_number_of_the_ledger_is_ours(known, left):
    assert [n for _, _, n in found("The ratio was 2.45.", *known)] == left


def test_a_citation_covers_its_own_sentence_only():
    assert found("They saw 0.33 [@a]. We saw 0.44. And\n0.55 (@b).\n\nBut 0.66.") == [(1, 28, "0.44"), (4, 5, "0.66")]


def test_lines_and_columns_hold_behind_tags_of_several_lines():
    assert found("{% if a %}\n{{\n b }} x <!--\n--> RR 9\n\n 1.5") == [(4, 8, "9"), (6, 2, "1.5")]


def test_braces_are_text_in_plain_markdown():
    assert found("{{ 1.5 }} <!-- 2.5 -->", ending=".md") == [(1, 4, "1.5")]


@pytest.mark.parametrize(
    "unit", ["[", "[@1", "{{", "{%", "<!--", "\n", "\n ", "1.5 ", ". A", "](", "RR ", "P", "10.1000/", "1"]
)
def test_long_texts_are_read_in_bounded_time(unit):
    with within(5):
        found(unit * (200_000 // len(unit)))


def test_a_review_without_sections_has_nothing_typed():
    assert typed_numbers(Review(title="T"), ledger("1.5")) == ()


@pytest.mark.parametrize(
    "text", ["See Analysis 1.1.", "In analyses 2.10 and Analysis 1.3", "Comparison 2.1", "version 12.1"]
)
def test_the_number_of_an_analysis_is_no_result(text):
    assert found(text) == []


def test_a_result_behind_the_number_of_an_analysis_is_seen():
    assert found("Analysis 1.1 gave 0.55.") == [(1, 19, "0.55")]
