"""Lettered notes under a table, matched with the marks in its cells."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document import Inline, Note, NoteMark, Superscript, Text
from reportgen.wording.phrases import capitalised, sentence

__all__ = ["NoteBook", "side_by_side"]

BARE = {
    "derived": "Worked out from what a source prints.",
    "reconstructed": "Reconstructed, not printed in a source.",
    "unknown": "Not confirmed in a source.",
}
"""What is said of a provenance that the reviewer gave no note on."""


class NoteBook:
    """Gives equal notes equal letters, in order of first use: a, b, … z, aa, ab and on."""

    def __init__(self) -> None:
        self._marks: dict[tuple[Inline, ...], str] = {}

    def mark(self, *children: Inline) -> NoteMark:
        """Return the mark of a note, the same one for the same note."""
        if children not in self._marks:
            self._marks[children] = _letters(len(self._marks))
        return NoteMark(mark=self._marks[children])

    def provenance(self, provenance: str, note: str) -> tuple[NoteMark, ...]:
        """Return the mark that says how a value was come by; nothing for a reported value."""
        if provenance == "reported":
            return ()
        if not note:
            return (self.mark(Text(BARE.get(provenance, f"{capitalised(provenance)}."))),)
        word = "Not confirmed in a source" if provenance == "unknown" else capitalised(provenance)
        return (self.mark(Text(sentence(f"{word}: {note.strip()}"))),)

    def notes(self) -> tuple[Note, ...]:
        """Return all notes in the order of their letters."""
        return tuple(Note(mark=mark, children=children) for children, mark in self._marks.items())


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def side_by_side(marks: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return marks with a raised comma between them; without it "a" and "b" would read as the note "ab"."""
    row: tuple[Inline, ...] = ()
    for mark in marks:
        row = (*row, *((Superscript((Text(","),)),) if row else ()), mark)
    return row
