"""Texts of a review folder: references.bib, search strategies, sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.errors import Origin
from reportgen.load.files import ENDLESS_WORD, Folder
from reportgen.load.findings import quoted
from reportgen.model import Library, SearchStrategy, Section
from reportgen.references.crossrefs import circular_entries
from reportgen.wording.works import PREFIX

__all__ = ["LIBRARY_MEGABYTES", "SECTIONS", "library_of_text", "read_library", "read_searches", "read_sections"]

SECTIONS = (
    "title-page",
    "abstract",
    "introduction",
    "methods",
    "results",
    "discussion",
    "whats-new",
    "declarations",
    "references",
    "tables",
    "figures",
    "appendix",
)
"""Names that files in sections/ may have."""

_ENTRY = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t]*[{(][ \t]*([^\s,{}()\"@]{1,200})[ \t]*,", re.MULTILINE)
_NO_ENTRIES = frozenset({"comment", "string", "preamble"})
_SUFFIXES = (".md.j2", ".md")
_TEXT_MEGABYTES = 2
LIBRARY_MEGABYTES = 10
"""What references.bib may be large."""


def read_library(folder: Folder) -> Library:
    """Return references.bib with the line of each entry; an empty library where there is no file."""
    path = Library().path
    if path not in folder.names():
        return Library()
    text = folder.text(path, megabytes=LIBRARY_MEGABYTES)
    if text is None:
        return Library()
    keys: dict[str, Origin] = {}
    for key, origin in _entries(text, path):
        if key.lower().startswith(PREFIX):
            message = f"found the key {quoted(key)}, expected one that does not start with {PREFIX}"
            folder.findings.add("references-are-readable", origin, message, "shipped references have such keys")
        if key in keys:
            message = f"found the entry {quoted(key)} again (first in line {keys[key].line}), expected it once"
            folder.findings.add("references-are-readable", origin, message)
        keys.setdefault(key, origin)
    for key, number in circular_entries(text):
        message = f"found the entry {quoted(key)} whose crossref goes round in a circle, expected it to end"
        folder.findings.add("references-are-readable", Origin(path, number), message)
    return Library(text=text, keys=keys)


def library_of_text(text: str) -> Library:
    """Return the library that a text of BibTeX makes, with the line of each entry; of a key twice, the first."""
    keys: dict[str, Origin] = {}
    for key, origin in _entries(text, Library().path):
        keys.setdefault(key, origin)
    return Library(text=text, keys=keys)


def _entries(text: str, path: str) -> Iterator[tuple[str, Origin]]:
    line, seen = 1, 0
    for entry in _ENTRY.finditer(text):
        line += text.count("\n", seen, entry.start())
        seen = entry.start()
        kind, key = entry.groups()
        if kind.lower() not in _NO_ENTRIES:
            yield key, Origin(path, line)


def read_searches(folder: Folder) -> tuple[SearchStrategy, ...]:
    """Return the texts of searches/*.txt, sorted by name."""
    found = []
    for name in folder.names("searches"):
        if not name.endswith(".txt"):
            continue
        text = folder.text(f"searches/{name}", megabytes=_TEXT_MEGABYTES)
        found.append(SearchStrategy(name=name.removesuffix(".txt"), text=text or ""))
    return tuple(found)


def read_sections(folder: Folder) -> tuple[Section, ...]:
    """Return the sections of the review's own, in the order of SECTIONS."""
    found: dict[str, Section] = {}
    for file in folder.names("sections"):
        path = f"sections/{file}"
        name = next((file.removesuffix(suffix) for suffix in _SUFFIXES if file.endswith(suffix)), "")
        if name not in SECTIONS:
            expected = "the name of a section with .md.j2 or .md"
            origin = Origin(path, 1)
            folder.findings.unknown("section-is-known", origin, name or file, known=SECTIONS, expected=expected)
            continue
        if name in found:
            message = f"found {found[name].path} and {path}, expected one of them"
            folder.findings.add("section-is-known", Origin(path, 1), message)
        text = folder.text(path, megabytes=_TEXT_MEGABYTES)
        if text and (word := ENDLESS_WORD.search(text)):
            message = f"found a word of {len(word.group())} letters, expected at most 500"
            folder.findings.add("word-fits-on-a-page", Origin(path, text.count("\n", 0, word.start()) + 1), message)
        found[name] = Section(name=name, text=text or "", path=path)
    return tuple(found[name] for name in SECTIONS if name in found)
