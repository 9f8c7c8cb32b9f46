"""Rules on how much there may be of something: words, characters, tables, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.journals import RULES, Journal
from reportgen.submission.counts import Counts
from reportgen.submission.preflight.finding import Finding, judged, told

__all__ = ["COUNTED", "counted"]


def _numbers(counts: Counts) -> Mapping[str, int]:
    return {
        "title_characters": counts.title_characters,
        "title_words": counts.title_words,
        "short_title_characters": counts.short_title_characters,
        "abstract_words": counts.abstract_words,
        "words": counts.words,
        "keywords": counts.keywords,
        "tables_count": counts.tables,
        "figures_count": counts.figures,
        "exhibits": counts.tables + counts.figures,
        "references": counts.references,
        "heading_levels": counts.heading_levels,
    }


COUNTED = (
    "title_characters",
    "title_words",
    "short_title_characters",
    "abstract_words",
    "words",
    "keywords",
    "tables_count",
    "figures_count",
    "exhibits",
    "references",
    "heading_levels",
)
"""The rules that are counted, in the order they are told."""

_ALWAYS = frozenset({"abstract_words", "words", "tables_count", "figures_count", "references"})
"""Counts that are told even where the journal sets no bound."""


def counted(counts: Counts, journal: Journal) -> Iterator[Finding]:
    """Yield each count beside its limit; usual counts without one as notes."""
    numbers = _numbers(counts)
    for name in COUNTED:
        found, rule = numbers[name], journal.rules.get(name)
        shown = f"{found} {RULES[name].unit}".strip()
        if rule is not None:
            yield judged(rule, shown, met=rule.meets(found))
        elif name in _ALWAYS:
            yield told(name, RULES[name].title, shown)
