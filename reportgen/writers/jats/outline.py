"""A document's blocks as the parts of an article: title page, abstract, body, what stands behind it, and exhibits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from reportgen.document import Block, Figure, Heading, Paragraph, ReferenceList, Table

__all__ = ["Outline", "Section", "is_reference_list", "outline_of", "statement_kind"]

ABSTRACT: Final = "sec-abstract"
_ON_TITLE_PAGE: Final = frozenset({"subtitle", "authors", "affiliation", "notice"})

_STATEMENTS: Final = (
    ("ack", re.compile(r"acknowledg|thanks", re.IGNORECASE)),
    ("data-availability", re.compile(r"availab|data sharing|data-sharing", re.IGNORECASE)),
    ("coi-statement", re.compile(r"interests?\b|conflict|compet", re.IGNORECASE)),
    ("con", re.compile(r"contribut", re.IGNORECASE)),
    ("financial-disclosure", re.compile(r"fund(?:ing|er)|financ|sponsor|sources? of support", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks under it and the sections within it; only the outermost has no heading."""

    heading: Heading | None
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]

    @property
    def id(self) -> str:
        """The id of the heading."""
        return self.heading.id if self.heading else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The parts of an article.

    `front` are the paragraphs of the title page, `loose` other blocks before the first heading. `back` are declarations
    and reference lists in their order, `appendices` and `floats` what comes behind them: exhibits whose section holds
    nothing else, `dissolved` being the ids of these sections, whose headings are not written.
    """

    title: Heading | None = None
    front: tuple[Paragraph, ...] = ()
    loose: tuple[Block, ...] = ()
    abstract: Section | None = None
    body: tuple[Section, ...] = ()
    back: tuple[Section, ...] = ()
    appendices: tuple[Section, ...] = ()
    floats: tuple[Table | Figure, ...] = ()
    dissolved: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """A section that further blocks may still belong to."""

    level: int
    heading: Heading | None
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def closed(self) -> Section:
        return Section(self.heading, tuple(self.blocks), tuple(self.sections))


def outline_of(blocks: Iterable[Block]) -> Outline:
    """Return the parts of a document; each block is in one of them, except the headings of dissolved sections."""
    given = list(blocks)
    title = next((block for block in given if isinstance(block, Heading) and block.level < 1), None)
    root = _tree(block for block in given if block is not title)
    front = tuple(b for b in root.blocks if isinstance(b, Paragraph) and b.role in _ON_TITLE_PAGE)
    loose = tuple(b for b in root.blocks if not (isinstance(b, Paragraph) and b.role in _ON_TITLE_PAGE))
    abstract = next((section for section in root.sections if section.id == ABSTRACT), None)
    parts: dict[str, list[Section]] = {"body": [], "back": [], "appendices": [], "dissolved": []}
    for section in root.sections:
        if section is not abstract:
            parts[_part(section, behind=bool(parts["back"]))].append(section)
    return Outline(
        title=title,
        front=front,
        loose=loose,
        abstract=abstract,
        body=tuple(parts["body"]),
        back=tuple(parts["back"]),
        appendices=tuple(parts["appendices"]),
        floats=tuple(b for part in parts["dissolved"] for b in part.blocks if isinstance(b, Table | Figure)),
        dissolved=tuple(section.id for section in parts["dissolved"]),
    )


def statement_kind(words: str) -> str:
    """Return what a statement is about by the words that head it: a ``fn-type``, ``ack``, or nothing for others."""
    return next((kind for kind, pattern in _STATEMENTS if pattern.search(words)), "")


def _tree(blocks: Iterable[Block]) -> Section:
    stack = [_Open(0, None)]
    for block in blocks:
        if not isinstance(block, Heading):
            stack[-1].blocks.append(block)
            continue
        level = max(block.level, 1)
        _close(stack, level)
        stack.append(_Open(level, block))
    _close(stack, 1)
    return stack[0].closed()


def _close(stack: list[_Open], level: int) -> None:
    """End the sections that one of this level ends."""
    while stack[-1].level >= level:
        done = stack.pop().closed()
        stack[-1].sections.append(done)


def _part(section: Section, *, behind: bool) -> str:
    """Return the part of the article that a section belongs to; `behind` says that the body has ended."""
    words = section.id.removeprefix("sec-")
    if words == "declarations" or is_reference_list(section) or statement_kind(words):
        return "back"
    if not behind:
        return "body"
    if "appendi" in words:
        return "appendices"
    return "dissolved" if _holds_exhibits_alone(section) else "body"


def is_reference_list(section: Section) -> bool:
    """Return whether a section is no more than a list of references, or several, with words before it perhaps."""
    blocks: Sequence[Block] = section.blocks
    if section.sections:
        words_only = all(isinstance(block, Paragraph) for block in blocks)
        return words_only and all(is_reference_list(inner) for inner in section.sections)
    before = all(isinstance(block, Paragraph) for block in blocks[:-1])
    return bool(blocks) and isinstance(blocks[-1], ReferenceList) and before


def _holds_exhibits_alone(section: Section) -> bool:
    exhibits = [block for block in section.blocks if isinstance(block, Table | Figure) and (block.label or block.id)]
    return bool(exhibits) and len(exhibits) == len(section.blocks) and not section.sections
