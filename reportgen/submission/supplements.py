"""Supplementary files: search strategies, excluded studies, all data, and every number with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.document import Block, Heading, Paragraph, ReferenceList, Resolved, Text
from reportgen.exchange import EXPORTS
from reportgen.ledger import ledger_json
from reportgen.model import SearchStrategy
from reportgen.submission.blinding import nameless
from reportgen.submission.identities import masked
from reportgen.submission.manuscripts import Manuscripts
from reportgen.submission.pages import settled_page
from reportgen.writers import WRITERS

__all__ = ["Supplement", "supplements"]

_TITLES = {
    "search-strategies": "Search strategies",
    "excluded-studies": "Excluded studies",
    "data": "All data of the review",
    "numbers": "Every number with the cells it was worked out from",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """A supplementary file: its topic, its title, its name in the package, its content."""

    topic: str
    title: str
    name: str
    data: bytes


def supplements(made: Manuscripts) -> tuple[Supplement, ...]:
    """Return the supplementary files of a submission, numbered in their order; what there is nothing for is left out.

    In a blinded submission they name nobody either.
    """
    pattern = made.journal.words("supplement_name")
    found = []
    for number, (topic, suffix, data) in enumerate(_contents(made), 1):
        stem = pattern.replace("{number}", str(number)).replace("{topic}", topic)
        found.append(Supplement(topic=topic, title=_TITLES[topic], name=f"supplements/{stem}{suffix}", data=data))
    return tuple(found)


def _contents(made: Manuscripts) -> Iterator[tuple[str, str, bytes]]:
    review = made.review
    if review.search.strategies:
        yield "search-strategies", ".docx", _word(made, "search-strategies", _strategies(made))
    excluded = [table for table in made.exhibits.tables.values() if table.id == "tbl-excluded"]
    if excluded:
        references = Heading(level=1, children=(Text("References"),), id="sec-references")
        yield "excluded-studies", ".docx", _word(made, "excluded-studies", [*excluded, references, ReferenceList()])
    shown = review if made.blind is None else nameless(review, made.hidden)
    analysis = replace(made.analysis, review=shown)
    ((_, data),) = EXPORTS["xlsx"].write(analysis).files.items()
    yield "data", ".xlsx", data
    yield "numbers", ".json", ledger_json(made.reviewed)


def _word(made: Manuscripts, topic: str, blocks: list[Block]) -> bytes:
    resolved: Resolved = settled_page(made, _TITLES[topic], blocks, named=made.blind is None)
    return WRITERS["docx"].write(resolved, made.journal.style)


def _strategies(made: Manuscripts) -> list[Block]:
    blocks: list[Block] = []
    for number, strategy in enumerate(made.review.search.strategies, 1):
        blocks.append(Heading(level=1, children=(Text(_named(strategy)),), id=f"sec-search-{number}"))
        lines = [line.strip() for line in strategy.text.splitlines() if line.strip()]
        shown = lines if made.blind is None else [masked(line, made.hidden) for line in lines]
        blocks += [Paragraph(children=(Text(line),)) for line in shown]
    return blocks


def _named(strategy: SearchStrategy) -> str:
    return strategy.name.replace("_", " ").replace("-", " ").strip().capitalize()
