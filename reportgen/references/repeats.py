"""The same work twice: known by its DOI, or by title and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.foreign.compared import bare
from reportgen.foreign.remark import Remark
from reportgen.references.item import ReferenceItem

__all__ = ["without_repeats"]


def without_repeats(items: Sequence[ReferenceItem]) -> tuple[tuple[ReferenceItem, ...], tuple[Remark, ...]]:
    """Return the items without those that stand there again word for word, and a remark on each repeat.

    Two items are the same work if their DOIs are equal or, where one has none, their titles and years. Items of the
    same work that differ in anything are all kept.
    """
    firsts: dict[str, ReferenceItem] = {}
    single: list[ReferenceItem] = []
    remarks: list[Remark] = []
    for item in items:
        marks = _marks(item)
        first = next((firsts[mark] for mark in marks if mark in firsts and _agree(firsts[mark], item)), None)
        for mark in marks:
            firsts.setdefault(mark, item)
        same = first is not None and replace(first, id="") == replace(item, id="")
        if not same:
            single.append(item)
        if first is not None:
            told = "it was taken once" if same else "the entries differ, and both were kept"
            text = f"“{_short(item)}” stands there again (first at {first.origin}); {told}."
            remarks.append(Remark(topic="references", text=text, origin=item.origin))
    return tuple(single), tuple(remarks)


def _marks(item: ReferenceItem) -> tuple[str, ...]:
    title = bare(item.title)
    by_title = f"title:{title}:{item.year}" if len(title) > 20 or (title and item.year) else ""
    return tuple(filter(None, (f"doi:{item.doi.lower()}" if item.doi else "", by_title)))


def _agree(one: ReferenceItem, other: ReferenceItem) -> bool:
    return not (one.doi and other.doi) or one.doi.lower() == other.doi.lower()


def _short(item: ReferenceItem) -> str:
    title = item.title if len(item.title) <= 60 else item.title[:60].rstrip() + "…"
    first = item.authors[0].literal or item.authors[0].family if item.authors else ""
    return ", ".join(filter(None, (first, item.year, title)))
