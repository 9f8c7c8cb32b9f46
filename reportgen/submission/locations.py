"""Where a manuscript reports the items of a checklist: sections, and page and line of the line-numbered PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.checklists import Checklist, ChecklistItem, anchor_of
from reportgen.document import (
    Anchor,
    Block,
    Document,
    Figure,
    Heading,
    Table,
    inlines_of,
    plain_text,
    walk_blocks,
    walk_inlines,
)
from reportgen.writers.pdf import Place

__all__ = ["Located", "Location", "locate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """One place that reports an item: the id of the place, what it is called, and where it is in the numbered PDF.

    `section` are the headings it stands under ("Methods, Electronic searches"), or the label of a table or figure. Page
    and line are counted from 1; a line of 0 says that the place has no numbered line. `further` are more
    lines of the same page and section that report the item.
    """

    id: str
    section: str
    page: int = 0
    line: int = 0
    further: tuple[int, ...] = ()

    def words(self) -> str:
        """Return page and line in words: "page 7, lines 124 and 127"."""
        if not self.page:
            return ""
        if not self.line:
            return f"page {self.page}"
        if not self.further:
            return f"page {self.page}, line {self.line}"
        lines = [str(line) for line in (self.line, *self.further)]
        return f"page {self.page}, lines {', '.join(lines[:-1])} and {lines[-1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """An item with all places that report it, and the supplementary files that do; none of both: not reported."""

    item: ChecklistItem
    locations: tuple[Location, ...] = ()
    supplements: tuple[str, ...] = ()

    @property
    def reported(self) -> bool:
        """Whether anything reports the item."""
        return bool(self.locations or self.supplements)


def locate(
    checklist: Checklist, document: Document, places: Mapping[str, Place], supplements: Mapping[str, str]
) -> tuple[Located, ...]:
    """Return each item of a checklist with where it is reported.

    `places` are those of the numbered PDF by id, `supplements` names of supplementary files by topic.
    """
    sections = dict(_sections(document.blocks))
    return tuple(_located(item, document, sections, places, supplements) for item in checklist.items)


def _located(
    item: ChecklistItem,
    document: Document,
    sections: Mapping[str, str],
    places: Mapping[str, Place],
    supplements: Mapping[str, str],
) -> Located:
    ids = [id_ for id_ in _anchors(item) if id_ in sections] + [id_ for id_ in item.places if id_ in sections]
    if item.title_says and item.title_says.casefold() in document.title.casefold():
        ids.insert(0, "title")
    found: dict[tuple[str, int], Location] = {}
    for id_ in ids:
        place = places.get(id_)
        location = Location(
            id=id_,
            section=sections.get(id_, "Title"),
            page=place.page if place else 0,
            line=place.line if place else 0,
        )
        same = (location.section, location.page)
        if same not in found:
            found[same] = location
        elif location.line and location.line not in {found[same].line, *found[same].further}:
            found[same] = replace(found[same], further=(*found[same].further, location.line))
    files = tuple(supplements[topic] for topic in item.supplements if topic in supplements)
    return Located(item=item, locations=tuple(found.values()), supplements=files)


def _anchors(item: ChecklistItem, most: int = 99) -> Iterator[str]:
    yield from (anchor_of(item.id, time) for time in range(1, most))


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Yield the id of each heading, anchor, table and figure with the headings it stands under, or its own label."""
    path: list[tuple[int, str]] = []
    for block in blocks:
        match block:
            case Heading():
                path = [one for one in path if 0 < one[0] < block.level]
                path.append((block.level, f"{block.number} {plain_text(block.children)}".strip()))
                yield block.id, _named(path)
            case Table() | Figure():
                yield block.id, block.label
            case _:
                pass
        for inner in walk_blocks((block,)):
            for run in inlines_of(inner):
                anchors = (inline.id for inline in walk_inlines(run) if isinstance(inline, Anchor))
                yield from ((id_, _named(path)) for id_ in anchors)


def _named(path: Sequence[tuple[int, str]]) -> str:
    return ", ".join(text for level, text in path if level > 0) or "Title"
