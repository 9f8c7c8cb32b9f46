"""The cover sheet: title, authors, who paid, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.exchange.rm5.reading import Reading
from reportgen.exchange.titles import called, file_title
from reportgen.foreign.xml import Element
from reportgen.model import Author

__all__ = ["Cover", "cover_of"]

_TAIL = re.compile(r"\s*\[((?:Data only|Protocol)\b[^\[\]]*)\]\s*", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s<>@\"]+@[^\s<>@\"]+")
_LONGEST_EMAIL = 254
_ADDRESS = ("DEPARTMENT", "ORGANISATION", "CITY", "COUNTRY")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NO_NAME = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the cover sheet says; empty where it does not. `affiliations` are texts by the keys that authors name."""

    title: str
    notice: str
    authors: tuple[Author, ...]
    affiliations: dict[str, str]
    funding: str
    keywords: tuple[str, ...]


def cover_of(reading: Reading, title: str) -> Cover:
    """Return the cover sheet; `title` takes the place of the file's own."""
    full = reading.line(reading.root.find("COVER_SHEET/TITLE"))
    tail = _TAIL.search(full)
    own = _TAIL.sub(" ", full).strip()
    if not (title or own):
        title = file_title(reading.path)
        reading.remarks.append(called(title, reading.origin(reading.root)))
    authors, affiliations = _authors(reading)
    sources = (tail[1].strip() if tail else "", _imported_from(reading))
    _dates(reading)
    return Cover(
        title=title or own,
        notice=" ".join(part for part in sources if part),
        authors=authors,
        affiliations=affiliations,
        funding=_funding(reading),
        keywords=tuple(
            dict.fromkeys(
                word
                for tag in ("KEYWORDS/KEYWORD", "MESH_TERMS/MESH_TERM")
                for element in reading.root.findall(f"COVER_SHEET/{tag}")
                if (word := reading.line(element))
            )
        ),
    )


def _imported_from(reading: Reading) -> str:
    doi, version = reading.attribute(reading.root, "DOI"), reading.attribute(reading.root, "VERSION_NO")
    if not doi:
        return ""
    return f"Imported from {doi}" + (f", version {version}." if version else ".")


def _authors(reading: Reading) -> tuple[tuple[Author, ...], dict[str, str]]:
    sheet = reading.root.find("COVER_SHEET")
    people = [] if sheet is None else sheet.findall("CREATORS/PERSON")
    contact = None if sheet is None else sheet.find("CONTACT/PERSON")
    known = {reading.attribute(person, "ID") for person in people} - {""}
    corresponding = "" if contact is None else reading.attribute(contact, "ID")
    if contact is not None and corresponding in known:
        reading.whole(contact)  # the same person stands among the authors
    elif contact is not None and _name(reading, contact) != ("", ""):
        reading.remark("title", "The contact person is not among the authors.", contact)
        reading.forget(contact)
    affiliations: dict[str, str] = {}
    authors = []
    for person in people:
        given, family = _name(reading, person)
        if not given and not family:
            continue
        if not given or not family:
            reading.remark("title", f"An author has one name only: {given or family}.", person)
        authors.append(
            Author(
                given=given or _NO_NAME,
                family=family or _NO_NAME,
                affiliations=_affiliation(reading, person, affiliations),
                email=_email(reading, person),
                corresponding=bool(corresponding) and reading.attribute(person, "ID") == corresponding,
            )
        )
    return tuple(authors), {key: text for text, key in affiliations.items()}


def _name(reading: Reading, person: Element) -> tuple[str, str]:
    first, initials, last = (reading.line(person.find(tag)) for tag in ("FIRST_NAME", "MIDDLE_INITIALS", "LAST_NAME"))
    reading.attribute(person, "ROLE")
    return " ".join(part for part in (first, initials) if part), last


def _affiliation(reading: Reading, person: Element, known: dict[str, str]) -> tuple[str, ...]:
    """Return the key of a person's affiliation, which is added to those known (keys by text)."""
    text = ", ".join(part for tag in _ADDRESS if (part := reading.line(person.find(f"ADDRESS/{tag}"))))
    return (known.setdefault(text, f"a{len(known) + 1}"),) if text else ()


def _email(reading: Reading, person: Element) -> str:
    element = person.find("EMAIL_1")
    text = reading.line(element)
    if not text or (_EMAIL.fullmatch(text) and len(text) <= _LONGEST_EMAIL):
        return text
    reading.remark("title", "An address of an author is no e-mail address; it was kept apart.", element)
    reading.forget(element)
    return ""


def _funding(reading: Reading) -> str:
    parts = []
    for tag, title in (("INTERNAL_SOURCES", "Internal sources"), ("EXTERNAL_SOURCES", "External sources")):
        found = list(_sources(reading, reading.root.findall(f"COVER_SHEET/SOURCES_OF_SUPPORT/{tag}/SOURCE")))
        if found:
            parts.append(f"{title}: {'; '.join(found)}.")
    return " ".join(parts)


def _sources(reading: Reading, elements: list[Element]) -> Iterator[str]:
    for element in elements:
        name, country = (reading.line(element.find(tag)) for tag in ("NAME", "COUNTRY"))
        described = reading.line(element.find("DESCRIPTION"))
        text = ", ".join(part for part in (name, country if country.casefold() != "not specified" else "") if part)
        told = " – ".join(part for part in (text, described.rstrip(".")) if part)
        if told:
            yield told


def _dates(reading: Reading) -> None:
    """Remark when the last search was; which database it was in the file says in prose only."""
    date = reading.root.find("COVER_SHEET/DATES/LAST_SEARCH/DATE")
    if date is None:
        return
    day, month, year = (reading.attribute(date, name) for name in ("DAY", "MONTH", "YEAR"))
    if not year:
        return
    named = dict(enumerate(_MONTHS, 1)).get(int(month), month) if month.isdecimal() else month
    told = " ".join(part for part in (day, named, year) if part)
    said = f"The last search was on {told}; name the databases under `search` in review.yaml to have this printed."
    reading.remark("text", said, date)
