"""What must be known across a JATS file while it is written: ids, footnotes and reference lists met so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from reportgen.document import Block, Figure, Footnote, Heading, ReferenceList, Table, walk_blocks

__all__ = ["Draft", "Target", "new_draft", "xml_id"]

_NOT_IN_ID: Final = re.compile(r"[^A-Za-z0-9_.-]")
_BEGINS_ID: Final = re.compile(r"[A-Za-z_]")


@dataclass(frozen=True, slots=True)
class Target:
    """A place that can be pointed at: its id in the file, and what kind of reference points at it (``ref-type``)."""

    id: str
    kind: str


@dataclass(slots=True)
class Draft:
    """A file in the making.

    `targets` are the places of the document by their names in it; `taken` holds all ids, `placed` the names of those
    that have been written. `footnotes` and `lists` wait to be written at the end.
    """

    targets: dict[str, Target] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    footnotes: list[tuple[str, Footnote]] = field(default_factory=list)
    lists: list[ReferenceList] = field(default_factory=list)

    def place(self, name: str) -> str:
        """Return the id of a place that is written now; nothing for one that has been written before, or has none."""
        if name not in self.targets or name in self.placed:
            return ""
        self.placed.add(name)
        return self.targets[name].id

    def fresh(self, name: str) -> str:
        """Return an id made of a name that no other element has."""
        base = xml_id(name)
        count, found = 1, base
        while found in self.taken:
            count += 1
            found = f"{base}-{count}"
        self.taken.add(found)
        return found

    def note(self, footnote: Footnote) -> str:
        """Return the id of a footnote, which will be written at the end."""
        made = self.fresh(f"fn-{len(self.footnotes) + 1}")
        self.footnotes.append((made, footnote))
        return made


def new_draft(blocks: Iterable[Block], *, silent: Iterable[str], kinds: dict[str, str]) -> Draft:
    """Return a draft that knows every place of a document.

    `silent` are the ids of headings that will not be written; `kinds` are kinds of reference by id where these are
    not the usual ones.
    """
    draft, left_out = Draft(), set(silent)
    for block in walk_blocks(blocks):
        for name, kind in _places(block):
            if name and name not in draft.targets and name not in left_out:
                draft.targets[name] = Target(draft.fresh(name), kinds.get(name, kind))
    return draft


def xml_id(name: str) -> str:
    """Return a name as an id that XML accepts; plain names stay."""
    found = _NOT_IN_ID.sub(lambda match: f"_{ord(match[0]):x}_", name)
    return found if _BEGINS_ID.match(found) else f"id-{found}"


def _places(block: Block) -> Iterator[tuple[str, str]]:
    match block:
        case Heading() if block.level > 0:
            yield block.id, "sec"
        case Table():
            yield block.id, "table"
        case Figure():
            yield block.id, "fig"
        case ReferenceList():
            yield from ((f"ref-{entry.key}", "bibr") for entry in block.entries)
        case _:
            pass
