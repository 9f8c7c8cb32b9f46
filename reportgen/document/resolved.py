"""A document in which everything is settled: what the writers take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.document.blocks import Document
from reportgen.document.inlines import Footnote
from reportgen.model import Library

__all__ = ["FontFile", "LedgerEntry", "Resolved", "SourceLine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """One number (or data text) shown somewhere: `place` is the id of the section, table or figure it stands in.

    `inputs` are (path, line, column, column name).
    """

    id: str
    place: str
    text: str
    value: float | int | None
    statistic: str
    subject: str
    how: str
    provenance: str
    inputs: tuple[tuple[str, int, int | None, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A line of a data file that numbers of the document come from, for the "show sources" appendix of the HTML.

    `cells` are (heading, raw text) pairs; `sources` are (id, address, title) of the sources the line names.
    """

    path: str
    line: int
    cells: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str, str], ...] = ()
    provenance: str = "reported"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """A font the review brings along (``fonts:`` in review.yaml), for characters that the shipped fonts lack."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The document with numbers, labels, citations and references filled in.

    `footnotes` are all footnotes in order of their marks (they also stand in the text as nodes). `labels` maps
    ids to what a cross-reference prints. `ledger` lists every number shown; `source_lines` the lines behind them.
    `library` holds the works that are cited. `fonts` are asked, in order, for characters that the shipped fonts lack.
    """

    document: Document
    footnotes: tuple[Footnote, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    ledger: tuple[LedgerEntry, ...] = ()
    source_lines: tuple[SourceLine, ...] = ()
    fonts: tuple[FontFile, ...] = ()
    library: Library = field(default_factory=Library)
