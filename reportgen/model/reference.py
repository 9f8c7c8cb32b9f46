"""Texts that a review brings along: references, sources, search strategies, sections, and its raw data lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.errors import Origin

__all__ = ["DataFile", "Library", "SearchStrategy", "Section", "Source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """The references of a review: BibTeX as text, and entries of other formats as CSL-JSON.

    `text` is references.bib, followed by the other files of BibTeX; `parts` are these files, each with the line of
    `text` at which it begins. `entries` holds one JSON object a key. `keys` has the place of each entry of either kind
    by its citation key.
    """

    text: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    path: str = "references.bib"
    parts: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    def place(self, line: int, column: int | None = None) -> Origin:
        """Return the place in its file of a line of `text`."""
        path, first = next(((p, start) for p, start in reversed(self.parts) if start <= line), (self.path, 1))
        return Origin(path, line - first + 1, column)


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
