"""Numbers as the shipped styles of journals print them."""

from __future__ import annotations

import pytest

from reportgen.document import Number, plain_text
from reportgen.figures.forest import LAYOUTS
from reportgen.resources import names, read_text
from reportgen.style import parse_style
from reportgen.wording import numbers
from reportgen.wording.relations import interval, relation


def style(name):
    return parse_style(name, read_text(f"journals/{name}.toml"), f"{name}.toml")


def number(text):
    return Number(text=text, value=None, statistic="x", subject="x", inputs=(), how="x")


P_VALUES = (0.0004, 0.0042, 0.034, 0.0496, 0.4638, 0.995, 1.0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("jama", ["P<.001", "P=.004", "P=.03", "P=.0496", "P=.46", "P>.99", "P>.99"]),
        ("bmj", ["P<0.001", "P=0.004", "P=0.03", "P=0.0496", "P=0.46", "P=1.00", "P=1.00"]),
        ("cochrane", ["P < 0.001", "P = 0.004", "P = 0.03", "P = 0.0496", "P = 0.46", "P = 1.00", "P = 1.00"]),
    ],
)
def test_p_values(name, expected):
    numbers_ = style(name).numbers
    found = [plain_text(relation("P", number(numbers.p_value(p, numbers_)), numbers_)) for p in P_VALUES]
    assert [text.replace(numbers.NBSP, " ") for text in found] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("jama", ("0.56-0.90", "−0.56 to 0.90", "12\u202f604", "2604")),
        ("bmj", ("0.56 to 0.90", "−0.56 to 0.90", "12\u202f604", "2604")),
        ("cochrane", ("0.56 to 0.90", "−0.56 to 0.90", "12,604", "2604")),
    ],
)
def test_intervals_and_thousands(name, expected):
    numbers_ = style(name).numbers
    pairs = (("0.56", "0.90"), ("−0.56", "0.90"))
    intervals = [plain_text(interval(number(low), number(high), numbers_)) for low, high in pairs]
    assert (*intervals, numbers.count(12604, numbers_), numbers.count(2604, numbers_)) == expected


@pytest.mark.parametrize("name", names("journals", ".toml"))
def test_every_style_names_a_layout_that_there_is(name):
    assert style(name).figures.forest in LAYOUTS
