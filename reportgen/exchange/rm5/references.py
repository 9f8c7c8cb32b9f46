"""References of an .rm5 file become items with citation keys, and studies and references know theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.exchange.rm5.citations import Citations
from reportgen.exchange.rm5.reading import Reading
from reportgen.exchange.rm5.studies import StudyElement
from reportgen.foreign.xml import Element
from reportgen.references import Name, ReferenceItem, keyed
from reportgen.references.names import person

__all__ = ["References", "references_of"]

_TYPES: Mapping[str, str] = {
    "JOURNAL_ARTICLE": "article-journal",
    "COCHRANE_REVIEW": "article-journal",
    "COCHRANE_PROTOCOL": "article-journal",
    "BOOK": "book",
    "BOOK_SECTION": "chapter",
    "CONFERENCE_PROC": "paper-conference",
    "CORRESPONDENCE": "personal_communication",
    "COMPUTER_PROGRAM": "software",
    "UNPUBLISHED_DATA": "manuscript",
    "OTHER": "document",
}
_SUFFIXES = frozenset({"jr", "jnr", "sr", "snr", "ii", "iii", "iv", "2nd", "3rd"})
_FEWEST_WORDS = 2
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_EDITORS = re.compile(r"\s*[(\[](?:editors?|eds?\.?)[)\]]\s*$", re.IGNORECASE)
_OTHERS = re.compile(r"^(?:et al|and others|others)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class References:
    """All references with their keys, and what links in the file lead to.

    `reports` maps the ID of a study to the keys of its reports, the primary one first.
    """

    items: tuple[ReferenceItem, ...]
    citations: Citations
    reports: Mapping[str, tuple[str, ...]]


def references_of(reading: Reading, studies: tuple[StudyElement, ...]) -> References:
    """Return the references of studies, blank ones left out, and the other references, in the order of the file."""
    found: list[tuple[str, str, bool, ReferenceItem]] = []
    for study in studies:
        for element in reading.children(study.element, "REFERENCE"):
            primary = reading.attribute(element, "PRIMARY") == "YES"
            item = _item(reading, element)
            if not _is_blank(element):
                found.append((study.key, "", primary, item))
    for element in _others(reading):
        key = reading.attribute(element, "ID")
        found.append((key, reading.attribute(element, "NAME") or key, False, _item(reading, element)))
    items = keyed(item for *_, item in found)
    keys: dict[str, list[tuple[bool, str]]] = {study.key: [] for study in studies}
    names = {study.key: study.id for study in studies}
    for (owner, name, primary, _), item in zip(found, items, strict=True):
        keys.setdefault(owner, []).append((not primary, item.id))
        names.setdefault(owner, name)
    by_owner = {owner: tuple(key for _, key in sorted(own, key=lambda pair: pair[0])) for owner, own in keys.items()}
    return References(
        items=items,
        citations=Citations(keys=by_owner, names=names),
        reports={study.key: by_owner[study.key] for study in studies},
    )


def _is_blank(element: Element) -> bool:
    """Return whether a reference says nothing, as Review Manager keeps one for each study without any."""
    return not "".join(element.itertext()).strip() and element.find("IDENTIFIERS/IDENTIFIER") is None


def _others(reading: Reading) -> Iterator[Element]:
    for group in reading.root.findall("STUDIES_AND_REFERENCES/OTHER_REFERENCES"):
        yield from group.iter("REFERENCE")


def _item(reading: Reading, element: Element) -> ReferenceItem:
    texts = {tag: reading.line(element.find(tag)) for tag in ("AU", "TI", "TO", "SO", "YR", "VL", "NO", "PG", "EN")}
    texts |= {tag: reading.line(element.find(tag)) for tag in ("ED", "PB", "CY")}
    type_ = _TYPES.get(reading.attribute(element, "TYPE"), "document")
    names, notes = _identifiers(reading, element)
    year = _YEAR.search(texts["YR"])
    if texts["YR"] and (year is None or year.group() != texts["YR"]):
        notes.insert(0, f"Date as given: {texts['YR']}")
    if texts["TO"]:
        notes.insert(0, f"Original title: {texts['TO']}")
    edited = bool(_EDITORS.search(texts["AU"])) and not texts["ED"]
    item = ReferenceItem(
        type=type_,
        title=texts["TI"],
        authors=() if edited else _people(texts["AU"]),
        editors=_people(texts["ED"] or (_EDITORS.sub("", texts["AU"]) if edited else "")),
        year=year.group() if year else _year_of_name(reading, element, texts["YR"]),
        container_title=texts["SO"],
        volume=texts["VL"],
        issue=texts["NO"],
        page=texts["PG"],
        publisher=texts["PB"],
        publisher_place=texts["CY"],
        edition=texts["EN"],
        doi=names.get("DOI", ""),
        pmid=names.get("PUBMED", ""),
        note=". ".join(notes),
        origin=reading.origin(element),
    )
    if item.title or not item.container_title:
        return item
    return replace(item, title=item.container_title, container_title="")


def _year_of_name(reading: Reading, element: Element, dated: str) -> str:
    """Return the year in the name by which the review cites a reference ("Higgins 2011"), if it has no other date."""
    found = None if dated else _YEAR.search(reading.attribute(element, "NAME"))
    return found.group() if found else ""


def _identifiers(reading: Reading, element: Element) -> tuple[dict[str, str], list[str]]:
    """Return the first DOI and PubMed number, and what other identifiers say."""
    names: dict[str, str] = {}
    notes: list[str] = []
    for identifier in element.findall("IDENTIFIERS/IDENTIFIER"):
        kind = reading.attribute(identifier, "TYPE")
        value = reading.attribute(identifier, "VALUE") or reading.line(identifier)
        if kind == "DOI":
            value = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", value, flags=re.IGNORECASE)
        if kind == "PUBMED":
            value = re.sub(r"^(?:PMID|PUBMED)\s*:?\s*", "", value, flags=re.IGNORECASE)
        if kind in {"DOI", "PUBMED"} and kind not in names and value:
            names[kind] = value
        elif value:
            notes.append(f"{kind}: {value}" if kind and kind != "OTHER" else value)
    return names, notes


def _people(text: str) -> tuple[Name, ...]:
    """Return the names of a list such as "Cooper PJ, de la Cruz A Jr, Trial Group", in its order."""
    return tuple(map(_person, filter(None, (part.strip(" .") for part in re.split(r"[,;]", text)))))


def _person(text: str) -> Name:
    if _OTHERS.match(text):
        return Name(literal="others")
    words = text.split()
    suffix = words.pop() if len(words) > _FEWEST_WORDS and words[-1].strip(".").lower() in _SUFFIXES else ""
    name = person(" ".join(words))
    return replace(name, suffix=suffix) if name.family else Name(literal=text)
