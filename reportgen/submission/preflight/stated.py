"""Rules on what must be said: headings, declarations, people, the date of the search, checklists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.journals import Journal, Rule
from reportgen.model import Review
from reportgen.submission.counts import Counts
from reportgen.submission.preflight.finding import Finding, judged

__all__ = ["STATED", "stated"]

STATED = (
    "abstract_headings",
    "abstract_search_date",
    "headings",
    "declarations",
    "orcid",
    "corresponding_author",
    "footnotes",
)
"""The rules on what is said, in the order they are told."""

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTH_AND_YEAR = re.compile(rf"\b{_MONTH}\s+(?:19|20)\d\d\b")
_NOTHING = "none"


def stated(counts: Counts, review: Review, journal: Journal) -> Iterator[Finding]:
    """Yield a finding for each rule of the journal's on what must be said."""
    for name in STATED:
        if rule := journal.rules.get(name):
            yield _finding(rule, counts, review)


def _finding(rule: Rule, counts: Counts, review: Review) -> Finding:
    match rule.name:
        case "abstract_headings":
            return _listed(rule, counts.abstract_headings)
        case "headings":
            return _listed(rule, counts.headings)
        case "abstract_search_date":
            found = _MONTH_AND_YEAR.search(counts.abstract)
            return judged(rule, found[0] if found else _NOTHING, met=rule.meets(value=bool(found)))
        case "declarations":
            given = [name for name in rule.all_of if _declared(name, review)]
            return judged(rule, ", ".join(given) or _NOTHING, met=not rule.lacks(given))
        case "orcid":
            return _orcid(rule, review)
        case "corresponding_author":
            found_ = [author for author in review.authors if author.corresponding and author.email]
            shown = ", ".join(f"{author.given} {author.family}" for author in found_) or _NOTHING
            return judged(rule, shown, met=rule.meets(value=bool(found_)))
        case _:
            return judged(rule, f"{counts.footnotes} footnotes", met=rule.meets(value=counts.footnotes > 0))


def _listed(rule: Rule, found: Sequence[str]) -> Finding:
    """Return whether all that must be there is, in its order."""
    shown = ", ".join(found) or _NOTHING
    wanted = [text.casefold() for text in rule.all_of]
    order = [text.casefold() for text in found if text.casefold() in wanted]
    return judged(rule, shown, met=not rule.lacks(found) and order == wanted)


def _declared(name: str, review: Review) -> bool:
    match name:
        case "contributions":
            return any(author.roles for author in review.authors)
        case "registration":
            return bool(review.registration.number or review.registration.url)
        case _:
            return bool(getattr(review, name, ""))


def _orcid(rule: Rule, review: Review) -> Finding:
    with_orcid = [author for author in review.authors if author.orcid]
    everybody = bool(review.authors) and len(with_orcid) == len(review.authors)
    speaker = any(author.corresponding for author in with_orcid)
    found = f"{len(with_orcid)} of {len(review.authors)} authors"
    met = everybody or (rule.meets("corresponding") and speaker) or rule.meets("none")
    return judged(rule, found, met=met)
