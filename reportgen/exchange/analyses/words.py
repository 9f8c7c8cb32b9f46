"""Names and titles of a source in the form that a review has them in, and what the words under a graph tell."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Literal

__all__ = ["better_by_words", "id_of", "one_line", "title_in_sentence", "unused"]

_SMALL_WORDS = frozenset(
    {"a", "an", "the", "and", "or", "but", "as", "than", "per", "via", "vs", "versus"}
    | {"after", "at", "before", "between", "by", "during", "for", "from", "in", "into", "of", "off", "on", "over"}
    | {"to", "under", "up", "with", "within", "without"}
)
_FAVOURS = re.compile(r"\b(?:favou?rs?|favou?ring|in favou?r of|better with|benefits? of|better)\b", re.IGNORECASE)
_USUAL_WORDS = {
    "experimental": ("experimental", "treatment", "intervention", "active"),
    "comparator": ("control", "controls", "placebo", "comparator", "comparison", "usual care", "no treatment"),
}


def one_line(text: str) -> str:
    """Return text with single spaces for all white space, also for spaces that do not break."""
    return " ".join(text.split())


def title_in_sentence(text: str) -> str:
    """Return a title that fits the middle of a sentence: its first letter small unless its first word is an acronym.

    A first word with further capitals, with a digit, or of one capital before a hyphen (C-reactive) stays as it is, and
    so does a title whose words are capitalised throughout (Mental Health Treatment versus Control).
    """
    title = one_line(text)
    first, *later = title.split(" ")
    if _is_acronym(first) or re.match(r"[^\W\d_][-–'’.]", first) or _in_title_case(later):
        return title
    return title[:1].lower() + title[1:]


def _is_acronym(word: str) -> bool:
    return any(letter.isupper() or letter.isdigit() for letter in word[1:])


def _in_title_case(later: Sequence[str]) -> bool:
    """Return whether most words after the first of a title are capitalised.

    Small words, acronyms, and words that open a parenthesis do not tell. A single capital behind a small word (Death in
    Denmark) is more often that of a name.
    """
    telling = [word for word in later if word[0].isalpha() and word not in _SMALL_WORDS and not _is_acronym(word)]
    capitals = [word for word in telling if word[0].isupper()]
    named = len(capitals) == 1 and later[0] != capitals[0]
    return not named and 2 * len(capitals) > len(telling)


def id_of(*parts: str) -> str:
    """Return an id of at most 40 lower-case letters, digits and hyphens; empty if there is none of these."""
    return "-".join(re.findall(r"[a-z0-9]+", "-".join(parts).lower()))[:40].strip("-")


def unused(name: str, taken: Container[str], form: str = "{name} ({number})") -> str:
    """Return the name, with the first number from 2 on that makes it differ from all that are taken."""
    found, number = name, 2
    while found in taken:
        found = form.format(name=name, number=number)
        number += 1
    return found


def better_by_words(left: str, right: str, experimental: str, comparator: str) -> Literal["higher", "lower"] | None:
    """Return which direction is good, by whom the labels left and right of no effect favour; None if they do not tell.

    The left side is where the experimental group has less of the outcome: what is favoured there is better with less.
    """
    sides = (_favoured(left, experimental, comparator), _favoured(right, experimental, comparator))
    if sides in {("experimental", "comparator"), ("experimental", None), (None, "comparator")}:
        return "lower"
    if sides in {("comparator", "experimental"), ("comparator", None), (None, "experimental")}:
        return "higher"
    return None


def _favoured(text: str, experimental: str, comparator: str) -> Literal["experimental", "comparator"] | None:
    if not _FAVOURS.search(text):
        return None
    words = _words(_FAVOURS.sub(" ", text))
    names = {"experimental": _words(experimental), "comparator": _words(comparator)}
    exactly: list[Literal["experimental", "comparator"]] = [
        side for side in ("experimental", "comparator") if words and _bare(words) == _bare(names[side])
    ]
    if len(exactly) == 1:  # before likeness: of "OS-IUI" and "OS" one stands in the other
        return exactly[0]
    named: list[Literal["experimental", "comparator"]] = [
        side for side in ("experimental", "comparator") if words and _alike(words, names[side])
    ]
    if len(named) == 1:
        return named[0]
    usual: list[Literal["experimental", "comparator"]] = [
        side for side in ("experimental", "comparator") if words in _USUAL_WORDS[side]
    ]
    return usual[0] if not named and usual else None


def _alike(words: str, name: str) -> bool:
    """Return whether one of the two stands in the other, word by word."""
    return bool(name) and (f" {words} " in f" {name} " or f" {name} " in f" {words} ")


def _bare(words: str) -> str:
    return words.replace(" ", "")


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
