"""Sentences of the manuscript that changed: those that say something else, and those with other digits only."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.comparing.report.words import NOTHING, excerpts, table_of
from reportgen.document import Block, Heading, Table, Text
from reportgen.versions import Changes, SentenceChange

__all__ = ["sentence_blocks"]


def sentence_blocks(changes: Changes) -> tuple[Block, ...]:
    """Return the sentences before and after; nothing where none changed or manuscripts were not compared."""
    if not changes.sentences:
        return ()
    blocks: list[Block] = [Heading(level=1, children=(Text("Sentences of the manuscript"),), id="sec-sentences")]
    meaning = [one for one in changes.sentences if one.kind != "digits"]
    digits = [one for one in changes.sentences if one.kind == "digits"]
    if meaning:
        blocks.append(_table("tbl-meaning", "Sentences whose meaning changed, new ones and removed ones.", meaning))
    if digits:
        blocks.append(_table("tbl-digits", "Sentences in which nothing but numbers changed.", digits))
    return tuple(blocks)


def _table(id_: str, caption: str, sentences: Sequence[SentenceChange]) -> Table:
    rows = [(one.place or NOTHING, *_texts(one)) for one in sentences]
    alt = "One row for each sentence, with the heading it stands under and its text before and after."
    return table_of(id_, caption, ("Place", "Before", "After"), rows, (1.0, 3.0, 3.0), alt=alt)


def _texts(one: SentenceChange) -> tuple[str, str]:
    before, after = excerpts(one.before, one.after)
    return before or NOTHING, after or NOTHING
