"""Texts that a review brings along: references, sources, search strategies, sections, and its raw data lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.errors import Origin

__all__ = ["DataFile", "Library", "SearchStrategy", "Section", "Source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """references.bib as text, with the line of each entry by its citation key."""

    text: str = ""
    keys: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    path: str = "references.bib"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One row of sources.csv: where facts were read; `address` is a URL or a description of the place."""

    id: str
    address: str
    title: str
    kind: str = ""
    note: str = ""
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchStrategy:
    """A search as it was run, from searches/NAME.txt."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section template of the review's own, from sections/NAME.md.j2 or NAME.md."""

    name: str
    text: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A table file as it was read: headings, and the raw cells of each line; the end of every trail of a number."""

    path: str
    columns: tuple[str, ...]
    rows: Mapping[int, tuple[str, ...]]
