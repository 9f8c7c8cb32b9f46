"""Remarks that say the same of several outcomes, studies or columns, told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark

__all__ = ["GroupedRemark", "grouped_remarks"]

_OF_WHAT = re.compile(r"(?<=\AOutcome )[\w.]+(?=:)|'[^'\n]*'|“[^”\n]*”")
"""What a remark is about, where it says the same of others: the number of an outcome, or something in quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedRemark:
    """Remarks of one topic that differ in one word at most: text before and behind it, the words, and all places."""

    topic: str
    before: str
    behind: str
    words: tuple[str, ...]
    places: tuple[Origin, ...]

    def text(self, most: int) -> str:
        """Return the sentence with up to so many of its words (at least one), and how many there are beyond."""
        if not self.words:
            return self.before
        before = "Outcomes " if len(self.words) > 1 and self.before == "Outcome " else self.before
        return f"{before}{_listed(self.words, most)}{self.behind}"


def grouped_remarks(remarks: Iterable[Remark]) -> tuple[GroupedRemark, ...]:
    """Return the remarks, those that say the same as one, in the order in which each was first made."""
    found: dict[tuple[str, str, str, bool], list[tuple[str, Origin | None]]] = {}
    for remark in remarks:
        slots = list(_OF_WHAT.finditer(remark.text))
        slot = slots[0] if len(slots) == 1 or (slots and slots[0].start() == len("Outcome ")) else None
        start, end = slot.span() if slot else (len(remark.text), len(remark.text))
        key = (remark.topic, remark.text[:start], remark.text[end:], slot is not None)
        found.setdefault(key, []).append((slot.group() if slot else "", remark.origin))
    return tuple(
        GroupedRemark(
            topic=topic,
            before=before,
            behind=behind,
            words=tuple(dict.fromkeys(word for word, _ in several)) if has_slot else (),
            places=tuple(dict.fromkeys(origin for _, origin in several if origin is not None)),
        )
        for (topic, before, behind, has_slot), several in found.items()
    )


def _listed(words: Sequence[str], most: int) -> str:
    """Return "a", "a and b", "a, b and c", or "a, b and 5 more"."""
    more = len(words) - most
    shown = list(words) if more <= 0 else [*words[:most], f"{more} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
