"""Checklists of what a report must hold, as data: templates/checklists/NAME.toml, one table for each item.

A section marks the place where it reports an item: ``{{ reports("13a") }}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from reportgen.resources import names, read_toml

__all__ = ["Checklist", "ChecklistItem", "anchor_of", "checklist", "item_ids"]

_FOLDER = "checklists"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """An item: its number, where in a report it belongs, its topic and text.

    What reports it without being marked: `places` are ids of headings, figures and tables, `supplements` topics of
    supplementary files; `title_says` are words of the title.
    """

    id: str
    section: str
    topic: str
    text: str
    places: tuple[str, ...] = ()
    supplements: tuple[str, ...] = ()
    title_says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """A checklist: title in full and in short, where its texts come from, and its items in order."""

    name: str
    title: str
    short: str
    source: str
    items: tuple[ChecklistItem, ...]


@cache
def checklist(name: str) -> Checklist:
    """Return a shipped checklist by its name ("prisma-2020")."""
    table: dict[str, Any] = read_toml(f"{_FOLDER}/{name}.toml")
    lists = ("places", "supplements")
    items = tuple(ChecklistItem(**item | {key: tuple(item.get(key, ())) for key in lists}) for item in table["items"])
    return Checklist(name=name, title=table["title"], short=table["short"], source=table["source"], items=items)


@cache
def item_ids() -> tuple[str, ...]:
    """Return the ids of all items of all shipped checklists, which sections can mark."""
    return tuple(item.id for name in names(_FOLDER, ".toml") for item in checklist(name).items)


def anchor_of(item: str, time: int = 1) -> str:
    """Return the id of the anchor that marks an item for the `time`-th time in a document."""
    return f"item-{item.lower()}" if time == 1 else f"item-{item.lower()}-{time}"
