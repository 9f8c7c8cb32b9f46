"""The references of a review folder: references.bib and what reference managers export, mixed, as one library."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen.errors import Origin
from reportgen.load.files import Folder
from reportgen.load.findings import Findings, quoted
from reportgen.load.reference_files import LIBRARY_MEGABYTES, ReferenceFile, read_files
from reportgen.model import Library
from reportgen.references import ReadReferences, ReferenceItem
from reportgen.references.bibtex_entries import bibtex_entries
from reportgen.references.bibtex_fields import bibtex_keys
from reportgen.references.crossrefs import circular_entries
from reportgen.references.csl_entries import sound_entry
from reportgen.references.csl_writing import csl_of_item
from reportgen.references.library import made_keys, usable_key
from reportgen.references.same_work import Work, same_works, work_of_item, works_of_bibtex
from reportgen.wording.works import PREFIX

__all__ = ["library_of_texts", "read_library"]

_CODE = "references-are-readable"


def read_library(folder: Folder) -> Library:
    """Return the references of all files that hold any, with the place of each; an empty library where there is none.

    Faults are added to the folder's findings, all at once; a work that stands under two keys is warned of.
    """
    gathered = _Gathered(findings=folder.findings)
    path = Library().path
    if path in folder.names():
        gathered.take_bibtex(path, folder.text(path, megabytes=LIBRARY_MEGABYTES) or "")
    found = read_files(folder)
    for file in found:
        if file.read is None:
            gathered.take_bibtex(file.path, file.text)
    gathered.take_records([file for file in found if file.read is not None])
    for first, again, common in same_works(gathered.works):
        message = f"found @{again.key} with the {common} of @{first.key} ({first.origin}), expected a work once"
        hint = "cite one of the two and take the other out, or the work is listed twice"
        folder.findings.warn("work-stands-once", again.origin, message, hint)
    return gathered.library()


def library_of_texts(text: str, entries: Mapping[str, str] | None = None) -> Library:
    """Return the library of BibTeX and of CSL-JSON by key; of a key twice, the first, broken ones left out."""
    path = Library().path
    keys: dict[str, Origin] = {}
    for key, origin in bibtex_keys(text, path):
        keys.setdefault(key, origin)
    sound = {key: entry for key, text_ in (entries or {}).items() if (entry := _sound(key, text_))}
    keys = {**{key: Origin(_WRITTEN, 1) for key in sound}, **keys}
    return Library(text=text, entries=sound, keys=keys)


_WRITTEN = "references.json"


def _sound(key: str, text: str) -> str:
    """Return an entry in the form that pandoc may get; nothing for what is none."""
    try:
        entry = json.loads(text)
        return _json(sound_entry(entry), key) if isinstance(entry, dict) and usable_key(key) else ""
    except (ValueError, RecursionError):
        return ""


def _json(entry: Mapping[str, Any], key: str) -> str:
    return json.dumps({**entry, "id": key}, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """A record with its own key, if it has one, and what pandoc is to get of it."""

    key: str
    item: ReferenceItem
    entry: Mapping[str, Any]
    origin: Origin


def _records(file: ReferenceFile) -> Iterator[_Record]:
    read = file.read or ReadReferences()
    entries = read.entries or tuple({} for _ in read.items)
    for item, name, entry in zip(read.items, read.names, entries, strict=True):
        key = name if usable_key(name) else ""
        yield _Record(key=key, item=item, entry=entry, origin=item.origin or Origin(file.path, 1))


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """What the files gave so far; works in the order of the files."""

    findings: Findings
    texts: list[str] = field(default_factory=list)
    parts: list[tuple[str, int]] = field(default_factory=list)
    keys: dict[str, Origin] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    works: list[Work] = field(default_factory=list)
    lines: int = 0

    def take_bibtex(self, path: str, text: str) -> None:
        """Add a file of BibTeX, which keeps its own writing: pandoc reads it."""
        for key, origin in bibtex_keys(text, path):
            if key.lower().startswith(PREFIX):
                message = f"found the key {quoted(key)}, expected one that does not start with {PREFIX}"
                self.findings.add(_CODE, origin, message, "shipped references have such keys")
            self._claim(key, origin)
        for key, number in circular_entries(text):
            message = f"found the entry {quoted(key)} whose crossref goes round in a circle, expected it to end"
            self.findings.add(_CODE, Origin(path, number), message)
        for issue in bibtex_entries(path, text).issues:
            self.findings.add(_CODE, issue.origin, issue.message)
        self.works += works_of_bibtex(text, path)
        self.parts.append((path, self.lines + 1))
        self.texts.append(text)
        self.lines += text.count("\n") + 1

    def take_records(self, files: list[ReferenceFile]) -> None:
        """Add the records of files that are no BibTeX; those without a key of their own get one when all are known."""
        records = [record for file in files for record in _records(file)]
        for record in records:
            if record.key:
                self._claim(record.key, record.origin)
        nameless = [record for record in records if not record.key]
        made = iter(made_keys((record.item for record in nameless), (*self.keys, *self.entries)))
        for record in records:
            key = record.key or next(made)
            self.keys.setdefault(key, record.origin)
            if self.keys[key] == record.origin:
                item = replace(record.item, id=key)
                self.entries[key] = _json(record.entry or csl_of_item(item), key)
                self.works.append(work_of_item(item, record.origin))

    def _claim(self, key: str, origin: Origin) -> None:
        first = self.keys.setdefault(key, origin)
        if first is not origin:
            where = f"in line {first.line}" if first.path == origin.path else f"at {first}"
            message = f"found the entry {quoted(key)} again (first {where}), expected it once"
            self.findings.add(_CODE, origin, message)

    def library(self) -> Library:
        """Return all of it as one library."""
        text = "\n".join(self.texts)
        return Library(text=text, entries=self.entries, keys=self.keys, parts=tuple(self.parts))
