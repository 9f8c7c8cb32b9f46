"""What a Metapsy database is, by the texts beside its table: title, subject, address, licence and registration."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.errors import Origin
from reportgen.exchange.metapsy.database import Database
from reportgen.model import Registration, Source

__all__ = ["About", "about", "registration_in"]

_DATA_OF = re.compile(r"contains study information and effect size data of\s+(.{10,300}?)\.(?=\s|$)", re.DOTALL)
_DOI = re.compile(r"doi\.org/(10\.\d{4,9}/[A-Za-z0-9./_-]+)")
_URL = re.compile(r"https?://[^\s<>\"]+")
_LICENCE = re.compile(r"under the ([A-Z][^:\n]{5,80}?)\s*(?::|\.|$)", re.MULTILINE)
_NOT_A_SUBJECT = frozenset({"data", "main", "master", "metapsy", "psyctr", "database", "csv"})
_PROSPERO = re.compile(r"(CRD\d{11,15})")
_OSF = re.compile(r"osf\.io/(?:preprints/)?([a-z0-9]{5})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """`domain` is what the symptoms are of ("grief"); `assumed_title` is True where the title is made from a name."""

    title: str
    assumed_title: bool
    domain: str
    data_availability: str = ""
    sources: tuple[Source, ...] = ()


def about(database: Database, title: str) -> About:
    """Return what the database is; `title` goes before its own."""
    short = database.texts.get("shorthand", "") or re.sub(r"\.(?:csv|zip|tar|tgz|gz)\b", "", database.name)
    parts = re.split(r"[^a-z0-9]+", short.lower())
    words = [word for word in parts if len(word) > 2 and word.isalpha() and word not in _NOT_A_SUBJECT]
    told = _DATA_OF.search(database.readme)
    described = " ".join(told[1].split()) if told else ""
    own = described or (
        f"Psychotherapy: {' '.join(words)}" if words else "Psychotherapy compared with control conditions"
    )
    doi = _DOI.search(database.readme)
    address = f"https://doi.org/{doi[1].rstrip('.')}" if doi else ""
    licence = _LICENCE.search(database.licence)
    name = f"Metapsy database {short}" if short else "Metapsy database"
    said = [f"The data are those of the {name}"]
    said += [f" ({address})"] if address else []
    said += [f", made available under the {licence[1].strip()}"] if licence else []
    origin = Origin(database.path, 1)
    source = Source(id="metapsy", address=address or short or database.path, title=name, kind="database", origin=origin)
    return About(
        title=title or own[:1].upper() + own[1:],
        assumed_title=not title and not described,
        domain=words[0] if words else "",
        data_availability="".join(said) + ".",
        sources=(source,),
    )


def registration_in(database: Database) -> Registration:
    """Return registry, number and address of the registration, as far as they are told."""
    text = database.texts.get("registration", "")
    address = _URL.search(text)
    url = address.group().rstrip(".,;)") if address else ""
    prospero, osf = _PROSPERO.search(text), _OSF.search(text)
    if prospero:
        return Registration(registry="PROSPERO", number=prospero[1], url=url)
    if osf:
        return Registration(registry="OSF", number=osf[1], url=url)
    return Registration(url=url, number="" if url else " ".join(text.split())[:60])
