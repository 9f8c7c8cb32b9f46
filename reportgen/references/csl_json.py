"""CSL-JSON, in which Zotero and pandoc give references, with the line of each entry."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from reportgen.errors import Issue, Origin
from reportgen.references.csl import CSL_FIELDS, item_of_csl, plain_text
from reportgen.references.csl_entries import sound_entry
from reportgen.references.library import usable_key
from reportgen.references.reading import ReadReferences

__all__ = ["read_csl_json"]

_BEFORE = re.compile(r"[\s,]*")
_NAMES: Final = ("author", "editor")
_PLACED: Final = frozenset(CSL_FIELDS) | {"id", "type", "author", "editor", "issued", "keyword", "categories", "number"}
_PLACED_TOO: Final = frozenset({"collection-number", "citation-key"})


def read_csl_json(path: str, text: str) -> ReadReferences:
    """Return the references of a CSL-JSON file (a list of entries, or one entry)."""
    items, names, entries, issues = [], list[str](), list[Mapping[str, Any]](), list[Issue]()
    unplaced: Counter[str] = Counter()
    try:
        for entry, line in _entries(text):
            origin = Origin(path, line)
            wrong = _wrong(entry)
            if isinstance(entry, dict) and not wrong:
                items.append(item_of_csl(entry, origin))
                names.append(_name(entry))
                entries.append(sound_entry(entry))
                unplaced.update(name for name, value in entry.items() if value and name not in _PLACED | _PLACED_TOO)
            issues += [Issue("source-value-is-usable", origin, message) for message in wrong]
    except json.JSONDecodeError as error:
        message = f"found JSON that is broken ({error.msg}), expected a list of references"
        issues.append(Issue("source-is-readable", Origin(path, error.lineno, error.colno), message))
    except (RecursionError, ValueError) as error:
        message = f"found JSON that cannot be held ({type(error).__name__}), expected a list of references"
        issues.append(Issue("source-is-readable", Origin(path, 1), message))
    return ReadReferences(
        items=tuple(items), issues=tuple(issues), unplaced=unplaced, names=tuple(names), entries=tuple(entries)
    )


def _name(entry: Mapping[str, Any]) -> str:
    """Return the citation key of an entry: its id, or where that is none (Zotero writes addresses) its other key."""
    own = (plain_text(entry.get(name)) for name in ("id", "citation-key"))
    return next(filter(usable_key, own), "")


def _entries(text: str) -> Iterator[tuple[Any, int]]:
    """Yield the entries of a list with the line of each."""
    decoder = json.JSONDecoder()
    start = len(text) - len(text.lstrip())
    if not text.startswith("[", start):
        yield json.loads(text), text.count("\n", 0, start) + 1
        return
    position, line, seen = start + 1, 1, 0
    while True:
        before = _BEFORE.match(text, position)
        position = before.end() if before else position
        line, seen = line + text.count("\n", seen, position), position
        if text.startswith("]", position):
            break
        entry, position = decoder.raw_decode(text, position)
        yield entry, line
        if not re.compile(r"\s*[,\]]").match(text, position):
            raise json.JSONDecodeError("expecting ',' or ']'", text, position)
    if text[position + 1 :].strip():
        raise json.JSONDecodeError("extra data", text, position + 1)


def _wrong(entry: object) -> list[str]:
    """Return what keeps an entry from being a reference."""
    if not isinstance(entry, dict):
        return [f"found {type(entry).__name__} in the place of a reference, expected an object"]
    messages = [] if entry.get("title") or entry.get("author") else ["found neither title nor author, expected one"]
    for name in CSL_FIELDS:
        if isinstance(entry.get(name), (dict, bool)):
            messages.append(f"found {name} as {type(entry[name]).__name__}, expected text")
    for name in _NAMES:
        value = entry.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
            messages.append(
                f"found {name} as {type(value).__name__}, expected a list of names (family, given, literal)"
            )
    if not isinstance(entry.get("issued", {}), Mapping):
        messages.append("found issued in another form, expected a date (date-parts, literal or raw)")
    return messages
