"""Footnotes of a forest plot: where data were not simply reported, and why a study is not pooled."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.effects import EffectRow
from reportgen.quantities import StudyQuantities, derivation_notes
from reportgen.wording.updates import NEW_STUDY

__all__ = ["Footnotes", "letter"]

_PROVENANCE = {
    "derived": "Data derived from other numbers that were reported.",
    "reconstructed": "Data reconstructed, not reported.",
    "unknown": "It is not known how these data were come by.",
}


def _whence(row: EffectRow) -> list[str]:
    """Return how the data were come by: what was worked out in its own words, the rest in general ones."""
    told = list(derivation_notes(row))
    if row.provenance in _PROVENANCE and not (told and row.provenance == "derived"):
        told.append(_PROVENANCE[row.provenance])
    return told


def letter(index: int) -> str:
    """Return the letter of a footnote, counted from 0; after z comes aa."""
    rest, last = divmod(index, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("a") + last)


class Footnotes:
    """Gives each different note a letter, in the order of first use."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def letters(self, study: StudyQuantities, *, new: bool = False) -> str:
        """Return the letters that stand behind a study's name, with commas between them; `new` marks it as such."""
        notes = [NEW_STUDY] if new else []
        notes += _whence(study.row)
        if study.row.state == "left_out":
            notes.append(f"Not pooled: {study.reason}." if study.reason else "Not pooled.")
        return self.marked(notes)

    def marked(self, notes: Iterable[str]) -> str:
        """Return the letters of notes, with commas between them."""
        return ",".join(self._letters.setdefault(note, letter(len(self._letters))) for note in notes)

    def listed(self) -> tuple[tuple[str, str], ...]:
        """Return letters with their notes."""
        return tuple((mark, note) for note, mark in self._letters.items())
