"""The shipped works on methods, and the keys under which a manuscript cites them.

Where a review's own references hold the same work (the same DOI), its own entry is cited, and ours stays out. Keys of
ours start with `PREFIX`, which `load` lets no review use, so that none can mean two works.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from reportgen import resources
from reportgen.document import Citation, CitedWork
from reportgen.errors import Origin
from reportgen.model import Library

__all__ = ["PREFIX", "citation_of", "shipped_works", "with_shipped", "work_key"]

PREFIX = "reportgen:"
"""What the keys of shipped works start with."""

_FILE = "references/methods.bib"
_HEAD = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(][ \t]*([^\s,{}()\"@]{1,200})[ \t]*,", re.MULTILINE)
_DOI = re.compile(r"\b(?:doi|url)\s*=\s*[{\"](.{1,400}?)[}\"][ \t]*(?:,|\}|$)", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"^(?:doi:\s*)?(?:https?://(?:dx\.)?doi\.org/)?(?=10\.)")
_WORDS = {r"{\textless}": "<", r"{\textgreater}": ">", r"\textless": "<", r"\textgreater": ">", "%3c": "<", "%3e": ">"}


def citation_of(names: Iterable[str], library: Library) -> Citation:
    """Return the citation of shipped works by their names ("hartung-2001"), by the review's own keys where it can be.

    Raises:
        KeyError: a name that no shipped work has.
    """
    return Citation(works=tuple(CitedWork(key=work_key(name, library)) for name in names))


def work_key(name: str, library: Library) -> str:
    """Return the key to cite a shipped work by: the review's own key of the same DOI, else ours.

    Raises:
        KeyError: a name that no shipped work has.
    """
    key = PREFIX + name
    doi = _dois(shipped_works()[key]).get(key, "")
    own_works = {**_dois_of_csl(tuple(library.entries.items())), **_dois(library.text)}
    return next((own for own, found in own_works.items() if doi and found == doi), key)


def with_shipped(library: Library, keys: Iterable[str]) -> Library:
    """Return the library with the shipped works among `keys` that it lacks."""
    wanted = [key for key in dict.fromkeys(keys) if key in shipped_works() and key not in library.keys]
    if not wanted:
        return library
    text = "\n\n".join([library.text, *(shipped_works()[key] for key in wanted)])
    places = {key: Origin(f"templates/{_FILE}", 1) for key in wanted}
    return replace(library, text=text, keys={**library.keys, **places})


@cache
def shipped_works() -> Mapping[str, str]:
    """Return the shipped works as BibTeX entries, by key."""
    return dict(_entries(resources.read_text(_FILE)))


@lru_cache(maxsize=64)
def _dois(bibtex: str) -> Mapping[str, str]:
    """Return the DOIs of entries, by key, written in one way."""
    found = ((key, _doi(entry)) for key, entry in _entries(bibtex))
    return {key: doi for key, doi in found if doi}


@lru_cache(maxsize=8)
def _dois_of_csl(entries: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Return the DOIs of entries of CSL-JSON, by key, written in one way."""
    found = ((key, str(json.loads(entry).get("DOI", "")).strip().lower()) for key, entry in entries)
    return {key: doi[address.end() :].rstrip(".") for key, doi in found if (address := _ADDRESS.match(doi))}


def _entries(bibtex: str) -> list[tuple[str, str]]:
    heads = list(_HEAD.finditer(bibtex))
    ends = [*(head.start() for head in heads), len(bibtex)]
    return [(head[1], bibtex[a:b].strip()) for head, (a, b) in zip(heads, pairwise(ends), strict=True)]


def _doi(entry: str) -> str:
    for field in _DOI.finditer(entry):
        text = field[1].strip().lower()
        for word, sign in _WORDS.items():
            text = text.replace(word, sign)
        plain = re.sub(r"[\\{}\s]", "", text)
        if address := _ADDRESS.match(plain):
            return plain[address.end() :].rstrip(".")
    return ""
