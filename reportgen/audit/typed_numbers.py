"""Numbers that a reviewer typed into a section and that look like results, but are none of ours."""

from __future__ import annotations

import re
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
_CITATION = re.compile(r"@[A-Za-z]")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->", re.DOTALL)
_MARKUP = re.compile(r"\[[^\]]*@[^\]]*\]|@[\w:.-]+|\]\([^)]*\)|https?://\S+")


def typed_numbers(review: Review, ledger: Sequence[LedgerEntry]) -> tuple[Issue, ...]:
    """Return a warning for each typed number that looks like a result and equals no number of the ledger.

    A number looks like a result when it has decimals or a percent sign, or follows a word such as RR or P. A number
    in a sentence that cites somebody is theirs, not ours.
    """
    known = {_digits(entry.text) for entry in ledger}
    return tuple(issue for section in review.sections for issue in _of_section(section, known))


def _of_section(section: Section, known: set[str]) -> Iterator[Issue]:
    blanked = _JINJA.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), section.text)
    for start, sentence in _sentences(blanked):
        if _CITATION.search(sentence):
            continue
        for found in _STATISTIC.finditer(_MARKUP.sub(lambda m: " " * len(m.group()), sentence)):
            number = found["number"]
            if not (found["word"] or found["percent"] or "." in number) or _digits(number) in known:
                continue
            place = start + found.start("number")
            line = blanked.count("\n", 0, place) + 1
            column = place - (blanked.rfind("\n", 0, place) + 1) + 1
            yield Issue(
                "typed-number-is-in-ledger",
                Origin(section.path, line, column),
                f"found {number.strip()!r} typed into the text, expected a number of ours or a citation beside it",
                "print the result itself with {{ … }}, or cite whose number it is",
                "warning",
            )


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence with its offset; a blank line ends a sentence too."""
    for paragraph in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text):
        start = 0
        body = paragraph.group()
        for gap in _SENTENCE.finditer(body):
            yield paragraph.start() + start, body[start : gap.start()]
            start = gap.end()
        yield paragraph.start() + start, body[start:]


def _digits(text: str) -> str:
    return re.sub(r"[^\d.]", "", text.replace("\u2212", "-"))
