"""What is printed cannot steer the terminal."""

import pytest

from reportgen.cli.terminal import counted, harmless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Müller 2006 − τ² “x” 10 mg", "Müller 2006 − τ² “x” 10 mg"),
        ("\x1b]0;owned\x07", "\\x1b]0;owned\\x07"),
        ("two\r\nlines", "two\\x0d\\x0alines"),
        ("\x9b2J", "\\x9b2J"),
        ("evil\u202etxt.exe", "evil\\u202etxt.exe"),
        ("line\u2028separator", "line\\u2028separator"),
        ("half \udcff byte", "half \\udcff byte"),
    ],
)
def test_control_characters_are_shown_not_obeyed(text, shown):
    assert harmless(text) == shown


def test_a_text_without_end_is_cut():
    assert len(harmless("x" * 10**7)) < 2100
    assert harmless("x" * 10**7).endswith("… (10000000 characters)")


@pytest.mark.parametrize(("number", "words"), [(0, "0 errors"), (1, "1 error"), (2, "2 errors")])
def test_a_count_agrees_with_its_noun(number, words):
    assert counted(number, "error") == words
