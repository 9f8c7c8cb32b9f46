"""Entries of CSL-JSON as citeproc may get them: every variable of CSL 1.0.2 in the form that it must have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from reportgen.references.csl import plain_date, plain_text

__all__ = ["sound_entry"]

_DATES: Final = frozenset({"accessed", "available-date", "event-date", "issued", "original-date", "submitted"})
_NAMES: Final = frozenset(
    {"author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator"}
    | {"director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host"}
    | {"illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient"}
    | {"reviewed-author", "script-writer", "series-creator", "translator"}
)
_TEXTS: Final = frozenset(
    {"abstract", "annote", "archive", "archive_collection", "archive_location", "archive-place", "authority"}
    | {"call-number", "chapter-number", "collection-number", "collection-title", "container-title", "dimensions"}
    | {"container-title-short", "division", "DOI", "edition", "event", "event-place", "event-title", "genre", "ISBN"}
    | {"ISSN", "issue", "jurisdiction", "keyword", "language", "license", "medium", "note", "number"}
    | {"number-of-pages", "number-of-volumes", "original-publisher", "original-publisher-place", "original-title"}
    | {"page", "page-first", "part-number", "part-title", "PMCID", "PMID", "printing-number", "publisher"}
    | {"publisher-place", "references", "reviewed-genre", "reviewed-title", "scale", "section", "source", "status"}
    | {"supplement-number", "title", "title-short", "URL", "version", "volume", "volume-title"}
)
_NAME_PARTS: Final = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
_FLAGS: Final = ("comma-suffix", "static-ordering")
_TYPE = re.compile(r"^[a-z][a-z_-]{2,40}$")
_IN_NOTE = re.compile(r"^(PMID|PMCID|DOI):\s*(\S+)\s*$", re.MULTILINE)
"""What reference managers write into the note, a line each, where a form of theirs has no place for it."""


def sound_entry(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an entry without what is no variable of CSL, its values as texts, names and dates of the usual form."""
    sound: dict[str, Any] = {}
    type_ = entry.get("type")
    sound["type"] = type_ if isinstance(type_, str) and _TYPE.match(type_) else "document"
    for name, value in entry.items():
        if name in _TEXTS and (text := plain_text(value)):
            sound[name] = text
        elif name in _NAMES and (people := _people(value)):
            sound[name] = people
        elif name in _DATES and (date := _date(value)):
            sound[name] = date
    return _with_numbers_of_note(sound, entry.get("note"))


def _with_numbers_of_note(sound: dict[str, Any], note: object) -> Mapping[str, Any]:
    if not isinstance(note, str):
        return sound
    for found in _IN_NOTE.finditer(note):
        sound.setdefault(found[1], found[2])
    rest = plain_text(_IN_NOTE.sub("", note))
    sound.pop("note", None)
    return {**sound, "note": rest} if rest else sound


def _people(value: object) -> list[dict[str, Any]]:
    return [person for one in value if (person := _person(one))] if isinstance(value, list) else []


def _person(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        return {}
    parts: dict[str, Any] = {part: text for part in _NAME_PARTS if (text := plain_text(value.get(part)))}
    flags = {flag: True for flag in _FLAGS if value.get(flag) in (True, 1, "true", "1")}
    return {**parts, **flags} if parts else {}


def _date(value: object) -> dict[str, Any]:
    """Return a date as ``date-parts`` (one, or the two of a range), else as the words that it is told in."""
    if not isinstance(value, Mapping):
        return {}
    given = value.get("date-parts")
    parts = [numbers for one in (given if isinstance(given, list) else [])[:2] if (numbers := _numbers(one))]
    more: dict[str, Any] = {"circa": True} if value.get("circa") in (True, 1, "true", "1") else {}
    season = plain_text(value.get("season"))
    more |= {"season": int(season)} if season in {"1", "2", "3", "4"} and parts and len(parts[0]) == 1 else {}
    if parts:
        return {"date-parts": parts, **more}
    _, date = plain_date(value)
    year = plain_date(value)[0]
    if year:
        return {"date-parts": [[int(part) for part in (date or year).split("-")]], **more}
    words = plain_text(value.get("literal") or value.get("raw"))
    return {"literal": words} if words else {}


def _numbers(parts: object) -> list[int]:
    """Return year, month and day as far as they are sound numbers."""
    numbers: list[int] = []
    bounds = ((-9999, 9999), (1, 24), (1, 31))  # months 13 to 24 are seasons
    for part, (low, high) in zip(parts if isinstance(parts, list) else (), bounds, strict=False):
        text = plain_text(part)
        if not re.fullmatch(r"-?\d{1,4}", text) or not low <= int(text) <= high or (low < 0 and int(text) == 0):
            break
        numbers.append(int(text))
    return numbers
