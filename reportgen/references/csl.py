"""CSL-JSON as items: the form in which pandoc gives BibTeX, and in which reference managers export."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from reportgen.errors import Origin
from reportgen.references.dates import iso_date
from reportgen.references.item import Name, ReferenceItem, csl_type, tidy

__all__ = ["CSL_FIELDS", "item_of_csl", "mark_up", "plain_date", "plain_text", "pubmed_id"]

CSL_FIELDS: Final[Mapping[str, str]] = {
    "title": "title",
    "container-title": "container_title",
    "container-title-short": "container_title_short",
    "collection-title": "collection_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "edition": "edition",
    "genre": "genre",
    "DOI": "doi",
    "URL": "url",
    "PMID": "pmid",
    "ISBN": "isbn",
    "ISSN": "issn",
    "language": "language",
    "abstract": "abstract",
    "note": "note",
}
"""Names of CSL that hold one text, with the field of an item that holds it."""

_PUBMED = re.compile(r"^https?://(?:www\.)?(?:ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/(\d{1,9})/?$")
_MARKS = re.compile(r"<(/?)(?!(?:i|b|sup|sub)>)(?:span|em|strong|sc|p|div|br|jats:\w+)\b[^<>]*>")


def item_of_csl(entry: Mapping[str, Any], origin: Origin | None = None) -> ReferenceItem:
    """Return a CSL-JSON entry as an item; fields that an item does not have are left out, odd values are empty."""
    texts = {ours: mark_up(plain_text(entry.get(name))) for name, ours in CSL_FIELDS.items()}
    year, date = plain_date(entry.get("issued"))
    if not texts["pmid"] and (pmid := pubmed_id(texts["url"])):
        texts |= {"pmid": pmid, "url": ""}
    words = plain_text(entry.get("keyword") or entry.get("categories"))
    return ReferenceItem(
        id=plain_text(entry.get("id")),
        type=csl_type(plain_text(entry.get("type"))),
        authors=_names(entry.get("author")),
        editors=_names(entry.get("editor")),
        year=year,
        date=date,
        number=plain_text(entry.get("number") or entry.get("collection-number")),
        keywords=tuple(filter(None, (tidy(word) for word in re.split(";" if ";" in words else ",", words)))),
        origin=origin,
        **texts,
    )


def pubmed_id(url: str) -> str:
    """Return the PubMed identifier of an address of PubMed, else nothing."""
    found = _PUBMED.match(url)
    return found[1] if found else ""


def mark_up(text: str) -> str:
    """Return a text with the markup that titles may hold, and no other tags or entities."""
    kept = _MARKS.sub("", text) if "<" in text else text
    return tidy(html.unescape(kept)) if "&" in kept else kept


def plain_text(value: object) -> str:
    """Return a value that should be a text as one, numbers as their digits, lists with semicolons; else nothing."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(plain_text, value)))
    return tidy(str(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _names(value: object) -> tuple[Name, ...]:
    return tuple(_name(name) for name in value if isinstance(name, Mapping)) if isinstance(value, list) else ()


def _name(name: Mapping[str, Any]) -> Name:
    literal = plain_text(name.get("literal"))
    if literal:
        return Name(literal=literal)
    parts = [plain_text(name.get(part)) for part in ("dropping-particle", "non-dropping-particle", "family")]
    family = " ".join(filter(None, parts))
    family = re.sub(r"^(\S*[’'-]) (?=\S)", r"\1", family) if parts[0] or parts[1] else family
    return Name(family=family, given=plain_text(name.get("given")), suffix=plain_text(name.get("suffix")))


def plain_date(value: object) -> tuple[str, str]:
    """Return the year and, where more is known, the date of a CSL date."""
    if not isinstance(value, Mapping):
        return "", ""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = _numbers(first)
    if not numbers:
        said = re.search(r"\b(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?\b", plain_text(value.get("raw") or value.get("literal")))
        numbers = [int(part) for part in said.groups() if part] if said else []
    return iso_date(numbers)


def _numbers(parts: Sequence[object]) -> list[int]:
    numbers: list[int] = []
    for part in parts[:3]:
        if not re.fullmatch(r"\d{1,4}", plain_text(part)):
            break
        numbers.append(int(plain_text(part)))
    return numbers
