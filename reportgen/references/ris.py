"""RIS, the exchange format of reference managers and databases, as items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from reportgen.errors import Origin
from reportgen.foreign.remark import Remark
from reportgen.references.csl import mark_up, pubmed_id
from reportgen.references.dates import date_of
from reportgen.references.item import Name, ReferenceItem, tidy
from reportgen.references.languages import language_tag
from reportgen.references.names import person
from reportgen.references.reading import ReadReferences
from reportgen.references.ris_lines import RisRecord, ris_records

__all__ = ["RIS_TYPES", "read_ris"]

RIS_TYPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "INPR", "ABST"), "article-journal"),
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "CLSWK"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP"), "chapter"),
    **dict.fromkeys(("CONF", "CPAPER"), "paper-conference"),
    **dict.fromkeys(("RPRT", "GOVDOC"), "report"),
    **dict.fromkeys(("ELEC", "WEB", "BLOG", "ICOMM"), "webpage"),
    **dict.fromkeys(("DATA", "AGGR", "DBASE"), "dataset"),
    **dict.fromkeys(("UNPB", "UNPD", "MANSCPT"), "manuscript"),
    **dict.fromkeys(("STAT", "LEGAL", "BILL", "UNBILL", "STAND"), "legislation"),
    **dict.fromkeys(("VIDEO", "MPCT", "ADVS"), "motion_picture"),
    **dict.fromkeys(("SOUND", "MUSIC", "POD"), "song"),
    **dict.fromkeys(("ART", "CHART", "FIGURE", "MAP"), "graphic"),
    **dict.fromkeys(("DICT", "ENCYC"), "entry-encyclopedia"),
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "THES": "thesis",
    "COMP": "software",
    "PAT": "patent",
    "CASE": "legal_case",
    "PCOMM": "personal_communication",
    "PAMP": "pamphlet",
    "SLIDE": "speech",
}
"""The types of RIS that have a CSL type of their own; others are documents."""

_PLACED = frozenset(
    {
        "TY",
        "ER",
        "TI",
        "T1",
        "CT",
        "BT",
        "T2",
        "JF",
        "JO",
        "JA",
        "J2",
        "T3",
        "AU",
        "A1",
        "A2",
        "ED",
        "PY",
        "Y1",
        "DA",
        "VL",
    }
    | {"IS", "CP", "SP", "EP", "C7", "PB", "CY", "ET", "LA", "SN", "DO", "UR", "AB", "N2", "KW", "PMID"}
)
_WITH_ISSN = frozenset({"article-journal", "article-magazine", "article-newspaper", "review"})
_DOI = re.compile(r"\b(10\.\d{4,9}/\S+)")
_PUBMED = re.compile(r"medline|pubmed|^nlm$", re.IGNORECASE)


def read_ris(path: str, text: str) -> ReadReferences:
    """Return the references of a RIS file (codec and line ends already settled)."""
    records, remarks = ris_records(path, text)
    unplaced: Counter[str] = Counter()
    items, names, notes = [], list[str](), list[Remark]()
    for record in records:
        item, used = _item(path, record)
        items.append(item)
        names.append(_name(record))
        unplaced.update(value.tag for value in record.values if value.whole() and value.tag not in _PLACED | used)
        unplaced.update(f"further {tag}" for tag in ("SN", "UR", "PB") for _ in record.texts(tag)[1:])
        said = record.texts("PY", "Y1")
        if said and not item.year:
            found = f"“{said[0][:60]}” names no year."
            notes.append(Remark(topic="references", text=found, origin=Origin(path, record.line)))
    return ReadReferences(items=tuple(items), remarks=(*remarks, *notes), unplaced=unplaced, names=tuple(names))


def _item(path: str, record: RisRecord) -> tuple[ReferenceItem, set[str]]:
    """Return a record as an item, with the tags that this record uses beyond the usual ones."""
    type_ = RIS_TYPES.get(record.type, "document")
    year, date = _date(record)
    doi, used = _doi(record)
    serial = _first(record, "SN")
    accession = record.texts("AN") if _PUBMED.search(" ".join(record.texts("DB", "DP"))) else []
    url = next((url for url in record.texts("UR") if "doi.org/" not in url), "").split(" ")[0]
    pmid = next((t for t in [*record.texts("PMID"), *accession] if re.fullmatch(r"\d{1,9}", t)), "") or pubmed_id(url)
    genre = _first(record, "M3") if type_ in {"thesis", "report"} and "M3" not in used else ""
    used |= {"AN"} if pmid and accession else set()
    used |= {"M3"} if genre else set()
    item = ReferenceItem(
        type=type_,
        title=mark_up(_first(record, "TI", "T1", "CT", *(("BT",) if type_ == "book" else ()))),
        authors=_people(record, "AU", "A1"),
        editors=_people(record, "ED", "A2"),
        year=year,
        date=date,
        container_title=_containers(record, type_),
        container_title_short=_short(record, type_),
        collection_title=mark_up(_first(record, *(("T2", "T3") if type_ == "book" else ("T3",)))),
        volume=_first(record, "VL"),
        issue=_first(record, "IS", "CP") if type_ in _WITH_ISSN else "",
        number=_first(record, "IS", "CP") if type_ not in _WITH_ISSN else "",
        page=_pages(record),
        publisher=_first(record, "PB"),
        publisher_place=_first(record, "CY"),
        edition=_first(record, "ET"),
        genre=genre,
        doi=doi,
        url="" if pubmed_id(url) else url,
        pmid=pmid,
        issn=serial if type_ in _WITH_ISSN else "",
        isbn=serial if type_ not in _WITH_ISSN else "",
        language=language_tag(_first(record, "LA")),
        abstract=mark_up(_first(record, "AB", "N2")),
        keywords=_keywords(record),
        origin=Origin(path, record.line),
    )
    return item, used


def _name(record: RisRecord) -> str:
    """Return the ID of a record; a bare number only counts the records of one export, and names nothing."""
    own = _first(record, "ID")
    return "" if own.isdigit() else own


def _first(record: RisRecord, *tags: str) -> str:
    return tidy(next(iter(record.texts(*tags)), ""))


def _containers(record: RisRecord, type_: str) -> str:
    tags = ("T2", "BT", "JF", "JO") if type_ != "book" else ("JF", "JO")
    return mark_up(_first(record, *(("JF", "T2", "JO") if type_ in _WITH_ISSN else tags), "JA", "J2"))


def _short(record: RisRecord, type_: str) -> str:
    """Return the abbreviated title of a journal, where it is another than the title."""
    short = mark_up(_first(record, "JA", "J2", "JO"))
    return short if type_ in _WITH_ISSN and short != _containers(record, type_) else ""


def _people(record: RisRecord, *tags: str) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(person(tidy(text)) for text in record.texts(*tags)))


def _date(record: RisRecord) -> tuple[str, str]:
    """Return year and date: the year of the first field that has one, the date of the first that agrees with it."""
    dates = [date_of(text) for text in record.texts("PY", "Y1", "DA")]
    year = next((year for year, _ in dates if year), "")
    return year, next((date for other, date in dates if date and other == year), "")


def _doi(record: RisRecord) -> tuple[str, set[str]]:
    """Return the DOI without address, from DO or from where some databases put it, and the tag it came from."""
    for tag, address in (("DO", False), ("UR", True), ("L3", True), ("M3", False)):
        for text in record.texts(tag):
            found = _DOI.search(text)
            if found and (not address or "doi.org/" in text):
                return found[1].rstrip(".,;"), {tag}
    return "", set()


def _pages(record: RisRecord) -> str:
    """Return "12-34", "e12", or an article number where there are no pages."""
    first = re.sub(r"^pp?\.?\s*(?=[\dA-Za-z]*\d)", "", _first(record, "SP"))
    last = _first(record, "EP")
    whole = first if not last or last == first or "-" in first else f"{first}-{last}" if first else last
    return re.sub(r"\s*[–—−-]+\s*", "-", whole) or _first(record, "C7")


def _keywords(record: RisRecord) -> tuple[str, ...]:
    values = [value for value in record.values if value.tag == "KW"]
    words = [tidy(word) for value in values for word in (value.text, *value.more)]
    return tuple(dict.fromkeys(filter(None, words)))
