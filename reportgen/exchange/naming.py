"""Names of a source in the form that a review has them in: on one line, as ids, as columns, each given once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from reportgen.load.forms import STUDY_COLUMNS
from reportgen.model import CHARACTERISTICS

__all__ = ["Names", "column_name", "one_line", "slug", "title_in_sentence"]

_LONGEST_SLUG = 50
_NOT_FREE = frozenset({*STUDY_COLUMNS, *CHARACTERISTICS, "source", "provenance", "note"})
"""Columns that studies.csv has or may have by itself."""

_SMALL_WORDS = frozenset(
    {"a", "an", "the", "and", "or", "but", "as", "than", "per", "via", "vs", "versus"}
    | {"after", "at", "before", "between", "by", "during", "for", "from", "in", "into", "of", "off", "on", "over"}
    | {"to", "under", "up", "with", "within", "without"}
)


def one_line(text: str) -> str:
    """Return text with single spaces for all white space, also for spaces that do not break."""
    return " ".join(text.split())


def slug(*parts: str, mark: str = "-") -> str:
    """Return the letters (without accents) and digits of texts in lower case, with a mark between words.

    It has at most 50 characters, all of them ASCII; it is empty if there is no such letter or digit.
    """
    plain = unicodedata.normalize("NFKD", mark.join(parts)).encode("ascii", "ignore").decode().lower()
    return mark.join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_SLUG].strip(mark)


def column_name(label: str) -> str:
    """Return a name for a column of studies.csv of the review's own; it never has that of a usual column."""
    name = slug(label, mark="_")
    return name if name[:1].isalpha() and name not in _NOT_FREE else f"own_{name}".rstrip("_")


class Names:
    """Names that have been given; each is given once. Two are the same if `alike` makes the same text of them."""

    def __init__(self, taken: Iterable[str] = (), *, alike: Callable[[str], str] = str) -> None:
        self._alike = alike
        self._taken = {alike(name) for name in taken}
        self._last: dict[str, int] = {}

    def fresh(self, name: str, mark: str = "") -> str:
        """Return the name, with the first number that makes it differ from all that were given, and note it.

        The number stands in parentheses ("Cooper 2003 (2)"), or behind a mark, for ids and columns ("pain-2").
        """
        found, number = name, self._last.get(name, 1)
        while self._alike(found) in self._taken:
            number += 1
            found = f"{name}{mark}{number}" if mark else f"{name} ({number})"
        self._last[name] = number
        self._taken.add(self._alike(found))
        return found


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
