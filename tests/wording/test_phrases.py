"""Rows of text and nodes."""

import pytest

from reportgen.document import Emphasis, Number, Text, plain_text
from reportgen.wording import phrases


def number(text: str, value: float | None = None) -> Number:
    return Number(text=text, value=value, statistic="n", subject="")


def test_a_hole_takes_a_node_a_row_a_text_or_nothing():
    three = number("3")
    row = phrases.weave("{a} of {b}{c}{d}.", a=three, b=(Text("the "), Emphasis((Text("lot"),))), c=None, d="s")
    assert row == (three, Text(" of the "), Emphasis((Text("lot"),)), Text("s."))


def test_braces_that_come_with_a_text_are_no_holes():
    assert phrases.weave("{a}!", a="{b} {0} %s") == (Text("{b} {0} %s!"),)


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", (Text("b"),), "c"], "a, b and c"),
        (["Lee, 2001", "Wu, 2002", (Text("Ali, 2003"),)], "Lee, 2001; Wu, 2002; and Ali, 2003"),
    ],
)
def test_a_list_in_running_text(items, text):
    assert plain_text(phrases.listed(items)) == text


@pytest.mark.parametrize(
    ("name", "first"),
    [("therapy", "Therapy"), ("mRNA vaccines", "mRNA vaccines"), ("pH", "pH"), ("a drug", "A drug"), ("", "")],
)
def test_a_name_with_a_capital_inside_keeps_its_small_first_letter(name, first):
    assert phrases.capitalised(name) == first


def test_rows_are_joined_without_a_gap_for_the_empty_ones():
    assert phrases.joined([(), (Text("a"),), (), (Text("b"),)]) == (Text("a b"),)


@pytest.mark.parametrize(("value", "text"), [(0, "0 studies"), (1, "1 study"), (2, "2 studies"), (None, "0 studies")])
def test_a_noun_agrees_with_its_number(value, text):
    assert plain_text(phrases.plural(number(str(value or 0), value), "study", "studies")) == text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", ""), ("  ", ""), ("two authors", "Two authors."), ("Done! ", "Done!"), ("PIP only.", "PIP only.")],
)
def test_a_reviewers_text_becomes_a_sentence(typed, sentence):
    assert phrases.sentence(typed) == sentence


def test_only_a_first_text_is_lowered():
    assert phrases.lowered((Text("The result"),)) == (Text("the result"),)
    assert phrases.lowered((number("3"),)) == (number("3"),)
    assert phrases.lowered(()) == ()
