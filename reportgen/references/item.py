"""A reference as every source gives it, in the words of the Citation Style Language (CSL 1.0.2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.errors import Origin

__all__ = ["TYPES", "EntryType", "Name", "ReferenceItem", "csl_type", "folded", "tidy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryType:
    """How a CSL type is written in BibTeX: its entry, the field of its container, the field of its publisher."""

    entry: str
    container: str = "journal"
    publisher: str = "publisher"
    subtype: str = ""


TYPES: Mapping[str, EntryType] = {
    "article-journal": EntryType(entry="article"),
    "article-magazine": EntryType(entry="article", subtype="magazine"),
    "article-newspaper": EntryType(entry="article", subtype="newspaper"),
    "book": EntryType(entry="book"),
    "chapter": EntryType(entry="incollection", container="booktitle"),
    "dataset": EntryType(entry="dataset"),
    "document": EntryType(entry="misc"),
    "entry-encyclopedia": EntryType(entry="inreference", container="booktitle"),
    "graphic": EntryType(entry="image"),
    "legal_case": EntryType(entry="jurisdiction"),
    "legislation": EntryType(entry="legislation"),
    "manuscript": EntryType(entry="unpublished"),
    "motion_picture": EntryType(entry="movie"),
    "pamphlet": EntryType(entry="booklet"),
    "paper-conference": EntryType(entry="inproceedings", container="booktitle"),
    "patent": EntryType(entry="patent"),
    "personal_communication": EntryType(entry="letter"),
    "report": EntryType(entry="report", publisher="institution"),
    "review": EntryType(entry="review"),
    "software": EntryType(entry="software"),
    "song": EntryType(entry="audio"),
    "speech": EntryType(entry="performance"),
    "thesis": EntryType(entry="thesis", publisher="institution"),
    "webpage": EntryType(entry="online"),
}
"""The types an item may have, with their form in BibTeX; all others are told as ``document``."""

_UNFOLDED = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
    | {"ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H"}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person or a body. `family` holds particles ("de la Cruz"); a body has only `literal`.

    `suffix` is "Jr." or "III". A `literal` of "others" stands for the authors that the source does not name.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    def shown(self) -> str:
        """Return the name as one text, "Cruz, Juan de la" as "de la Cruz, Juan"."""
        return self.literal or ", ".join(part for part in (self.family, self.given, self.suffix) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceItem:
    """One reference. All texts are plain; titles may hold the markup of CSL (``<i>``, ``<b>``, ``<sup>``, ``<sub>``).

    `id` is the citation key, empty until `library.keyed` gives one. `type` is a key of `TYPES`. `year` holds digits or
    nothing; `date` is "2003-04" or "2003-04-05" where the source says more than the year. `container_title_short` is
    the abbreviated title of a journal, which some styles print. `issue` is the number of a journal, `number` that of a
    report, patent or series. `page` is "12-34". `genre` says what kind of thesis or report it is. `language` is a
    language tag ("en", "pt-BR"). `note` is printed by some styles.
    """

    id: str = ""
    type: str = "document"
    title: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    year: str = ""
    date: str = ""
    container_title: str = ""
    container_title_short: str = ""
    collection_title: str = ""
    volume: str = ""
    issue: str = ""
    number: str = ""
    page: str = ""
    publisher: str = ""
    publisher_place: str = ""
    edition: str = ""
    genre: str = ""
    doi: str = ""
    url: str = ""
    pmid: str = ""
    isbn: str = ""
    issn: str = ""
    language: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    note: str = ""
    origin: Origin | None = field(default=None, compare=False)


def csl_type(name: str) -> str:
    """Return a CSL type as it stands if an item may have it, else ``document``."""
    return name if name in TYPES else "document"


def tidy(text: str) -> str:
    """Return a text in one line: composed characters (NFC), single spaces, nothing that cannot be seen."""
    return " ".join(_CONTROL.sub("", unicodedata.normalize("NFC", text)).split())


def folded(text: str) -> str:
    """Return a text as its ASCII letters and digits in lower case: "Müller-Lüdenscheid" as "mullerludenscheid"."""
    plain = unicodedata.normalize("NFKD", text.translate(_UNFOLDED)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "", plain.lower())
