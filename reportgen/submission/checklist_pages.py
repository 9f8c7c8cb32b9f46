"""Checklists filled in: each item with where the manuscript reports it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from reportgen.checklists import Checklist
from reportgen.document import Block, CrossRef, Heading, Inline, LineBreak, Paragraph, Row, Table, TableCell, Text
from reportgen.submission.locations import Located, Location

__all__ = ["NOT_REPORTED", "checklist_blocks", "linked_blocks"]

NOT_REPORTED = "Not reported"
"""What stands beside an item that nothing in the manuscript reports."""

_HEADS = ("Section and topic", "Item", "Checklist item", "Where it is reported")
_WIDTHS = (20.0, 7.0, 43.0, 30.0)

_Shown: TypeAlias = Callable[[Location], Iterator[Inline]]


def checklist_blocks(checklist: Checklist, located: Sequence[Located], numbered_file: str) -> tuple[Block, ...]:
    """Return a checklist as a page of its own: sections, with page and line of the line-numbered PDF."""
    about = f"Page and line are those of {numbered_file}."
    return (Paragraph(children=(Text(about),)), _table(checklist, located, _with_lines), _source(checklist))


def linked_blocks(checklist: Checklist, located: Sequence[Located]) -> tuple[Block, ...]:
    """Return a checklist as an appendix of the manuscript itself, whose page numbers Word keeps up to date."""
    heading = Heading(level=1, children=(Text(checklist.title),), id=f"sec-{checklist.name}")
    return (heading, _table(checklist, located, _with_fields), _source(checklist))


def _source(checklist: Checklist) -> Paragraph:
    return Paragraph(children=(Text(checklist.source),))


def _table(checklist: Checklist, located: Sequence[Located], shown: _Shown) -> Table:
    rows: list[Row] = []
    section = ""
    for one in located:
        if one.item.section != section:
            section = one.item.section
            rows.append(_group(section))
        rows.append(_row(one, shown))
    reported = sum(one.reported for one in located)
    return Table(
        id="",
        caption=(),
        head=Row(cells=tuple(TableCell(children=(Text(head),), scope="col") for head in _HEADS)),
        body=tuple(rows),
        widths=_WIDTHS,
        alt=f"{checklist.title}: {reported} of {len(located)} items are reported, each with its place.",
    )


def _group(section: str) -> Row:
    return Row(cells=(TableCell(children=(Text(section),), scope="row", colspan=len(_HEADS)),), kind="group")


def _row(one: Located, shown: _Shown) -> Row:
    cells = ((Text(one.item.topic),), (Text(one.item.id),), (Text(one.item.text),), _where(one, shown))
    return Row(cells=tuple(TableCell(children=cell, scope="" if at else "row") for at, cell in enumerate(cells)))


def _where(one: Located, shown: _Shown) -> tuple[Inline, ...]:
    if not one.reported:
        return (Text(NOT_REPORTED),)
    lines = [tuple(shown(location)) for location in one.locations]
    lines += [(Text(f"Supplementary file {name}"),) for name in one.supplements]
    return tuple(_broken(lines))


def _broken(lines: Sequence[tuple[Inline, ...]]) -> Iterator[Inline]:
    for at, line in enumerate(lines):
        if at:
            yield LineBreak()
        yield from line


def _with_lines(location: Location) -> Iterator[Inline]:
    words = location.words()
    yield Text(f"{location.section}: {words}" if words else location.section)


def _with_fields(location: Location) -> Iterator[Inline]:
    yield Text(f"{location.section}, page ")
    yield CrossRef(target=location.id, shown=str(location.page or 1), page=True)
