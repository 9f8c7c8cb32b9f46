"""Title page and declarations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.document import Inline, Link, Superscript, Text
from reportgen.model import Author, Review
from reportgen.wording.phrases import Phrase, listed, weave

__all__ = ["AuthorFacts", "FrontFacts", "front_facts"]

NOT_STATED = "Not stated in our sources."


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorFacts:
    """An author as printed: name, and the CRediT roles as one text."""

    name: str
    roles: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontFacts:
    """Everything of the title page and the declarations, worded; what is not known says so.

    `stated` names the declarations that the review makes: funding, interests, registration.
    """

    title: str
    subtitle: str
    notice: str
    byline: Phrase
    affiliations: tuple[Phrase, ...]
    correspondence: Phrase
    keywords: str
    authors: tuple[AuthorFacts, ...]
    contributions: str
    funding: str
    interests: str
    acknowledgements: str
    registration: Phrase
    data_availability: str
    stated: tuple[str, ...]


def front_facts(review: Review) -> FrontFacts:
    """Return the facts of the title page and the declarations."""
    marks = {key: str(i) for i, key in enumerate(review.affiliations, 1)}
    roles = [f"{_initials(a)}: {', '.join(a.roles)}" for a in review.authors if a.roles]
    return FrontFacts(
        title=review.title,
        subtitle=review.subtitle,
        notice=review.notice,
        byline=listed([_name(author, marks) for author in review.authors]),
        affiliations=tuple(
            (Superscript((Text(marks[key]),)), Text(f" {text}")) for key, text in review.affiliations.items()
        ),
        correspondence=_correspondence(review),
        keywords="; ".join(review.keywords),
        authors=tuple(AuthorFacts(name=_full(a), roles=", ".join(a.roles)) for a in review.authors),
        contributions="; ".join(roles) + "." if roles else NOT_STATED,
        funding=review.funding or NOT_STATED,
        interests=review.interests or NOT_STATED,
        acknowledgements=review.acknowledgements,
        registration=_registration(review),
        data_availability=review.data_availability,
        stated=tuple(_stated(review)),
    )


def _stated(review: Review) -> Iterator[str]:
    registration = review.registration
    given = {
        "funding": review.funding,
        "interests": review.interests,
        "registration": registration.registry or registration.number or registration.url,
    }
    yield from (name for name, text in given.items() if text)


def _full(author: Author) -> str:
    return f"{author.given} {author.family}".strip()


def _initials(author: Author) -> str:
    return "".join(part[0] for part in _full(author).replace("-", " ").split())


def _name(author: Author, marks: dict[str, str]) -> Phrase:
    keys = ",".join(marks[key] for key in author.affiliations if key in marks)
    if not keys and not author.corresponding:
        return (Text(_full(author)),)
    raised: tuple[Inline, ...] = (Superscript((Text(keys + ("*" if author.corresponding else "")),)),)
    return (Text(_full(author)), *raised)


def _correspondence(review: Review) -> Phrase:
    parts: list[Phrase] = []
    for author in review.authors:
        if not author.corresponding:
            continue
        email = (Link(f"mailto:{author.email}", (Text(author.email),)),) if author.email else None
        parts.append(weave("{name}{gap}{email}", name=_full(author), gap=", " if email else "", email=email))
    return weave("*Correspondence: {who}", who=listed(parts)) if parts else ()


def _registration(review: Review) -> Phrase:
    found = review.registration
    if not (found.registry or found.number or found.url):
        return (Text(NOT_STATED),)
    name = " ".join(part for part in (found.registry, found.number) if part) or found.url
    link = (Link(found.url, (Text(found.url),)),) if found.url and name != found.url else None
    return weave("{name}{gap}{link}.", name=name, gap=", " if link else "", link=link)
