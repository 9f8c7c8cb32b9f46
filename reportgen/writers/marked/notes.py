"""Footnotes: which old note is which new one, and the notes of the marked file in the order of their marks."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from reportgen.writers.docx.elements import Element, attribute
from reportgen.writers.marked.alignment import aligned
from reportgen.writers.marked.opened import Opened
from reportgen.writers.marked.paragraphs import changed_paragraph
from reportgen.writers.marked.pieces import Block
from reportgen.writers.marked.revisions import Change, Marking, write_tokens
from reportgen.writers.marked.tokens import tokens_of

__all__ = ["pair_notes", "write_notes"]

W_P: Final = attribute("w:p")
W_NOTE: Final = attribute("w:footnote")
W_ID: Final = attribute("w:id")
W_TYPE: Final = attribute("w:type")
W_REFERENCE: Final = attribute("w:footnoteReference")


def pair_notes(old: Opened, new: Opened, marking: Marking) -> None:
    """Give the notes of the old file that live on in the new one the same ids in the text; `marking` keeps which."""
    before, after = _notes(old.notes), _notes(new.notes)
    ids, others = list(before), list(after)
    blocks = [[Block(element=found) for found in notes.values()] for notes in (before, after)]
    for i, j in aligned(*blocks):
        marking.note_pairs[f"old-{ids[i]}"] = f"new-{others[j]}"
    for reference in old.main.iter(W_REFERENCE):
        known = reference.get(W_ID)
        reference.set(W_ID, marking.note_pairs.get(known, known))


def write_notes(old: Opened, new: Opened, body: Element, marking: Marking) -> Element:
    """Return the footnotes of the marked `body`, whose references get their numbers.

    A note that came or went with its mark is inserted or deleted as a whole; one that stayed shows its own changes.
    """
    before = {f"old-{key}": note for key, note in _notes(old.notes).items()}
    after = {f"new-{key}": note for key, note in _notes(new.notes).items()}
    origins = {other: one for one, other in marking.note_pairs.items()}
    made = deepcopy(new.notes)
    for note in [note for note in made if note.get(W_TYPE) is None]:
        made.remove(note)
    for number, reference in enumerate(body.iter(W_REFERENCE), 1):
        change, _, key = reference.get(W_ID).rpartition(":")
        past = before.get(origins.get(key, key))
        if change == "ins":
            note = _whole_note(after[key], "ins", marking)
        elif change == "del" and past is not None:
            note = _whole_note(past, "del", marking)
        else:
            note = _changed_note(after[key] if past is None else past, after[key], marking)
        note.set(W_ID, str(number))
        reference.set(W_ID, str(number))
        made.append(note)
    return made


def _notes(root: Element) -> dict[str, Element]:
    return {note.get(W_ID): note for note in root.iterchildren(W_NOTE) if note.get(W_TYPE) is None}


def _whole_note(note: Element, change: Change, marking: Marking) -> Element:
    """Return a note all words of which were inserted or deleted; its paragraph goes with its mark."""
    made = deepcopy(note)
    for paragraph in made.iterchildren(W_P):
        tokens = tokens_of(paragraph)
        for child in paragraph[1:]:
            paragraph.remove(child)
        write_tokens(paragraph, tokens, change, marking)
    return made


def _changed_note(old: Element, new: Element, marking: Marking) -> Element:
    made = deepcopy(new)
    for before, after, place in zip(*(note.findall(W_P) for note in (old, new, made)), strict=True):
        (marked,) = changed_paragraph(before, after, marking)
        made.replace(place, marked)
    return made
