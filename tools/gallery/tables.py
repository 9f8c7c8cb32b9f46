"""The tables of an entry, on a page made as that of a manuscript is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.document import Block, Document, Heading, Table, Text
from reportgen.load import read_member
from reportgen.quantities import Analysis
from reportgen.resolve import citation_style, resolve
from reportgen.style import Style
from reportgen.tables import TABLES
from reportgen.writers.html import write_html

__all__ = ["write_tables"]


def write_tables(
    analysis: Analysis, folder: Path, output: Path, name: str, seen: set[str]
) -> Iterator[tuple[str, str, int]]:
    """Write the page of the tables and yield its title, its path below `output`, and how many tables it has.

    Nothing is written where there are no tables, or all are as in a style before; `seen` remembers those.
    """
    review, style = analysis.review, analysis.style
    tables = [table for kind in TABLES.values() for table in kind.tables(analysis)]
    looks = repr(tables)
    if not tables or looks in seen:
        return
    seen.add(looks)
    path = output / name / f"tables-{style.name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    title = f"Tables: {review.title}"
    document = Document(
        title=title,
        short_title=title,
        authors=(),
        keywords=(),
        language=review.language,
        notice="",
        blocks=tuple(_blocks(title, tables)),
    )
    path.write_bytes(_page(document, analysis, folder, style))
    yield f"style {style.name}", f"{name}/{path.name}", len(tables)


def _blocks(title: str, tables: list[Table]) -> Iterator[Block]:
    yield Heading(level=0, children=(Text(title),), id="title")
    yield Heading(level=1, children=(Text("Tables"),), id="tables")
    yield from tables


def _page(document: Document, analysis: Analysis, folder: Path, style: Style) -> bytes:
    csl = citation_style(style.csl, lambda name: read_member(folder, name))
    resolved = resolve(document, analysis.review.library, style, included=frozenset(), csl=csl)
    return write_html(resolved, style)
