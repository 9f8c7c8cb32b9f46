"""The same work under two citation keys, whatever the formats that the two come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from reportgen.errors import Origin
from reportgen.foreign.compared import bare
from reportgen.references.bibtex_fields import Entry, entries
from reportgen.references.item import ReferenceItem, folded

__all__ = ["Work", "same_works", "work_of_item", "works_of_bibtex"]

_FEWEST_LETTERS = 12
"""Letters of a title that tells works apart; many are called "Reply"."""

_ADDRESS = re.compile(r"^(?:doi:\s*)?(?:https?://(?:dx\.)?doi\.org/)?(?=10\.)", re.IGNORECASE)
_COMMAND = re.compile(r"\\[A-Za-z]+\s*|[\\{}]")
_PUBMED = re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What tells a work: its key and place, and DOI, PMID, title, year, first author and first page in one writing."""

    key: str
    origin: Origin
    doi: str = ""
    pmid: str = ""
    title: str = ""
    year: str = ""
    author: str = ""
    page: str = ""


def same_works(works: Iterable[Work]) -> Iterator[tuple[Work, Work, str]]:
    """Yield each work that stands there again: the first one, this one, and what they have in common in words.

    Works are the same if their DOIs or their PubMed numbers are, or title, year and first author where neither DOI,
    PubMed number nor first page says otherwise.
    """
    firsts: dict[tuple[str, str], Work] = {}
    for work in works:
        marks = list(_marks(work))
        for mark in marks:
            first = firsts.get(mark)
            if first and first.key != work.key and (mark[0] != "title, year and first author" or _agree(first, work)):
                yield first, work, mark[0]
                break
        for mark in marks:
            firsts.setdefault(mark, work)


def work_of_item(item: ReferenceItem, origin: Origin) -> Work:
    """Return an item that has its key, as it is compared."""
    people = item.authors or item.editors
    first = people[0] if people else None
    return Work(
        key=item.id,
        origin=origin,
        doi=_doi(item.doi or item.url),
        pmid=item.pmid,
        title=_letters(re.sub(r"<[^<>]*>", "", item.title)),
        year=item.year,
        author=_letters(first.family or first.literal) if first else "",
        page=_first_page(item.page),
    )


@lru_cache(maxsize=8)
def works_of_bibtex(text: str, path: str) -> tuple[Work, ...]:
    """Return the entries of BibTeX as they are compared, without pandoc: fields as they stand, TeX's commands aside."""
    return tuple(_work(key, entry, path) for key, entry in entries(text).items())


def _work(key: str, entry: Entry, path: str) -> Work:
    def said(*names: str) -> str:
        return next((entry.fields[name].said for name in names if name in entry.fields), "")

    year = re.search(r"\d{4}", said("year", "date"))
    url = said("url")
    pmid = re.fullmatch(r"\s*(\d{1,9})\s*", said("pmid", "eprint")) or _PUBMED.search(url)
    named = re.split(r"\s+and\s+", said("author", "editor"), maxsplit=1)[0]
    family = named if named.startswith("{") else named.split(",")[0] if "," in named else named.split(" ")[-1]
    return Work(
        key=key,
        origin=Origin(path, entry.line),
        doi=_doi(said("doi") or (url if "doi.org/" in url else "")),
        pmid=pmid[1] if pmid else "",
        title=_letters(_COMMAND.sub("", said("title"))),
        year=year.group() if year else "",
        author=_letters(_COMMAND.sub("", family)),
        page=_first_page(said("pages")),
    )


def _marks(work: Work) -> Iterator[tuple[str, str]]:
    if work.doi:
        yield "DOI", work.doi
    if work.pmid:
        yield "PubMed number", work.pmid
    if len(work.title) >= _FEWEST_LETTERS and work.year and work.author:
        yield "title, year and first author", f"{work.title} {work.year} {work.author}"


def _agree(one: Work, other: Work) -> bool:
    pairs = ((one.doi, other.doi), (one.pmid, other.pmid), (one.page, other.page))
    return not any(left and right and left != right for left, right in pairs)


def _doi(text: str) -> str:
    found = _ADDRESS.match(text.strip())
    return re.sub(r"[\\{}\s]", "", text.strip()[found.end() :]).lower().rstrip(".") if found else ""


def _letters(text: str) -> str:
    return folded(text) or bare(text)


def _first_page(text: str) -> str:
    found = re.search(r"[A-Za-z]?\d+", text)
    return found.group().lower() if found else ""
