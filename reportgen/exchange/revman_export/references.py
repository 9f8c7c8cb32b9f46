"""The references as RIS, a file for each group of studies and one for those that report on no study."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from reportgen.exchange.revman.own_export import guarded, unguarded
from reportgen.exchange.revman.words import GROUPS
from reportgen.exchange.revman_export.cells import NAME, study_path
from reportgen.model import Review
from reportgen.references import ReferenceItem
from reportgen.references.bibtex import read_bibtex
from reportgen.references.csl import item_of_csl
from reportgen.references.ris import RIS_TYPES

__all__ = ["library_items", "reference_files", "ris_record"]

_ADDITIONAL = f"{NAME}-other-references/{NAME}-additional-references.ris"
_CODES: Mapping[str, str] = {type_: code for code, type_ in reversed(tuple(RIS_TYPES.items()))} | {"document": "GEN"}
_TEXTS: Mapping[str, str] = {
    "collection_title": "T3",
    "volume": "VL",
    "issue": "IS",
    "number": "IS",
    "publisher": "PB",
    "publisher_place": "CY",
    "edition": "ET",
    "genre": "M3",
    "issn": "SN",
    "isbn": "SN",
    "language": "LA",
    "doi": "DO",
    "url": "UR",
    "abstract": "AB",
    "note": "N1",
}


def library_items(review: Review) -> Mapping[str, ReferenceItem]:
    """Return the references of a review by their keys; those that pandoc cannot read are not among them."""
    library = review.library
    read = read_bibtex(library.path, library.text).items if library.text.strip() else ()
    others = (item_of_csl(json.loads(entry), library.keys.get(key)) for key, entry in library.entries.items())
    return {item.id: item for item in (*read, *others)}


def reference_files(review: Review, items: Mapping[str, ReferenceItem]) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each RIS file; a reference to several studies stands once for each of them."""
    placed: set[str] = set()
    for group in GROUPS:
        found = [
            ris_record(items[key], study.id)
            for study in review.studies
            if study.status == group
            for key in study.reports
            if key in items
        ]
        placed |= {key for study in review.studies if study.status == group for key in study.reports}
        if found:
            yield study_path(f"{group}.ris"), "\n".join(found).encode()
    rest = [ris_record(item) for key, item in items.items() if key not in placed]
    if rest:
        yield _ADDITIONAL, "\n".join(rest).encode()


def ris_record(item: ReferenceItem, study: str = "") -> str:
    """Return one record; `study` is the name of the study that it reports on."""
    return "".join(f"{tag}  - {value}\n" for tag, value in _values(item, study)) + "ER  - \n"


def _values(item: ReferenceItem, study: str) -> Iterator[tuple[str, str]]:
    """Yield tags and values of what the item has."""
    yield "TY", _CODES.get(item.type, "GEN")
    for tag, value in _filled(item, study):
        if value := " ".join(value.split()):
            yield tag, value


def _filled(item: ReferenceItem, study: str) -> Iterator[tuple[str, str]]:
    yield "NS", unguarded(guarded(study))
    yield "TI", item.title
    yield from (("AU", name.shown()) for name in item.authors)
    yield from (("A2", name.shown()) for name in item.editors)
    yield "T2", item.container_title
    yield "PY", item.year
    yield "DA", item.date.replace("-", "/")
    yield from _pages(item.page)
    yield from ((tag, getattr(item, name)) for name, tag in _TEXTS.items())
    yield from (("KW", word) for word in item.keywords)
    if item.pmid and item.url:
        yield from (("AN", item.pmid), ("DB", "PubMed"))
    elif item.pmid:
        yield "UR", f"https://pubmed.ncbi.nlm.nih.gov/{item.pmid}/"


def _pages(page: str) -> Sequence[tuple[str, str]]:
    first, _, last = page.partition("-")
    return (("SP", first), ("EP", last)) if last and "-" not in last else (("SP", page),)
