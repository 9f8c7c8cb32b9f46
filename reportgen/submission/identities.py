"""What gives the authors of a review away: names in every usual form, addresses, affiliations, funders, grants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.model import Author, Review

__all__ = ["MASK", "Identity", "identities", "masked", "traces"]

MASK = "[masked for review]"
"""What stands in a blinded text for what was taken out."""

_LEAST = 4
"""Letters of the shortest affiliation, funder or grant that is looked for; shorter ones are words of any text."""

_SPACES = r"[\s\u00a0\u2009\u202f]"
_LIST_OF_INITIALS = rf"{_SPACES}*\((?:{{one}})(?:(?:,|;|{_SPACES}+and|{_SPACES}+&)*{_SPACES}+(?:{{one}}))*\)"


@dataclass(frozen=True, slots=True)
class Identity:
    """Something that gives an author away: what it is, how it is written, and the expression that finds it."""

    what: str
    text: str
    pattern: re.Pattern[str]


def identities(review: Review) -> tuple[Identity, ...]:
    """Return everything to be hidden, longest first, so that no part of a name is hidden before the whole of it."""
    found = [*_of_people(review.authors), *_of_places(review), *_of_money(review), *_of_registration(review)]
    once = {identity.text: identity for identity in found}
    return tuple(sorted(once.values(), key=lambda identity: (-len(identity.text), identity.text)))


def masked(text: str, hidden: Sequence[Identity]) -> str:
    """Return a text in which everything hidden is masked; initials in brackets, as in "two authors (AB, CD)", go."""
    for identity in hidden:
        text = identity.pattern.sub("" if identity.what == "initials" else MASK, text)
    return text


def traces(text: str, hidden: Sequence[Identity]) -> tuple[Identity, ...]:
    """Return what gives authors away in a text."""
    return tuple(identity for identity in hidden if identity.pattern.search(text))


def _of_people(authors: Sequence[Author]) -> Iterator[Identity]:
    for author in authors:
        for form in _forms(author):
            yield _literal("name", form)
        if author.email:
            yield _literal("e-mail", author.email)
        if author.orcid:
            yield _literal("ORCID iD", author.orcid)
    short = sorted({initials for author in authors if len(initials := _initials(author)) > 1})
    if short:
        one = "|".join(re.escape(initials) for initials in short)
        pattern = re.compile(_LIST_OF_INITIALS.replace("{one}", one))
        yield Identity("initials", f"({', '.join(short)})", pattern)


def _forms(author: Author) -> Iterator[str]:
    """Yield the forms of a name: given names in full and as initials, before and behind the family name."""
    given, family = author.given.strip(), author.family.strip()
    if not family or not given:
        return
    letters = [part[0] for part in re.split(r"[\s.-]+", given) if part]
    first = re.split(r"[\s.]+", given)[0]
    shorts = ["".join(letters), ". ".join(letters) + ".", ".".join(letters) + ".", " ".join(letters), letters[0]]
    for form in dict.fromkeys([given, first, f"{letters[0]}.", *shorts]):
        yield f"{form} {family}"
        yield f"{family} {form}"
        yield f"{family}, {form}"


def _initials(author: Author) -> str:
    return "".join(part[0] for part in re.split(r"[\s.-]+", f"{author.given} {author.family}") if part)


def _of_places(review: Review) -> Iterator[Identity]:
    """Yield affiliations in full, and their parts, such as the university alone."""
    for text in review.affiliations.values():
        parts = [part.strip(" .") for part in re.split(r"[,;]", text)]
        joined = [f"{one}, {other}" for one, other in pairwise(parts)]
        for form in dict.fromkeys([text.strip(), *joined, *parts]):
            if " " in form and len(form) > _LEAST:
                yield _literal("affiliation", form)


def _of_money(review: Review) -> Iterator[Identity]:
    for funder in review.funders:
        if len(funder.name) >= _LEAST:
            yield _literal("funder", funder.name)
        yield from (_literal("grant", grant) for grant in funder.grants if len(grant) >= _LEAST)


def _of_registration(review: Review) -> Iterator[Identity]:
    """Yield number and address of the registration, whose entry names the authors."""
    for text in (review.registration.number, review.registration.url):
        if len(text) >= _LEAST:
            yield _literal("registration", text)


def _literal(what: str, text: str) -> Identity:
    """Return what is found as written, in any case of letters, whole words only, with any blank for a blank."""
    words = rf"{_SPACES}+".join(re.escape(word) for word in text.split())
    before = r"(?<!\w)" if text[:1].isalnum() else ""
    after = r"(?!\w)" if text[-1:].isalnum() else ""
    flags = re.NOFLAG if what == "name" and len(text.split(maxsplit=1)[0].strip(".,")) <= 1 else re.IGNORECASE
    return Identity(what, text, re.compile(before + words + after, flags))
