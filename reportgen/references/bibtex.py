"""BibTeX and BibLaTeX as items, by pandoc."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from reportgen.errors import Issue, Origin
from reportgen.foreign.phrases import counted
from reportgen.foreign.remark import Remark
from reportgen.pandoc import PandocError, csl_of_bibtex
from reportgen.references.bibtex_entries import BibtexEntries, BibtexEntry, bibtex_entries
from reportgen.references.crossrefs import circular_entries
from reportgen.references.csl import item_of_csl
from reportgen.references.item import ReferenceItem
from reportgen.references.reading import ReadReferences

__all__ = ["read_bibtex"]

_PLACE = re.compile(r"\(line (\d+), column (\d+)\):?\s*(.*)", re.DOTALL)
_PLACED: Final = frozenset(
    {
        "address",
        "shortjournal",
        "author",
        "abstract",
        "booktitle",
        "booksubtitle",
        "crossref",
        "date",
        "day",
        "doi",
        "edition",
        "editor",
    }
    | {"entrysubtype", "eprint", "eprinttype", "howpublished", "institution", "isbn", "issn", "issue", "journal"}
    | {"journalsubtitle", "journaltitle", "keywords", "keyword", "langid", "language", "location", "month", "note"}
    | {"number", "options", "organization", "pages", "pmid", "publisher", "school", "series", "subtitle", "title"}
    | {"titleaddon", "type", "url", "volume", "year", "xdata", "addendum"}
)


def read_bibtex(path: str, text: str) -> ReadReferences:
    """Return the references of a BibTeX file, with their own keys where these can stay."""
    found = bibtex_entries(path, text)
    if circular := [found.entries[ours] for ours, _ in circular_entries(found.text) if ours in found.entries]:
        return ReadReferences(issues=(*found.issues, *(_circular(path, entry) for entry in circular)))
    try:
        entries, _ = csl_of_bibtex(found.text) if found.entries and not found.issues else ([], ())
    except PandocError as error:
        return ReadReferences(issues=(_refusal(path, error),))
    items = []
    for entry in entries:
        ours = found.entries.get(str(entry.get("id")))
        if ours:
            items.append(replace(item_of_csl(entry), id=ours.key, origin=Origin(path, ours.line)))
    read = {str(entry.get("id")) for entry in entries}
    dropped = [entry for ours, entry in found.entries.items() if ours not in read and entry.kind != "xdata"]
    return ReadReferences(
        items=tuple(items),
        remarks=(*_dropped(path, dropped), *_undated(items), *_outside(path, found)),
        issues=found.issues,
        unplaced=_unplaced(found),
    )


def _circular(path: str, entry: BibtexEntry) -> Issue:
    message = f"found the entry {entry.key!r} whose crossref goes round in a circle, expected it to end"
    return Issue("source-is-readable", Origin(path, entry.line), message)


def _refusal(path: str, error: PandocError) -> Issue:
    place = _PLACE.search(error.text)
    origin = Origin(path, int(place[1]), int(place[2])) if place else Origin(path, 1)
    said = " ".join((place[3] if place else error.text).split())[:200]
    return Issue("source-is-readable", origin, f"found BibTeX that cannot be read ({said}), expected entries")


def _dropped(path: str, entries: list[BibtexEntry]) -> list[Remark]:
    return [
        Remark(
            topic="references",
            text=f"The entry {entry.key or 'without a key'} (@{entry.kind}) gave no reference.",
            origin=Origin(path, entry.line),
        )
        for entry in entries
    ]


def _undated(items: list[ReferenceItem]) -> list[Remark]:
    return [
        Remark(topic="references", text=f"The entry {item.id} has no year that can be read.", origin=item.origin)
        for item in items
        if not item.year
    ]


def _outside(path: str, found: BibtexEntries) -> list[Remark]:
    if not found.outside:
        return []
    first = found.outside[0]
    text = (
        f"Text between the entries of {path} was left out: {counted(len(found.outside), 'line')}, from line {first} on."
    )
    return [Remark(topic="references", text=text, origin=Origin(path, first))]


def _unplaced(found: BibtexEntries) -> Counter[str]:
    counts: Counter[str] = Counter()
    for entry in found.entries.values():
        counts.update(name for name in (*entry.fields, *entry.blanked) if name not in _PLACED)
    return counts
