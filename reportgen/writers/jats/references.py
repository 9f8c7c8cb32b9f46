"""Lists of references: each work in parts, for programs, and as the style prints it, for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from reportgen.document import Reference, ReferenceList, Resolved
from reportgen.pandoc import PandocError
from reportgen.references.csl_items import csl_items
from reportgen.writers.jats import inlines
from reportgen.writers.jats.draft import Draft
from reportgen.writers.jats.elements import HREF, Element, add, add_text
from reportgen.writers.jats.inlines import Spot
from reportgen.writers.markup.text import safe_address

__all__ = ["works_of", "write_ref_list"]

_TYPES: Final = {
    "article-journal": "journal",
    "article-magazine": "journal",
    "article-newspaper": "newspaper",
    "book": "book",
    "chapter": "book",
    "dataset": "data",
    "paper-conference": "confproc",
    "patent": "patent",
    "report": "report",
    "software": "software",
    "thesis": "thesis",
    "webpage": "webpage",
}
_MARKUP: Final = re.compile(r"</?(?:i|b|sup|sub|sc|span)\b[^<>]*>")
_PAGES: Final = re.compile(r"^([A-Za-z]?\d+[A-Za-z]?)\s*[-–]\s*([A-Za-z]?\d+[A-Za-z]?)$")
_YEAR, _MONTH, _DAY = range(3)


def works_of(resolved: Resolved) -> Mapping[str, Mapping[str, Any]]:
    """Return the works of a document's library as CSL-JSON by key; none where it cites nothing, or cannot be read."""
    if not resolved.library.keys:
        return {}
    try:
        return {str(item["id"]): item for item in csl_items(resolved.library)}
    except PandocError:  # a document settled without its library; what the style prints is there all the same
        return {}


def write_ref_list(node: ReferenceList, parent: Element, works: Mapping[str, Mapping[str, Any]], draft: Draft) -> None:
    """Write the entries of a list, after the note that explains their marks."""
    if node.mark_note:
        inlines.write_inlines(node.mark_note, Spot(parent=add(parent, "p")), draft)
    for entry in node.entries:
        _write_ref(entry, parent, works.get(entry.key), draft)


def _write_ref(entry: Reference, parent: Element, work: Mapping[str, Any] | None, draft: Draft) -> None:
    ref = add(parent, "ref", id=draft.place(f"ref-{entry.key}"))
    if entry.number:
        add(ref, "label", entry.number)
    holder = ref
    if work is not None:
        holder = add(ref, "citation-alternatives")
        _write_parts(work, add(holder, "element-citation", publication_type=_TYPES.get(str(work.get("type")), "other")))
    printed = add(holder, "mixed-citation")
    if entry.mark:
        add_text(printed, entry.mark)
    inlines.write_inlines(entry.children, Spot(parent=printed, refs=False), draft)


def _write_parts(work: Mapping[str, Any], made: Element) -> None:
    for role in ("author", "editor"):
        _write_people(work.get(role), role, made)
    _write_titles(work, made)
    _write_date(work.get("issued"), made)
    _write_texts(work, made, {"volume": "volume", "issue": "issue", "edition": "edition", "number": "comment"})
    _write_pages(_text(work, "page"), made)
    _write_texts(work, made, {"publisher-place": "publisher-loc", "publisher": "publisher-name"})
    _write_access(work.get("accessed"), made)
    for name, kind in (("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid")):
        if text := _text(work, name):
            add(made, "pub-id", text, pub_id_type=kind)
    address = safe_address(_text(work, "URL"))
    if address and not _text(work, "DOI"):
        link = add(made, "ext-link", address, ext_link_type="uri")
        link.set(HREF, address)


def _write_titles(work: Mapping[str, Any], made: Element) -> None:
    title, container, kind = _text(work, "title"), _text(work, "container-title"), made.get("publication-type")
    if container:
        add(made, "chapter-title" if kind == "book" else "article-title", title)
        add(made, "source", container)
    elif title:
        add(made, "source" if kind in {"book", "report", "thesis", "webpage"} else "article-title", title)


def _write_texts(work: Mapping[str, Any], made: Element, elements: Mapping[str, str]) -> None:
    for name, element in elements.items():
        if text := _text(work, name):
            add(made, element, text)


def _write_people(names: object, role: str, made: Element) -> None:
    people = [name for name in names if isinstance(name, Mapping)] if isinstance(names, Sequence) else []
    if not people:
        return
    group = add(made, "person-group", person_group_type=role)
    for person in people:
        if literal := str(person.get("literal", "")):
            add(group, "etal") if literal == "others" else add(group, "collab", literal)
            continue
        name = add(group, "name")
        add(name, "surname", " ".join(_words(person, "non-dropping-particle", "dropping-particle", "family")))
        for part, element in (("given", "given-names"), ("suffix", "suffix")):
            if text := str(person.get(part, "")):
                add(name, element, text)


def _words(person: Mapping[str, Any], *parts: str) -> Iterator[str]:
    yield from (text for part in parts if (text := str(person.get(part, "")).strip()))


def _write_date(issued: object, made: Element) -> None:
    date = _date(issued)
    if date:
        add(made, "year", str(date[_YEAR]), iso_8601_date=_iso(date))
    for place, element in ((_MONTH, "month"), (_DAY, "day")):
        if len(date) > place:
            add(made, element, str(date[place]))


def _write_access(accessed: object, made: Element) -> None:
    if date := _date(accessed):
        add(made, "date-in-citation", _iso(date), content_type="access-date", iso_8601_date=_iso(date))


def _date(value: object) -> list[int]:
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    first = parts[0] if isinstance(parts, Sequence) and parts else ()
    return [int(part) for part in first if str(part).isdigit()] if isinstance(first, Iterable) else []


def _iso(date: Sequence[int]) -> str:
    return "-".join(f"{part:0{2 if place else 4}d}" for place, part in enumerate(date))


def _write_pages(pages: str, made: Element) -> None:
    found = _PAGES.match(pages)
    if found:
        add(made, "fpage", found[1])
        add(made, "lpage", found[2])
    elif pages:
        add(made, "page-range" if re.search(r"[-–,]", pages) else "elocation-id", pages)


def _text(work: Mapping[str, Any], name: str) -> str:
    return _MARKUP.sub("", str(work.get(name) or "")).strip()
