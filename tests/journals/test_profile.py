"""Profiles of journals are read with their rules and sources, and everything wrong with one is told at once."""

from __future__ import annotations

import pytest

from reportgen.errors import DataError
from reportgen.journals import RULES, parse_journal
from reportgen.resources import names, read_text

SOUND = """
[style]
title = "A journal"

[sources]
guide = {title = "Guidelines", url = "https://example.org/guide", read = "2026-11-26"}
heard = {title = "A guide at second hand"}

[rules]
abstract_words = {most = 300, from = "guide"}
figure_formats = {any = ["eps", "tiff"], from = "heard"}
abstract_headings = {all = ["Background", "Methods"], from = "guide"}
font_size_pt = {least = 11, from = "guide"}
margin_mm = {least = 30, from = "guide"}
"""


def test_a_rule_knows_what_it_wants_and_who_says_so() -> None:
    journal = parse_journal("a", SOUND, "a.toml")
    rule = journal.rules["abstract_words"]
    assert (rule.wanted(), rule.source.url, rule.verified) == ("at most 300", "https://example.org/guide", True)
    assert rule.meets(300)
    assert not rule.meets(301)
    assert not journal.rules["figure_formats"].verified


def test_what_is_made_is_the_first_value_or_our_default_where_it_is_within_the_bounds() -> None:
    journal = parse_journal("a", SOUND, "a.toml")
    assert journal.value("figure_formats") == "eps"
    assert journal.value("font_size_pt") == 12  # our default, above the least
    assert journal.value("margin_mm") == 30  # our default is too small
    assert journal.value("line_numbers") == "continuous"
    assert journal.words("font") == ""


def test_what_a_journal_only_advises_can_only_warn() -> None:
    text = SOUND.replace("most = 300", "most = 300, advised = true")
    rule = parse_journal("a", text, "a.toml").rules["abstract_words"]
    assert (rule.advised, rule.verified, rule.meets(301)) == (True, False, False)


def test_what_must_be_there_is_compared_without_regard_to_case() -> None:
    rule = parse_journal("a", SOUND, "a.toml").rules["abstract_headings"]
    assert rule.lacks(["BACKGROUND"]) == ("Methods",)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('abstract_word = {most = 3, from = "guide"}', "found rule 'abstract_word'"),
        ('words = {most = "many", from = "guide"}', "found 'many' in rule 'words', expected a number"),
        ("words = {most = 3}", "found source '' for rule 'words'"),
        ('words = {from = "guide"}', "found rule 'words' that wants nothing"),
        ('words = {most = 3, form = "x", from = "guide"}', "found 'form' in rule 'words'"),
        ('figure_colour = {is = "rbg", from = "guide"}', "found 'rbg' in rule 'figure_colour'"),
        ('keywords = {all = ["a"], from = "guide"}', "found 'all' in rule 'keywords'"),
        ('footnotes = {is = 1, from = "guide"}', "found 1 in rule 'footnotes', expected true or false"),
        ("words = 3", "found 3 for rule 'words'"),
        ('words = {most = 3, advised = "yes", from = "guide"}', "found 'yes' for 'advised' in rule 'words'"),
    ],
)
def test_a_rule_that_cannot_be_one_is_told_with_its_line(line: str, told: str) -> None:
    text = SOUND.replace("abstract_words = {most = 300", f"{line}\nabstract_words = {{most = 300")
    with pytest.raises(DataError) as error:
        parse_journal("a", text, "a.toml")
    (issue,) = error.value.issues
    assert told in issue.message
    assert issue.origin is not None
    assert issue.origin.line == text.splitlines().index(line) + 1


def test_all_faults_are_told_at_once() -> None:
    text = SOUND.replace("[rules]", "[ruls]\n[rules]\nkeyword = {most = 3, from = 'guide'}")
    with pytest.raises(DataError) as error:
        parse_journal("a", text, "a.toml")
    assert len(error.value.issues) == 2


@pytest.mark.parametrize("name", names("journals", ".toml"))
def test_every_shipped_profile_can_be_read_and_each_of_its_rules_names_where_it_stands(name: str) -> None:
    journal = parse_journal(name, read_text(f"journals/{name}.toml"), name)
    for rule in journal.rules.values():
        assert rule.source.title
        assert rule.wanted()


def test_every_rule_is_explained_to_people() -> None:
    assert all(kind.title and kind.value for kind in RULES.values())
