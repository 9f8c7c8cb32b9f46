"""Footnotes: a mark in the text, a note in the part that python-docx does not know."""

from __future__ import annotations

from dataclasses import replace

from reportgen.writers.docx.draft import Draft
from reportgen.writers.docx.elements import Element, add, add_text
from reportgen.writers.docx.fields import Spot, add_run, new_run

__all__ = ["new_footnote"]


def new_footnote(mark: str, spot: Spot, draft: Draft) -> Element:
    """Return the empty paragraph of a new note whose mark stands at `spot`.

    Word counts the notes itself; a mark that is not the number it would come to is written out beside the reference.
    """
    draft.notes += 1
    number = str(draft.notes)
    own = mark not in {"", number}
    raised = replace(spot, form=replace(spot.form, height="", style="FootnoteReference"))
    run = new_run(raised)
    custom = {"w:customMarkFollows": "1"} if own else {}
    add(run, "w:footnoteReference", {**custom, "w:id": number})
    if own:
        add_text(run, mark)
    return _note(number, mark if own else "", draft)


def _note(number: str, own_mark: str, draft: Draft) -> Element:
    note = add(draft.footnotes, "w:footnote", {"w:id": number})
    paragraph = add(note, "w:p")
    add(add(paragraph, "w:pPr"), "w:pStyle", {"w:val": "FootnoteText"})
    inside = Spot(parent=paragraph, part=draft.footnotes_part)
    run = new_run(replace(inside, form=replace(inside.form, style="FootnoteReference")))
    if own_mark:
        add_text(run, own_mark)
    else:
        add(run, "w:footnoteRef")
    add_run(inside, " ")
    return paragraph
