"""Tables in the XHTML model, with their labels, captions, text alternatives and notes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from reportgen.document import Inline, Note, Row, Table, TableCell, Text, plain_text
from reportgen.writers.jats import inlines
from reportgen.writers.jats.draft import Draft, Target
from reportgen.writers.jats.elements import Element, add
from reportgen.writers.jats.inlines import Spot

__all__ = ["note_targets", "write_caption", "write_table_wrap"]

_ALIGN: Final = {"left": "", "centre": "center", "right": "right", "decimal": "right"}
_PADDING: Final = "\N{FIGURE SPACE}\N{NO-BREAK SPACE}"
"""Blanks that bring decimal points in line on a page; in the file of a table they would only be in the way."""


def write_table_wrap(node: Table, parent: Element, draft: Draft) -> None:
    """Write a table; one without label and caption stays where it stands in the text."""
    bare = not (node.label or node.caption)
    place, turned = "anchor" if bare else "float", "landscape" if node.wide else ""
    wrap = add(parent, "table-wrap", id=draft.place(node.id), position=place, orientation=turned)
    notes = note_targets(node.id, node.notes, "table-fn", draft)
    if node.label:
        add(wrap, "label", node.label)
    if node.caption:
        write_caption(node.caption, wrap, notes, draft)
    if node.alt:
        add(wrap, "alt-text", node.alt)
    _write_table(node, wrap, notes, draft)
    if node.notes:
        _write_foot(node.notes, wrap, notes, draft)


def write_caption(caption: Iterable[Inline], parent: Element, notes: dict[str, Target], draft: Draft) -> Element:
    """Write a caption as a title and return the element, in which paragraphs may follow."""
    made = add(parent, "caption")
    inlines.write_inlines(caption, Spot(parent=add(made, "title"), breaks=True, notes=notes), draft)
    return made


def note_targets(exhibit: str, notes: Iterable[Note], kind: str, draft: Draft) -> dict[str, Target]:
    """Return the places of the notes of an exhibit by their marks."""
    marks = dict.fromkeys(note.mark for note in notes if note.mark)
    return {mark: Target(draft.fresh(f"{exhibit or 'table'}-note-{mark}"), kind) for mark in marks}


def _write_table(node: Table, wrap: Element, notes: dict[str, Target], draft: Draft) -> None:
    table = add(wrap, "table")
    if node.head.cells:
        _write_row(node.head, add(table, "thead"), notes, draft)
    starts = [place for place, row in enumerate(node.body) if row.kind == "group" and place]
    for start, end in pairwise([0, *starts, len(node.body)]):  # a group of rows is a body of its own
        body = add(table, "tbody")
        for row in node.body[start:end]:
            _write_row(row, body, notes, draft)
        if not len(body):
            add(add(body, "tr"), "td")


def _write_row(row: Row, parent: Element, notes: dict[str, Target], draft: Draft) -> None:
    line = add(parent, "tr", content_type="" if row.kind == "body" else row.kind)
    for cell in row.cells:
        _write_cell(cell, line, notes, draft, heads_group=row.kind == "group")
    if not row.cells:
        add(line, "td")


def _write_cell(cell: TableCell, line: Element, notes: dict[str, Target], draft: Draft, *, heads_group: bool) -> None:
    head = bool(cell.scope and plain_text(cell.children).strip())  # an empty cell heads nothing
    scope = ("rowgroup" if heads_group else cell.scope) if head else ""
    span = str(cell.colspan) if cell.colspan > 1 else ""
    made = add(line, "th" if head else "td", scope=scope, colspan=span, align=_ALIGN[cell.align])
    inlines.write_inlines(_unpadded(cell.children), Spot(parent=made, breaks=True, notes=notes), draft)


def _unpadded(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return the content of a cell without blanks at its ends."""
    kept = list(children)
    if kept and isinstance(kept[0], Text):
        kept[0] = Text(kept[0].text.lstrip(_PADDING))
    if kept and isinstance(kept[-1], Text):
        kept[-1] = Text(kept[-1].text.rstrip(_PADDING))
    return tuple(kept)


def _write_foot(notes: Iterable[Note], wrap: Element, targets: dict[str, Target], draft: Draft) -> None:
    foot = add(wrap, "table-wrap-foot")
    written: set[str] = set()
    for note in notes:
        parent = foot
        if note.mark:
            first = note.mark not in written
            written.add(note.mark)
            parent = add(foot, "fn", id=targets[note.mark].id if first else "")
            add(parent, "label", note.mark)
        inlines.write_inlines(note.children, Spot(parent=add(parent, "p"), notes=targets), draft)
