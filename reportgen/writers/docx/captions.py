"""What stands above and below tables and figures: labels that Word can count, captions, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reportgen.document import Figure, Note, Table
from reportgen.writers.docx import inlines
from reportgen.writers.docx.draft import Draft
from reportgen.writers.docx.fields import Form, Spot, add_bookmark, add_field, add_run
from reportgen.writers.docx.paragraphs import Layout, new_paragraph

__all__ = ["AFTER_EXHIBIT", "write_caption", "write_notes"]

AFTER_EXHIBIT: Final = 280
"""Space below a table or figure with all that belongs to it, in twentieths of a point."""

MOST_NOTES_KEPT: Final = 5
"""Of more notes than this, the first stays with its table and the last two stay together."""

_COUNTED = re.compile(r"(?P<words>.*?)(?P<number>\d{1,9})", re.DOTALL)
_NOT_LETTERS = re.compile(r"[^A-Za-z]+")


def write_caption(node: Table | Figure, draft: Draft, layout: Layout) -> None:
    """Write label and caption; the bookmark of the exhibit spans the label alone, which cross-references repeat."""
    paragraph = new_paragraph(draft.body, "Caption", layout)
    spot = Spot(parent=paragraph, part=draft.main)
    start = len(paragraph)
    if node.label:
        _write_label(node.label, replace(spot, form=Form(bold=True)), draft)
    add_bookmark(paragraph, node.id, draft, start=start)
    if node.label and node.caption:
        add_run(spot, "\u2002")
    inlines.write_inlines(node.caption, spot, draft)


def write_notes(notes: Sequence[Note], draft: Draft) -> None:
    """Write notes, each a paragraph that begins with its raised letter; they stay together unless they are many."""
    many = len(notes) > MOST_NOTES_KEPT
    for place, note in enumerate(notes, 1):
        last = place == len(notes)
        layout = Layout(after=AFTER_EXHIBIT) if last else Layout(keep=not many or place in {1, len(notes) - 1})
        spot = Spot(parent=new_paragraph(draft.body, "TableNote", layout), part=draft.main)
        if note.mark:
            add_run(replace(spot, form=Form(height="superscript")), note.mark)
            add_run(spot, " ")
        inlines.write_inlines(note.children, spot, draft)


def _write_label(label: str, spot: Spot, draft: Draft) -> None:
    """Write "Table 1" with a field that counts tables; "Table S1" counts apart, and a leap in numbers is kept."""
    found = _COUNTED.fullmatch(label)
    name = _NOT_LETTERS.sub("", found["words"]) if found else ""
    if not found or not name:
        add_run(spot, label)
        return
    draft.sequences[name] += 1
    number = int(found["number"])
    restart = "" if number == draft.sequences[name] else f" \\r {number}"
    draft.sequences[name] = number
    add_run(spot, found["words"])
    add_field(spot, f"SEQ {name} \\* ARABIC{restart}", found["number"])
