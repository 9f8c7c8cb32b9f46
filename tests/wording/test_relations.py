"""Letters beside their statistics."""

import pytest

from reportgen.document import Number, plain_text
from reportgen.style import NumberStyle
from reportgen.wording.relations import interval, relation

SPACED, CLOSED = NumberStyle(), NumberStyle(spaced_relations=False)


def number(text: str) -> Number:
    return Number(text=text, value=None, statistic="p", subject="")


@pytest.mark.parametrize(
    ("text", "style", "printed"),
    [
        ("0.03", SPACED, "P\u00a0=\u00a00.03"),
        ("<\u00a00.001", SPACED, "P\u00a0<\u00a00.001"),
        (">\u00a00.99", SPACED, "P\u00a0>\u00a00.99"),
        ("0.03", CLOSED, "P=0.03"),
        ("<.001", CLOSED, "P<.001"),
    ],
)
def test_a_statistic_is_set_beside_its_letter(text, style, printed):
    assert plain_text(relation("P", number(text), style)) == printed


@pytest.mark.parametrize(
    ("word", "low", "printed"),
    [("to", "0.56", "0.56 to 0.90"), ("–", "0.56", "0.56–0.90"), ("–", "−0.56", "−0.56 to 0.90")],
)
def test_an_interval_never_puts_a_dash_beside_a_minus(word, low, printed):
    style = NumberStyle(interval_word=word)
    assert plain_text(interval(number(low), number("0.90"), style)) == printed
