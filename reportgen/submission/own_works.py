"""The works of the authors themselves, which a blinded manuscript cites without saying whose they are."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from reportgen.model import Author, Library
from reportgen.references.bibtex_fields import entries

__all__ = ["MASKED_TITLE", "own_works", "with_masked"]

MASKED_TITLE = "Reference masked for anonymous review"
_NOBODY = "Author(s)"


def own_works(items: Iterable[Mapping[str, Any]], authors: Collection[Author]) -> frozenset[str]:
    """Return the keys of the works (CSL-JSON) of which one of `authors` is an author or editor.

    The same family name with the same first initial counts as the same person.
    """
    people = {_person(author.family, author.given) for author in authors if author.family}
    return frozenset(str(item["id"]) for item in items if people & _people(item))


def _people(item: Mapping[str, Any]) -> set[tuple[str, str]]:
    named = [name for role in ("author", "editor") for name in item.get(role, ())]
    return {_person(_family(name), str(name.get("given", ""))) for name in named}


def _family(name: Mapping[str, Any]) -> str:
    particle = name.get("non-dropping-particle") or name.get("dropping-particle") or ""
    return f"{particle} {name.get('family', '')}".strip()


def _person(family: str, given: str) -> tuple[str, str]:
    return family.casefold(), given.strip()[:1].casefold()


def with_masked(library: Library, items: Iterable[Mapping[str, Any]], keys: Collection[str]) -> Library:
    """Return the library with the works of these keys as works of unnamed authors, of the same year and no title."""
    years = {str(item["id"]): _year(item) for item in items}
    text, shift = library.text, 0
    for key, entry in sorted(entries(library.text).items(), key=lambda found: found[1].start):
        if key not in keys:
            continue
        written = _entry(key, years.get(key, ""))
        text = text[: entry.start + shift] + written + text[entry.end + shift :]
        shift += len(written) - (entry.end - entry.start)
    nameless = {
        key: _csl_entry(key, years.get(key, "")) if key in keys else entry for key, entry in library.entries.items()
    }
    return replace(library, text=text, entries=nameless)


def _entry(key: str, year: str) -> str:
    when = f", year = {{{year}}}" if year else ""
    return f"@misc{{{key}, author = {{{{{_NOBODY}}}}}, title = {{{{[{MASKED_TITLE}]}}}}{when}}}"


def _csl_entry(key: str, year: str) -> str:
    when = {"issued": {"date-parts": [[int(year)]]}} if year else {}
    masked = {"id": key, "type": "document", "author": [{"literal": _NOBODY}], "title": f"[{MASKED_TITLE}]"}
    return json.dumps(masked | when, ensure_ascii=False, sort_keys=True)


def _year(item: Mapping[str, Any]) -> str:
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    found = re.search(r"\d{4}", str(parts[0][0] if parts[0] else ""))
    return found[0] if found else ""
