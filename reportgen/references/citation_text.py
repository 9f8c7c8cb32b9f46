"""A reference typed out in full, as in a reference list, taken apart as far as that is sure.

APA ("Smith, J. A., & Jones, K. (2004). Title. Journal, 36(7), 895-908."), EndNote's author-date ("Smith, J., et al.
(2004). "Title." Journal 36(7): 895-908.") and Vancouver ("Smith JA, Jones K. Title. Journal. 2004;36(7):895-908.").
What does not fit is not guessed at: the whole text becomes the title of a document, so that it is printed as it was.
"""

from __future__ import annotations

import re
from typing import Final

from reportgen.errors import Origin
from reportgen.references.author_lists import authors_of
from reportgen.references.item import ReferenceItem, tidy

__all__ = ["parse_citation"]

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|\bdoi:?\s*)*\b(10\.\d{4,9}/[^\s,;]+?)[.,;]?(?=\s|$)", re.IGNORECASE)
_URL = re.compile(r"(?:(?:Retrieved|Available) from:?\s*)?(https?://\S+?)\.?$")
_BROKEN_DOI = re.compile(r"(10\.\d{4,9}/\S*-)\s+(?=\S+$)")
_PAGES = r"(?P<page>[A-Za-z]{0,3}\d[\w.]*(?:\s*[-–—]\s*[A-Za-z]{0,3}\d[\w.]*)?|Doc\w+-?)"
_NUMBERS = (
    r"(?P<volume>\d{1,5}(?:\s*[-/]\s*\d{1,4})?(?: ?[Ss]uppl\.? ?\d*)?)"
    rf"(?:\s*\((?P<issue>[^()]{{1,30}})\))?(?:\s*[,:.]\s*(?:pp?\.\s*)?{_PAGES})?"
)
_DATED = re.compile(
    r"^(?P<authors>.{2,4000}?),?\s*\((?P<year>1[89]\d\d|20\d\d)[a-z]?(?:,[^()]{1,30})?\)\s*[.,:]?\s*(?P<rest>.+)$"
)
_QUOTED = re.compile(r"^[\"“](?P<title>.+?)[.,]?[\"”][.,]?\s+(?P<journal>[^\d\"“”]+?),?\s+" + _NUMBERS + r"\s*\.?$")
_JOURNAL = r"(?P<journal>[^\W\d_](?:[^.?!\d()]|\([^()]{1,40}\))*?)"
_PLAIN = re.compile(r"^(?P<title>.{10,}?[.?!])\s*" + _JOURNAL + r"\s*[,.]?\s+" + _NUMBERS + r"\s*\.?$")
_VANCOUVER = re.compile(
    r"^(?P<authors>[^.]{3,3000}?(?:et al)?)\.\s+(?P<title>.{10,}?[.?!])\s+(?P<journal>[^\W\d_][^.?!;]*?)(?:\.\s*|\s+)"
    r"(?P<year>1[89]\d\d|20\d\d)(?:\s+[A-Z][a-z]{2}(?:\s+\d\d?)?)?\s*;\s*"
    r"(?P<volume>\d{1,5}(?:\s?[Ss]uppl\.?\s?\d*)?)\s*(?:\((?P<issue>[^()]{1,30})\))?\s*(?::\s*" + _PAGES + r")?\s*\.?$"
)
_HEAD_OF_A_JOURNAL = re.compile(
    r"(?<=[.?!]) (?P<head>[^.?!]*\b(?:journal|lancet|jama|revue|annals|archives|bulletin|transactions)\b[^.?!]*)\.$",
    re.IGNORECASE,
)
_JOURNAL_ENDS: Final = frozenset({"of", "and", "the", "in", "for", "&"})


def parse_citation(text: str, origin: Origin | None = None) -> ReferenceItem:
    """Return a reference typed out in full as an item.

    ``article-journal`` where authors, year, title, journal and volume are all sure. Otherwise ``document`` with the
    whole text as its title, without authors, so that a reference list prints what was typed.
    """
    whole = tidy(text.replace("\u2010", "-").replace("\u2011", "-"))
    body, doi, url = _without_address(whole)
    found = _matched(body)
    if found is None:
        return ReferenceItem(title=whole, origin=origin)
    groups = _whole_journal(found)
    authors = authors_of(groups["authors"])
    if not authors or not _sound(groups, doi):
        return ReferenceItem(title=whole, origin=origin)
    return ReferenceItem(
        type="article-journal",
        title=groups["title"].strip().removesuffix("."),
        authors=authors,
        year=groups["year"],
        container_title=groups["journal"].strip(" ,."),
        volume=re.sub(r"\s*([-/])\s*", r"\1", groups["volume"]),
        issue=groups["issue"].strip(),
        page=re.sub(r"\s*[-–—]\s*", "-", groups["page"]).strip(".-"),
        doi=doi,
        url=url,
        origin=origin,
    )


def _without_address(text: str) -> tuple[str, str, str]:
    """Return the text without a DOI or address at its end, and these. An inner DOI means that two works were run in."""
    mended = _BROKEN_DOI.sub(r"\1", text)
    doi = url = ""
    found = list(_DOI.finditer(mended))
    if len(found) == 1 and not mended[found[0].end() :].strip(" ."):
        doi, mended = found[0][1], mended[: found[0].start()]
    elif not found and (address := _URL.search(mended)):
        url, mended = address[1], mended[: address.start()]
    return mended.strip(" ,"), doi, url


def _matched(body: str) -> dict[str, str] | None:
    """Return the parts of a reference by their names, or None if it has none of the forms."""
    dated = _DATED.match(body)
    if dated:
        rest = dated["rest"].strip()
        found = _QUOTED.match(rest) or _PLAIN.match(rest)
        if found is None:
            return None
        return {**_texts(found), "authors": dated["authors"], "year": dated["year"]}
    vancouver = _VANCOUVER.match(body)
    return _texts(vancouver) if vancouver else None


def _texts(found: re.Match[str]) -> dict[str, str]:
    return {name: text or "" for name, text in found.groupdict().items()}


def _whole_journal(groups: dict[str, str]) -> dict[str, str]:
    """Return the parts with the first half of a journal such as "Lancet. Psychiatry" given back to it."""
    head = _HEAD_OF_A_JOURNAL.search(groups["title"])
    if not head or len(head["head"].split()) > 8:
        return groups
    journal = f"{head['head']}. {groups['journal']}"
    return {**groups, "title": groups["title"][: head.start()], "journal": journal}


def _sound(groups: dict[str, str], doi: str) -> bool:
    """Return whether title and journal look like what they are taken for, and the DOI is whole."""
    journal = groups["journal"].strip(" ,.")
    one_work = not re.search(r"\(\d{4}\)|https?:|\bdoi\b", groups["title"] + journal) and not doi.endswith(
        ("-", "/", "(")
    )
    return (
        one_work and len(journal) <= 120 and journal.split()[-1].lower() not in _JOURNAL_ENDS and journal[0].isupper()
    )
