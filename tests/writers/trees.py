"""Small hand-made trees for the tests of the writers: the constructors again, and `sample()`."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document import (
    Block,
    Datum,
    Footnote,
    LedgerEntry,
    Number,
    Resolved,
    SourceLine,
    walk_blocks,
    walk_inlines,
)
from reportgen.document.walk import inlines_of
from tests.writers.constructors import (
    cell,
    document,
    drawing,
    figure,
    head,
    heading,
    inlines,
    number,
    paragraph,
    row,
    table,
)
from tests.writers.sample_blocks import end_matter, introduction, methods, results, title_page, wide_exhibits

__all__ = [
    "cell",
    "document",
    "drawing",
    "figure",
    "head",
    "heading",
    "inlines",
    "number",
    "paragraph",
    "resolved",
    "row",
    "sample",
    "table",
]


def resolved(*blocks: Block, **more) -> Resolved:
    """Return a resolved document of `blocks`, its footnotes gathered from the tree."""
    return Resolved(document=document(*blocks, **more), footnotes=_footnotes(blocks), labels=LABELS)


RESULTS = "results.csv"
LABELS = {
    "sec-methods": "Methods",
    "tbl-characteristics": "Table 1",
    "tbl-results": "Table 2",
    "tbl-bias": "Table 3",
    "fig-flow": "Figure 1",
    "fig-forest": "Figure 2",
}


def sample() -> Resolved:
    """Return a manuscript in small that holds every node type, every role of paragraphs and both page directions."""
    blocks = (*title_page(), *introduction(), *methods(), *results(), *wide_exhibits(), *end_matter())
    return Resolved(
        document=document(*blocks),
        footnotes=_footnotes(blocks),
        labels=LABELS,
        ledger=_ledger(blocks),
        source_lines=(
            SourceLine(path=RESULTS, line=2, cells=(("study", "Toth 2006"), ("events", "12")), note="as printed"),
            SourceLine(
                path=RESULTS,
                line=3,
                cells=(("study", "Cooper 2003"), ("events", "7")),
                sources=(("cooper2003", "https://example.org/cooper", "Cooper 2003, Table 2"),),
                provenance="reconstructed",
            ),
        ),
    )


def _footnotes(blocks: Iterable[Block]) -> tuple[Footnote, ...]:
    return tuple(
        inline
        for block in walk_blocks(blocks)
        for run in inlines_of(block)
        for inline in walk_inlines(run)
        if isinstance(inline, Footnote)
    )


def _ledger(blocks: Iterable[Block]) -> tuple[LedgerEntry, ...]:
    found = (
        inline
        for block in walk_blocks(blocks)
        for run in inlines_of(block)
        for inline in walk_inlines(run)
        if isinstance(inline, Number | Datum)
    )
    return tuple(
        LedgerEntry(
            id=shown.id,
            place="sec-results",
            text=shown.text,
            value=getattr(shown, "value", None),
            statistic=getattr(shown, "statistic", ""),
            subject=shown.subject,
            how=getattr(shown, "how", "as entered"),
            provenance=shown.provenance,
            inputs=tuple((origin.path, origin.line, origin.column, origin.name) for origin in shown.inputs),
        )
        for shown in found
    )
