"""How long a manuscript is, counted as journals count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.document import (
    Block,
    Figure,
    Heading,
    Inline,
    Paragraph,
    Reference,
    ReferenceList,
    Resolved,
    Strong,
    Table,
    plain_text,
    walk_blocks,
)

__all__ = ["Counts", "count", "first_level"]

_NOT_TEXT = frozenset(
    {
        "title",
        "sec-abstract",
        "sec-declarations",
        "sec-references",
        "sec-tables",
        "sec-figures",
        "sec-legends",
        "sec-appendix",
    }
)
"""Sections that no journal counts as text of the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts of a manuscript.

    `words` are those of the text with its headings and citations, without title page, abstract, declarations,
    references, tables, figures and their legends; `abstract_words` those of the abstract with its labels. `headings`
    are the words of the headings of the first level, `abstract_headings` the labels that paragraphs of the abstract
    begin with, `abstract` its text.
    """

    title_characters: int
    title_words: int
    short_title_characters: int
    abstract_words: int
    words: int
    keywords: int
    tables: int
    figures: int
    references: int
    footnotes: int
    heading_levels: int
    headings: tuple[str, ...]
    abstract_headings: tuple[str, ...]
    abstract: str


def count(resolved: Resolved) -> Counts:
    """Return the counts of a settled manuscript."""
    document = resolved.document
    blocks = document.blocks
    abstract = [block for block in blocks if isinstance(block, Paragraph) and block.role == "abstract"]
    return Counts(
        title_characters=len(document.title),
        title_words=len(document.title.split()),
        short_title_characters=len(document.short_title),
        abstract_words=sum(_words(block.children) for block in abstract),
        words=sum(map(_words, _text(blocks))),
        keywords=len(document.keywords),
        tables=sum(isinstance(block, Table) and bool(block.id) for block in blocks),
        figures=sum(isinstance(block, Figure) for block in blocks),
        references=len({entry.key for entry in _entries(blocks)}),
        footnotes=len(resolved.footnotes),
        heading_levels=max((block.level for block in blocks if isinstance(block, Heading)), default=0),
        headings=tuple(plain_text(heading.children) for heading in first_level(blocks)),
        abstract_headings=tuple(_label(block) for block in abstract if _label(block)),
        abstract=" ".join(plain_text(block.children) for block in abstract),
    )


def first_level(blocks: Iterable[Block]) -> Iterator[Heading]:
    """Yield the headings of the first level."""
    yield from (block for block in blocks if isinstance(block, Heading) and block.level == 1)


def _text(blocks: Sequence[Block]) -> Iterator[tuple[Inline, ...]]:
    counted = False
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 1:
            counted = block.id not in _NOT_TEXT
        if not counted:
            continue
        for inner in walk_blocks((block,)):
            if isinstance(inner, Heading | Paragraph):
                yield inner.children


def _entries(blocks: Iterable[Block]) -> Iterator[Reference]:
    for block in blocks:
        if isinstance(block, ReferenceList):
            yield from block.entries


def _words(inlines: Iterable[Inline]) -> int:
    return len(plain_text(inlines).split())


def _label(paragraph: Paragraph) -> str:
    first = paragraph.children[0] if paragraph.children else None
    return plain_text(first.children).strip().rstrip(":.") if isinstance(first, Strong) else ""
