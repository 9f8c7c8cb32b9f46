"""PubMed's own format (``.nbib``, MEDLINE) as items, in the dialects of PubMed and ERIC.

A record has no end mark: it ends at an empty line, or where the next ``PMID`` (for ERIC ``OWN``) starts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from reportgen.errors import Origin
from reportgen.foreign.phrases import counted
from reportgen.foreign.remark import Remark
from reportgen.references.csl import mark_up
from reportgen.references.dates import date_of
from reportgen.references.item import Name, ReferenceItem, tidy
from reportgen.references.languages import language_tag
from reportgen.references.names import person
from reportgen.references.reading import ReadReferences

__all__ = ["read_nbib"]

_TAG = re.compile(r"^([A-Z]{2,4}) {0,2}-(?: (.*)|)$")
_STARTS: Final = frozenset({"PMID", "OWN"})
_PLACED: Final = frozenset(
    {"PMID", "OWN", "TI", "BTI", "CTI", "AU", "FAU", "CN", "FCN", "ED", "FED", "JT", "TA", "DP", "VI", "IP", "PG"}
    | {"AID", "LID", "PT", "LA", "IS", "ISSN", "ISBN", "PB", "EN", "AB", "OT", "MH", "OID", "SO", "PL", "TT"}
)
_DOI = re.compile(r"\b(10\.\d{4,9}/\S+)")
_ISSN = re.compile(r"\b\d{4}-?\d{3}[\dXx]\b")
_Record = list[tuple[str, str, int]]


def read_nbib(path: str, text: str) -> ReadReferences:
    """Return the references of a file of PubMed (line ends already settled); their names are "pmid" and the number."""
    records, outside = _records(text)
    unplaced: Counter[str] = Counter()
    items, names, remarks = [], list[str](), _outside(path, outside)
    for record in records:
        item = _item(path, record)
        items.append(item)
        names.append(f"pmid{item.pmid}" if item.pmid else _first(record, "OID"))
        unplaced.update(tag for tag, value, _ in record if value and tag not in _PLACED)
        if not (item.title or item.authors):
            said = "The record has neither a title nor an author."
            remarks.append(Remark(topic="references", text=said, origin=item.origin))
    return ReadReferences(items=tuple(items), remarks=tuple(remarks), unplaced=unplaced, names=tuple(names))


def _records(text: str) -> tuple[list[_Record], list[int]]:
    """Return the records, each as tag, value and line, and the lines that stand outside of any record."""
    records: list[_Record] = []
    outside: list[int] = []
    record: _Record | None = None
    for number, line in enumerate(text.split("\n"), 1):
        found = _TAG.match(line)
        if found:
            if record is None or (found[1] in _STARTS and record[0][0] == found[1]):
                record = []
                records.append(record)
            record.append((found[1], (found[2] or "").strip(), number))
        elif not line.strip():
            record = None
        elif record:
            tag, value, first = record[-1]
            record[-1] = (tag, f"{value} {line.strip()}", first)
        else:
            outside.append(number)
    return records, outside


def _item(path: str, record: _Record) -> ReferenceItem:
    """Return a record as an item: an article, or a book or chapter where the record names a book."""
    kinds = {value.lower() for value in _values(record, "PT")}
    title, book = _title(_first(record, "TI")), _title(_first(record, "BTI"))
    type_ = "chapter" if book and title else "book" if book or kinds & {"book", "books"} else "article-journal"
    journal = _first(record, "JT") or _first(record, "TA")
    year, date = date_of(_first(record, "DP"))
    pmid = _first(record, "PMID")
    serial = _ISSN.search(_first(record, "IS") or _first(record, "ISSN"))
    return ReferenceItem(
        type=type_,
        title=title or book or _title(_first(record, "TT")),
        authors=_people(record, "FAU", "AU", "CN"),
        editors=_people(record, "FED", "ED"),
        year=year,
        date=date,
        container_title=book if type_ == "chapter" else journal if type_ == "article-journal" else "",
        container_title_short=_shorter(_first(record, "TA"), journal) if type_ == "article-journal" else "",
        collection_title=_title(_first(record, "CTI")),
        volume=_first(record, "VI"),
        issue=_first(record, "IP"),
        page=re.sub(r"\s*[–—−-]+\s*", "-", re.sub(r"^pp?\.?\s*(?=\d)", "", _first(record, "PG"))),
        publisher=_first(record, "PB"),
        publisher_place=_first(record, "PL") if type_ != "article-journal" else "",
        edition=_first(record, "EN"),
        doi=_doi(record),
        pmid=pmid if re.fullmatch(r"\d{1,9}", pmid) else "",
        isbn=_first(record, "ISBN").split(" ")[0],
        issn=serial.group() if serial and type_ == "article-journal" else "",
        language=language_tag(_first(record, "LA")),
        abstract=mark_up(_first(record, "AB")),
        keywords=tuple(dict.fromkeys(tidy(value) for tag, value, _ in record if tag in {"OT", "MH"} and value)),
        origin=Origin(path, record[0][2]),
    )


def _shorter(short: str, whole: str) -> str:
    return short if short != whole else ""


def _values(record: _Record, *tags: str) -> Iterator[str]:
    return (value for tag, value, _ in record if tag in tags and value)


def _first(record: _Record, tag: str) -> str:
    return tidy(next(_values(record, tag), ""))


def _title(text: str) -> str:
    """Return a title without the full stop that PubMed ends it with."""
    plain = mark_up(text)
    return plain.removesuffix(".") if not plain.endswith("..") else plain


def _people(record: _Record, full: str, short: str, body: str = "") -> tuple[Name, ...]:
    """Return people and bodies in their order; a name stands in full where the record has it so."""
    used = full if any(tag == full for tag, _, _ in record) else short
    names = (
        Name(literal=tidy(value)) if tag == body else person(tidy(value))
        for tag, value, _ in record
        if value and tag in {used, body}
    )
    return tuple(dict.fromkeys(names))


def _doi(record: _Record) -> str:
    for value in (*_values(record, "LID"), *_values(record, "AID")):
        found = _DOI.search(value)
        if found and ("[doi]" in value or "[" not in value):
            return found[1].rstrip(".,;")
    return ""


def _outside(path: str, lines: list[int]) -> list[Remark]:
    if not lines:
        return []
    said = f"Text outside of any record was left out: {counted(len(lines), 'line')}, from line {lines[0]} on."
    return [Remark(topic="references", text=said, origin=Origin(path, lines[0]))]
