"""Texts of a review folder: search strategies, sections."""

from __future__ import annotations

from reportgen.errors import Origin
from reportgen.load.files import ENDLESS_WORD, Folder
from reportgen.model import SearchStrategy, Section

__all__ = ["SECTIONS", "read_searches", "read_sections"]

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

_SUFFIXES = (".md.j2", ".md")
_TEXT_MEGABYTES = 2


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
