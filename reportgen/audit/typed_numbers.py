"""Numbers that a reviewer typed into a section and that look like results, but are none of ours."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from reportgen.document import LedgerEntry
from reportgen.errors import Issue, Origin
from reportgen.model import Review, Section

__all__ = ["typed_numbers"]

_STATISTIC = re.compile(
    r"(?P<word>\b(?:RR|OR|SMD|MD|RD|HR|CI|P|p|I²|I2|τ²|Chi²|χ²)\b[^.;\d\n]{0,12})?"
    r"(?P<number>(?<![\w.])[-\u2212]?\d+(?:\.\d+)?(?P<percent>\s?%|\s+per\s?cent)?)"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z*\[@])")
_GAP = re.compile(r"\n[ \t]*\n")
_CITATION = re.compile(r"@[^\W\d]")
_MARKUP = re.compile(
    r"\]\([^()\n]*\)|https?://\S+|\b10\.\d{4,9}/\S+"
    r"|\b(?:[Aa]nalys[ei]s|[Cc]omparisons?|[Oo]utcomes?|[Ff]igures?|[Tt]ables?|[Vv]ersion) \d+(?:\.\d+)*"
)
"""Addresses, and numbers under which something is known; neither is a result."""

_CLOSERS = {"{{": "}}", "{%": "%}", "<!--": "-->"}


def typed_numbers(review: Review, ledger: Sequence[LedgerEntry]) -> tuple[Issue, ...]:
    """Return a warning for each typed number that looks like a result and equals no number of the ledger.

    A number looks like a result when it has decimals or a percent sign, or follows a word such as RR or P. A number
    in a sentence that cites somebody is theirs, not ours.
    """
    known = {_digits(entry.text) for entry in ledger}
    return tuple(issue for section in review.sections for issue in _of_section(section, known))


def _of_section(section: Section, known: set[str]) -> Iterator[Issue]:
    text = _without_tags(section)
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    for start, sentence in _sentences(text):
        if _CITATION.search(sentence):
            continue
        for found in _STATISTIC.finditer(_MARKUP.sub(_blank, sentence)):
            number = found["number"]
            if not (found["word"] or found["percent"] or "." in number) or _digits(number) in known:
                continue
            place = start + found.start("number")
            line = bisect_right(starts, place)
            yield Issue(
                "typed-number-is-in-ledger",
                Origin(section.path, line, place - starts[line - 1] + 1),
                f"found {number.strip()!r} typed into the text, expected a number of ours or a citation beside it",
                "print the result itself with {{ … }}, or cite whose number it is",
                "warning",
            )


def _without_tags(section: Section) -> str:
    """Return a section's text with template tags and comments blanked out; a plain one has comments only."""
    openers = ["<!--"] if section.path.endswith(".md") else list(_CLOSERS)
    parts: list[str] = []
    at = 0
    for found in re.finditer("|".join(map(re.escape, openers)), section.text):
        if found.start() < at:
            continue
        end = section.text.find(_CLOSERS[found.group()], found.end())
        if end < 0:
            break
        parts += [section.text[at : found.start()], re.sub(r"[^\n]", " ", section.text[found.start() : end + 2])]
        at = end + 2
    return "".join((*parts, section.text[at:]))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence with its offset; a blank line ends a sentence too."""
    start = 0
    for end in (*(found.start() for found in _GAP.finditer(text)), len(text)):
        paragraph, begin = text[start:end], 0
        for gap in _SENTENCE.finditer(paragraph):
            yield start + begin, paragraph[begin : gap.start()]
            begin = gap.end()
        yield start + begin, paragraph[begin:]
        start = end


def _digits(text: str) -> str:
    return re.sub(r"[^\d.]", "", text)
