"""Citations and the reference list, by one run of citeproc over all citations of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.document import Citation, CitedWork, Inline, Reference, Superscript, Text
from reportgen.errors import DataError, Issue, Origin, did_you_mean
from reportgen.model import Library
from reportgen.pandoc import PandocError, cite, citeproc, work
from reportgen.references.csl_items import ENTRY_HEAD, KEEP_PARTICLES
from reportgen.resolve.pandoc_inlines import JOINING_WORDS, inlines, joined, plain, quoted_as

__all__ = ["Cited", "cite_all", "unknown_keys"]

Blocks = list[dict[str, Any]]

MODES = {"parenthetical": "NormalCitation", "narrative": "AuthorInText", "year-only": "SuppressAuthor"}

NAMES_ONLY = b"""<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" demote-non-dropping-particle="never">
  <info><title>Names only</title><id>names-only</id><updated>2000-01-01T00:00:00+00:00</updated></info>
  <citation et-al-min="3" et-al-use-first="1">
    <layout delimiter="; ">
      <names variable="author">
        <name form="short" and="text" delimiter-precedes-last="never"/>
        <substitute><names variable="editor"/><text variable="title" form="short"/></substitute>
      </names>
    </layout>
  </citation>
</style>
"""
"""What a numbered style lacks: the names that a sentence starts with, "Cooper et al." before "(4)"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What each citation shows, in their order, and the reference list in the order of the style."""

    shown: tuple[tuple[Inline, ...], ...] = ()
    references: tuple[Reference, ...] = ()


def unknown_keys(citations: Iterable[Citation], library: Library) -> list[Issue]:
    """Return an Issue for each cited key that the library does not hold."""
    known = list(library.keys)
    return [
        Issue(
            "citation-is-known",
            citation.origin,
            f"found @{cited.key}, expected a key of {_where(library)}",
            did_you_mean(cited.key, known),
        )
        for citation in citations
        for cited in citation.works
        if cited.key not in library.keys
    ]


def _where(library: Library) -> str:
    """Return what holds the keys: the one file, or all that there are."""
    return "the references" if library.entries or len(library.parts) > 1 else library.path


def cite_all(
    citations: Sequence[Citation], library: Library, *, csl: bytes, language: str, nocite: Sequence[str] = ()
) -> Cited:
    """Return citations as shown and the references cited or named in `nocite`.

    DataError if the library or the style cannot be read. Nothing is started when nothing is cited.
    """
    if not citations and not nocite:
        return Cited()
    numeric = b'citation-format="numeric"' in csl
    blocks = _run([_paragraph(c, numeric) for c in citations], library, csl, language, nocite)
    shown = [_shown(block, citation, language) for block, citation in zip(blocks, citations, strict=False)]
    if numeric:
        shown = _with_names(shown, citations, library, language)
    return Cited(shown=tuple(shown), references=_references(blocks[len(citations) :], language))


def _paragraph(citation: Citation, numeric: bool) -> Blocks:
    """Return a paragraph for pandoc that holds the citation; in numbered styles without the author's name."""
    mode = "NormalCitation" if numeric and citation.mode == "narrative" else MODES[citation.mode]
    rest = "NormalCitation" if mode == "AuthorInText" else mode
    return [cite([_work(cited, mode if at == 0 else rest) for at, cited in enumerate(citation.works)])]


def _work(cited: CitedWork, mode: str) -> dict[str, Any]:
    suffix = cited.suffix.strip()
    if suffix and suffix[0] not in ",;:.)":
        suffix = f", {suffix}"
    return work(cited.key, mode, prefix=plain(cited.prefix.strip()), suffix=plain(suffix))


def _run(paragraphs: list[Blocks], library: Library, csl: bytes, language: str, nocite: Sequence[str]) -> Blocks:
    bibtex = ENTRY_HEAD.sub(lambda head: head[0] + KEEP_PARTICLES, library.text)
    entries = _entries_cited(paragraphs, library, nocite)
    try:
        blocks, warnings = citeproc(
            paragraphs, bibtex=bibtex, csl=csl, language=language, nocite=nocite, csl_json=entries
        )
    except PandocError as error:
        raise DataError([_unreadable(error.text, library)]) from error
    missing = [found[1] for line in warnings if (found := re.search(r"citation (\S+) not found", line))]
    if missing:
        raise DataError([_unread(key, library) for key in missing])
    return blocks


def _entries_cited(paragraphs: list[Blocks], library: Library, nocite: Sequence[str]) -> str:
    """Return the entries of CSL-JSON that are cited or named; an export of thousands costs nothing then."""
    works = (work for inlines in paragraphs for node in inlines for work in node["c"][0])
    wanted = dict.fromkeys((*(work["citationId"] for work in works), *nocite))
    found = [library.entries[key] for key in wanted if key in library.entries]
    return f"[{','.join(found)}]" if found else ""


def _unreadable(said: str, library: Library) -> Issue:
    if "Citeproc" in said:
        return Issue("citation-style-is-usable", None, f"found a citation style that cannot be read: {said}")
    place = re.search(r"\(line (\d+), column (\d+)\):? ?(.*)", said)
    if place is None:
        return Issue("references-are-readable", Origin(library.path, 1), f"found what is not BibTeX: {said}")
    line, column = int(place[1]), int(place[2])
    lines = library.text.split("\n")
    added = line <= len(lines) and ENTRY_HEAD.search(lines[line - 1]) is not None
    origin = library.place(line, None if added else column)
    return Issue("references-are-readable", origin, f"found what is not BibTeX: {place[3].strip() or said}")


def _unread(key: str, library: Library) -> Issue:
    message = f"found an entry {key!r} that cannot be read, expected BibTeX with a type, a key and fields"
    return Issue("references-are-readable", library.keys.get(key, Origin(library.path, 1)), message)


def _shown(block: dict[str, Any], citation: Citation, language: str) -> tuple[Inline, ...]:
    content = next(node["c"][1] for node in block["c"] if node["t"] == "Cite")
    if citation.mode == "narrative":
        content = _worded(content, language)
    return inlines(content, quoted_as(language))


def _worded(content: Blocks, language: str) -> Blocks:
    """Return a narrative citation with its "&" before the year spelt out, as APA asks for in running text."""
    first_link = next((at for at, node in enumerate(content) if node["t"] == "Link"), len(content))
    word = {"t": "Str", "c": JOINING_WORDS.get(language.partition("-")[0], "and")}
    ampersand = {"t": "Str", "c": "&"}
    return [word if node == ampersand and at < first_link else node for at, node in enumerate(content)]


def _with_names(
    shown: list[tuple[Inline, ...]], citations: Sequence[Citation], library: Library, language: str
) -> list[tuple[Inline, ...]]:
    """Return what narrative citations show with the names before the number; a second run, of names alone."""
    narrative = [at for at, citation in enumerate(citations) if citation.mode == "narrative"]
    if not narrative:
        return shown
    keys = [[cite([work(cited.key) for cited in citations[at].works])] for at in narrative]
    blocks = _run(keys, library, NAMES_ONLY, language, ())
    named = list(shown)
    for at, block in zip(narrative, blocks, strict=False):
        names = inlines(block["c"][0]["c"][1], quoted_as(language))
        raised = bool(shown[at]) and isinstance(shown[at][0], Superscript)
        named[at] = joined((*_unlinked(names), Text("" if raised else " "), *shown[at]))
    return named


def _unlinked(names: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return names without their links: the number that follows is the link."""
    return tuple(part for name in names for part in (getattr(name, "children", None) or (name,)))


def _references(blocks: Blocks, language: str) -> tuple[Reference, ...]:
    lists = [block for block in blocks if block["t"] == "Div" and block["c"][0][0] == "refs"]
    return tuple(_reference(entry, language) for found in lists for entry in found["c"][1] if entry["t"] == "Div")


def _reference(entry: dict[str, Any], language: str) -> Reference:
    (identifier, _, _), blocks = entry["c"]
    content: Blocks = []
    number = ""
    for block in blocks:
        if block["t"] not in {"Para", "Plain"}:
            continue
        for node in block["c"]:
            if node["t"] == "Span" and "csl-left-margin" in node["c"][0][1]:
                number = "".join(part.text for part in inlines(node["c"][1]) if isinstance(part, Text)).strip()
            else:
                content.append(node)
    return Reference(key=identifier.removeprefix("ref-"), children=inlines(content, quoted_as(language)), number=number)
