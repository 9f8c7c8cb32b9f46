"""EndNote's XML, which Zotero and Rayyan write too, as items, with the place of each record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from reportgen.errors import DataError, Issue, Origin
from reportgen.foreign.remark import Remark
from reportgen.references.csl import pubmed_id
from reportgen.references.dates import date_of
from reportgen.references.item import Name, ReferenceItem, tidy
from reportgen.references.languages import language_tag
from reportgen.references.names import person
from reportgen.references.reading import ReadReferences

if TYPE_CHECKING:
    from reportgen.foreign.xml import Element

__all__ = ["ENDNOTE_TYPES", "read_endnote_xml"]

ENDNOTE_TYPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("17", "journal article", "electronic article", "43"), "article-journal"),
    **dict.fromkeys(("6", "book", "edited book", "28", "electronic book", "44"), "book"),
    **dict.fromkeys(("5", "book section", "electronic book section", "60"), "chapter"),
    **dict.fromkeys(("10", "conference proceedings", "47", "conference paper"), "paper-conference"),
    **dict.fromkeys(("27", "report", "46", "government document"), "report"),
    **dict.fromkeys(("32", "thesis"), "thesis"),
    **dict.fromkeys(("12", "web page", "16", "online database", "blog", "56"), "webpage"),
    **dict.fromkeys(("59", "dataset"), "dataset"),
    **dict.fromkeys(("23", "newspaper article"), "article-newspaper"),
    **dict.fromkeys(("19", "magazine article"), "article-magazine"),
    **dict.fromkeys(("34", "unpublished work", "36", "manuscript"), "manuscript"),
    **dict.fromkeys(("25", "patent"), "patent"),
    **dict.fromkeys(("9", "computer program"), "software"),
    **dict.fromkeys(("31", "statute", "4", "bill", "standard", "58"), "legislation"),
    **dict.fromkeys(("7", "case"), "legal_case"),
    **dict.fromkeys(("26", "personal communication"), "personal_communication"),
    **dict.fromkeys(("35", "pamphlet"), "pamphlet"),
}
"""Names and numbers of EndNote's types (in small letters) that have a CSL type of their own; others are documents."""

_MARKUP: Final = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
_PLACED: Final = frozenset(
    {"database", "source-app", "rec-number", "foreign-keys", "ref-type", "contributors", "titles", "periodical"}
    | {"pages", "volume", "number", "issue", "dates", "isbn", "publisher", "pub-location", "edition", "label"}
    | {"electronic-resource-num", "urls", "accession-num", "language", "abstract", "keywords", "work-type"}
    | {"remote-database-name", "remote-database-provider"}
)
_DOI = re.compile(r"\b(10\.\d{4,9}/\S+)")
_PUBMED = re.compile(r"medline|pubmed|^nlm$", re.IGNORECASE)
_SERIALS: Final = frozenset({"article-journal", "article-magazine", "article-newspaper"})


def read_endnote_xml(path: str, text: str) -> ReadReferences:
    """Return the references of EndNote XML; their names are their labels, else "rec" and the number of the record."""
    from reportgen.foreign.xml import parse_xml_text

    try:
        root, remarks = parse_xml_text(text, path)
    except DataError as error:
        return ReadReferences(issues=error.issues)
    records = [element for element in root.iter("record") if element.getparent().tag in {"records", "xml"}]
    if not records:
        message = f"found XML with the element {str(root.tag)[:60]!r}, expected EndNote XML (xml, records, record)"
        return ReadReferences(issues=(Issue("source-is-readable", root.origin(path), message),))
    unplaced: Counter[str] = Counter()
    items, names, notes = [], list[str](), list[Remark]()
    for record in records:
        item = _item(record, record.origin(path))
        items.append(item)
        names.append(_name(record))
        unplaced.update(str(one.tag) for one in record if one.tag not in _PLACED and _plain(one))
        if not (item.title or item.authors):
            said = "The record has neither a title nor an author."
            notes.append(Remark(topic="references", text=said, origin=item.origin))
    return ReadReferences(items=tuple(items), remarks=(*remarks, *notes), unplaced=unplaced, names=tuple(names))


def _item(record: Element, origin: Origin) -> ReferenceItem:
    type_ = _type(record)
    year, date = _date(record)
    doi = _DOI.search(_text(record, "electronic-resource-num"))
    urls = [_plain(url) for url in record.iterfind("urls//url")]
    url = next((one for one in urls if one.startswith("http") and "doi.org/" not in one), "").split(" ")[0]
    number = _text(record, "number") or _text(record, "issue")
    serial, in_journal = _text(record, "isbn").split(" ")[0], type_ in _SERIALS
    return ReferenceItem(
        type=type_,
        title=_text(record, "titles/title"),
        authors=_people(record, "contributors/authors/author"),
        editors=_people(record, "contributors/secondary-authors/author") if type_ != "thesis" else (),
        year=year,
        date=date,
        container_title=_container(record, type_),
        container_title_short=_short(record) if in_journal else "",
        collection_title=_text(record, f"titles/{'secondary' if type_ == 'book' else 'tertiary'}-title"),
        volume=_text(record, "volume"),
        issue=number if in_journal else "",
        number=number if not in_journal else "",
        page=re.sub(r"\s*[–—−-]+\s*", "-", re.sub(r"^pp?\.?\s*(?=\d)", "", _text(record, "pages"))),
        publisher=_text(record, "publisher"),
        publisher_place=_text(record, "pub-location"),
        edition=_text(record, "edition"),
        genre=_text(record, "work-type") if type_ in {"thesis", "report"} else "",
        doi=doi[1].rstrip(".,;") if doi else "",
        url="" if pubmed_id(url) else url,
        pmid=_pmid(record) or pubmed_id(url),
        issn=serial if in_journal else "",
        isbn=serial if not in_journal else "",
        language=language_tag(_text(record, "language")),
        abstract=_text(record, "abstract"),
        keywords=tuple(dict.fromkeys(filter(None, map(_plain, record.iterfind("keywords/keyword"))))),
        origin=origin,
    )


def _type(record: Element) -> str:
    kind = record.find("ref-type")
    if kind is None:
        return "document"
    name, number = str(kind.get("name", "")).strip().lower(), _plain(kind)
    return ENDNOTE_TYPES.get(name) or ENDNOTE_TYPES.get(number, "document")


def _name(record: Element) -> str:
    label, number = _text(record, "label"), _text(record, "rec-number")
    return label or (f"rec{number}" if number.isdigit() else "")


def _container(record: Element, type_: str) -> str:
    journal = _text(record, "periodical/full-title") or _text(record, "titles/secondary-title")
    return "" if type_ == "book" else journal or _text(record, "periodical/abbr-1")


def _short(record: Element) -> str:
    """Return the abbreviated title of a journal, where it is another than the title."""
    short = _text(record, "periodical/abbr-1") or _text(record, "titles/alt-title")
    return short if short != _container(record, "article-journal") else ""


def _people(record: Element, path: str) -> tuple[Name, ...]:
    """Return the people of a list; a comma at the end of a name marks a body, as EndNote's users write it."""
    texts = [text for text in (_plain(one) for one in record.iterfind(path)) if text]
    return tuple(dict.fromkeys(Name(literal=t.rstrip(" ,")) if t.endswith(",") else person(t) for t in texts))


def _date(record: Element) -> tuple[str, str]:
    """Return the year, and the date where one of the dates says more of the same year."""
    said = [_text(record, "dates/year"), *(_plain(one) for one in record.iterfind("dates/pub-dates/date"))]
    dates = [date_of(text) for text in said] + [date_of(f"{text} {said[0]}") for text in said[1:]]
    year = next((year for year, _ in dates if year), "")
    return year, next((date for other, date in dates if date and other == year), "")


def _pmid(record: Element) -> str:
    source = f"{_text(record, 'remote-database-name')} {_text(record, 'remote-database-provider')}"
    number = _text(record, "accession-num")
    return number if re.fullmatch(r"\d{1,9}", number) and _PUBMED.search(source) else ""


def _text(record: Element, path: str) -> str:
    found = record.find(path)
    return "" if found is None else _plain(found)


def _plain(element: Element) -> str:
    """Return the text of an element in one line, with the faces of its letters as the markup of CSL."""
    return tidy("".join(_runs(element)))


def _runs(element: Element) -> Iterator[str]:
    yield element.text or ""
    for inner in element:
        mark = next((_MARKUP[face] for face in str(inner.get("face", "")).split() if face in _MARKUP), "")
        text = "".join(_runs(inner))
        yield f"<{mark}>{text}</{mark}>" if mark and text.strip() else text
        yield inner.tail or ""
