"""Sentences of the manuscript that changed: those that say something else, and those with other digits only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.comparing.report.differing import with_differences
from reportgen.comparing.report.edits import BOLD
from reportgen.comparing.report.words import NOTHING, excerpts, table_of
from reportgen.document import Block, Heading, Note, Row, Table, TableCell, Text
from reportgen.versions import Changes, SentenceChange
from reportgen.wording.phrases import Phrase

__all__ = ["sentence_blocks"]

_TITLE_PAGE = "Title page"


def sentence_blocks(changes: Changes) -> tuple[Block, ...]:
    """Return the sentences before and after; nothing where none changed or manuscripts were not compared."""
    if not changes.sentences:
        return ()
    blocks: list[Block] = [Heading(level=1, children=(Text("Sentences of the manuscript"),), id="sec-sentences")]
    titles = {changes.old.record.title, changes.new.record.title}
    told = [replace(one, place=_TITLE_PAGE) if one.place in titles else one for one in changes.sentences]
    meaning = [one for one in told if one.kind != "digits"]
    digits = [one for one in told if one.kind == "digits"]
    if meaning:
        blocks.append(_table("tbl-meaning", "Sentences whose meaning changed, new ones and removed ones.", meaning))
    if digits:
        blocks.append(_table("tbl-digits", "Sentences in which nothing but numbers changed.", digits))
    return tuple(blocks)


def _table(id_: str, caption: str, sentences: Sequence[SentenceChange]) -> Table:
    """Return numbered sentences in groups by the heading they stand under."""
    rows = [(str(number), *_texts(one)) for number, one in enumerate(sentences, 1)]
    alt = "One row for each sentence with its text before and after, in groups by the heading it stands under."
    table = table_of(id_, caption, ("No.", "Before", "After"), rows, (0.3, 3.0, 3.0), alt=alt)
    note = f"{BOLD} {NOTHING}: no such sentence."
    body = tuple(_grouped(table.body, [one.place or NOTHING for one in sentences]))
    return replace(table, body=body, notes=(Note(mark="", children=(Text(note),)),))


def _grouped(rows: Sequence[Row], places: Sequence[str]) -> Iterator[Row]:
    last = None
    for row, place in zip(rows, places, strict=True):
        if place != last:
            head = TableCell(children=(Text(place),), scope="row", colspan=len(row.cells))
            yield Row(cells=(head,), kind="group")
        yield row
        last = place


def _texts(one: SentenceChange) -> tuple[Phrase, Phrase]:
    before, after = with_differences(*excerpts(one.before, one.after))
    return before or (Text(NOTHING),), after or (Text(NOTHING),)
